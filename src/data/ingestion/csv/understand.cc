#include "data/ingestion/csv/draft.h"
#include "data/ingestion/csv/plan.h"
#include "foundation/base/check.h"

namespace kilowatch {
namespace {

void BeginPlan(Draft& draft) {
  auto& understanding = draft.plan.understanding;
  understanding.path = draft.context.path;
  understanding.encoding = draft.context.encoding;
  understanding.compression = draft.context.compression;
  understanding.separator = draft.table.separator;
  understanding.layout = Layout::kNone;
  for (const auto& name : draft.table.names) understanding.columns.push_back({name, ColumnRole::kIgnored, "", {}});
  draft.settled.assign(draft.table.names.size(), false);
  draft.plan.quote = draft.table.quote;
  draft.plan.first_line = draft.table.first_line;
  draft.plan.first_offset = draft.table.first_offset;
  draft.plan.header_line = draft.table.header_line;
  draft.plan.missing_tokens = MissingTokens();
  draft.plan.summary_words = SummaryWords();
  if (!draft.table.has_header) {
    draft.Assume(
        {"there is no header: columns are told apart by what they hold", "il n'y a pas d'en-tête : les colonnes sont reconnues par leur contenu"});
  }
}

void TakeNumberStyle(Draft& draft) {
  const NumberStyleGuess guess = StyleOf(draft.table, draft.rows);
  draft.style = guess.style;
  draft.plan.understanding.decimal = guess.style.decimal;
  draft.plan.thousands = guess.style.thousands;
  draft.plan.values_carry_unit = guess.carry_unit;
  if (!guess.assumed.empty()) draft.Assume(guess.assumed);
}

}  // namespace

namespace {

Status Understand(Draft& draft) {
  KW_RETURN_IF_ERROR(FindTime(draft));
  FindDayColumns(draft);
  KW_RETURN_IF_ERROR(FindRoles(draft));
  FindSpans(draft);
  FindTemperatures(draft);
  KW_RETURN_IF_ERROR(FindMeters(draft));
  FindRegisters(draft);
  KW_RETURN_IF_ERROR(FindFileRole(draft));
  FindInterval(draft);
  return {};
}

}  // namespace

Result<CsvPlan> UnderstandCsv(std::string_view head, const CsvContext& context) {
  KW_CHECK(context.options != nullptr);
  KW_ASSIGN(auto table, LayOut(head, context));
  Draft draft{context, std::move(table), {}, {}, {}, {}, {}, {}, {}, {}, {}, *context.options};
  draft.rows = SampledRows(draft.table);
  BeginPlan(draft);
  TakeNumberStyle(draft);
  draft.columns = ProfileColumns(draft.table, draft.rows, draft.style);
  LeaveOutLackingColumns(draft);
  Status status = Understand(draft);
  if (status) return std::move(draft.plan);
  Error error = std::move(status).error();
  if (!draft.plan.lacking.empty()) {
    const Error& lack = draft.plan.lacking.front().error;
    error.advice = {lack.Text(Language::kEnglish), lack.Text(Language::kFrench)};
  }
  return std::unexpected(std::move(error));
}

}  // namespace kilowatch
