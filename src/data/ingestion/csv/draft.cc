#include "data/ingestion/csv/draft.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

std::string Listed(const std::vector<std::string>& names) {
  std::string list;
  constexpr std::size_t kShown = 12;
  for (std::size_t i = 0; i < names.size() && i < kShown; ++i) list += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > kShown) list += fmt::format(" and {} more", names.size() - kShown);
  return list;
}

}  // namespace

void Draft::Settle(std::size_t i, ColumnRole role, Phrase why) {
  column(i).role = role;
  column(i).why = std::move(why);
  settled[i] = true;
}

bool Draft::Has(ColumnRole role) const {
  return std::ranges::any_of(plan.understanding.columns, [role](const ColumnUnderstanding& c) { return c.role == role; });
}

Result<std::size_t> FindColumn(const Draft& draft, const std::string& name, std::string_view option) {
  for (const auto& column : draft.columns) {
    if (column.name == name) return column.index;
  }
  const std::string folded = Fold(name);
  for (const auto& column : draft.columns) {
    if (Fold(column.name) == folded) return column.index;
  }
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error == std::errc() && end == name.data() + name.size() && number >= 1 && number <= draft.columns.size()) return number - 1;
  return Fail(ErrorCode::kUsage, FormatPhrase("{} {}: {} has no such column", "{} {} : {} n’a pas cette colonne", option, name, draft.context.path),
              FormatPhrase("Its columns are: {}", "Ses colonnes sont : {}", Listed(draft.table.names)));
}

void LeaveOutLackingColumns(Draft& draft) {
  InputOptions& stated = draft.stated;
  const auto keep = [&](std::string& name, const char* option) {
    if (name.empty()) return;
    auto found = FindColumn(draft, name, option);
    if (found) return;
    draft.plan.lacking.push_back({option, std::move(found).error()});
    name.clear();
  };
  keep(stated.time_column, "--time-column");
  keep(stated.value_column, "--value-column");
  keep(stated.meter_column, "--meter-column");
  keep(stated.labels, "--labels");
  keep(stated.weather, "--weather");
}

std::string FileStem(std::string_view path) {
  const auto slash = path.find_last_of('/');
  if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
  for (std::string_view ending : {".gz", ".csv", ".txt", ".tsv", ".dat", ".CSV", ".TXT"}) {
    if (path.size() > ending.size() && path.ends_with(ending)) path.remove_suffix(ending.size());
  }
  return path == "-" ? "stdin" : std::string(path);
}

std::string MeterKey(const Draft& draft, const TextRow& row) {
  std::string key;
  for (const std::size_t column : draft.plan.meter_columns) {
    key += column < row.cells.size() ? row.cells[column] : std::string();
    key += '\x1F';
  }
  return key;
}

std::optional<Stamp> RowStamp(const Draft& draft, const TextRow& row) {
  const auto& columns = draft.plan.time_columns;
  if (columns.empty() || columns.front() >= row.cells.size()) return std::nullopt;
  if (columns.size() == 1) return ReadStamp(row.cells[columns.front()], draft.plan.time_format);
  std::string text;
  for (const std::size_t column : columns) {
    if (column >= row.cells.size()) return std::nullopt;
    if (!text.empty()) text += ' ';
    text += row.cells[column];
  }
  return ReadStamp(text, draft.plan.time_format);
}

}  // namespace kilowatch
