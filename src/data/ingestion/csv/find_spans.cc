#include "data/ingestion/csv/draft.h"

#include <algorithm>
#include <optional>

#include "data/ingestion/csv/stamp.h"

namespace kilowatch {
namespace {

// Intervals of one meter differ by an hour on the days of a clock change, months by a tenth; events differ by far more.
constexpr int kSpread = 3;
constexpr std::size_t kFewestSpans = 4;

std::optional<Seconds> LengthOf(const Draft& draft, const TextRow& row) {
  const std::size_t end_column = *draft.plan.end_column;
  if (end_column >= row.cells.size()) return std::nullopt;
  const auto begin = RowStamp(draft, row);
  const auto end = ReadStamp(row.cells[end_column], draft.plan.time_format);
  if (!begin || !end || end->time <= begin->time) return std::nullopt;
  return end->time - begin->time;
}

// "kind" beside a start and an end: a list of events, however short. Its cells may read as nothing ("missing" is a kind of event too).
bool NamesEvents(const Draft& draft) {
  return std::ranges::any_of(draft.columns, [&](const ColumnProfile& column) {
    return !column.IsNumeric() && draft.plan.status_column != column.index &&
           (column.Says("kind") || column.Says("event") || column.Says("evenement"));
  });
}

bool LengthsAreOfEvents(const Draft& draft) {
  std::vector<Seconds> lengths;
  for (const TextRow* row : draft.rows) {
    if (const auto length = LengthOf(draft, *row)) lengths.push_back(*length);
  }
  if (lengths.size() < kFewestSpans) return false;
  std::ranges::sort(lengths);
  // A tenth at each side may be slips.
  const std::size_t slips = lengths.size() / 10;
  return lengths[lengths.size() - 1 - slips] >= kSpread * lengths[slips];
}

}  // namespace

void FindSpans(Draft& draft) {
  if (!draft.plan.end_column) return;
  const bool named = NamesEvents(draft);
  if (!named && (draft.categories.empty() || !LengthsAreOfEvents(draft))) return;
  for (const std::size_t value : draft.values) {
    draft.Settle(value, ColumnRole::kIgnored,
                 named ? Phrase{"a figure of the row's event, not a reading", "un chiffre de l’événement de la ligne, pas un relevé"}
                       : Phrase{"a figure of the row's event, not a reading: rows span very different times",
                                "un chiffre de l’événement de la ligne, pas un relevé : les lignes couvrent des durées très différentes"});
  }
  draft.values.clear();
}

}  // namespace kilowatch
