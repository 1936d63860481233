#include "data/ingestion/csv/draft.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

namespace kilowatch {
namespace {

constexpr std::size_t kEnoughRows = 8;

double FactorOf(const ColumnProfile& column) {
  const auto unit = UnitFromHeader(column.name);
  return unit ? unit->unit.factor : 1;
}

// Values of the parts by sampled row, added up as they stand or in the canonical unit; NaN where one has no number.
std::vector<double> SumOf(const Draft& draft, const std::vector<std::size_t>& parts, bool one_unit) {
  std::vector<double> sums(draft.rows.size(), 0);
  for (const std::size_t part : parts) {
    const double factor = one_unit ? 1 : FactorOf(draft.columns[part]);
    for (std::size_t row = 0; row < sums.size(); ++row) sums[row] += factor * draft.columns[part].numbers[row];
  }
  return sums;
}

// Whether `total` is `sums`, less itself where `itself` is among the parts, in nearly all rows that are complete. Tolerates rounding.
bool IsSum(const ColumnProfile& total, const std::vector<double>& sums, bool itself) {
  const double factor = itself ? FactorOf(total) : 1;
  std::size_t complete = 0, equal = 0;
  for (std::size_t row = 0; row < sums.size(); ++row) {
    const double value = factor * total.numbers[row];
    const double sum = itself ? sums[row] - value : sums[row];
    if (std::isnan(sum) || std::isnan(value) || (value == 0 && sum == 0)) continue;
    ++complete;
    equal += std::abs(sum - value) <= 0.002 * std::abs(value) + 1e-9 ? 1 : 0;
  }
  return complete >= kEnoughRows && equal * 20 >= complete * 19;
}

void SettleTotal(Draft& draft, std::size_t index, Phrase why) {
  draft.plan.total_columns.push_back(index);
  if (const auto unit = UnitFromHeader(draft.columns[index].name)) draft.column(index).unit = unit->name;
  draft.Settle(index, ColumnRole::kTotal, std::move(why));
}

void FindDayTotals(Draft& draft) {
  std::vector<std::size_t> hours;
  for (const auto& day : draft.plan.day_columns) hours.push_back(day.column);
  const auto sums = SumOf(draft, hours, true);
  for (const std::size_t i : draft.values) {
    const auto& column = draft.columns[i];
    if (!draft.settled[i] && !column.IsEmpty() && IsSum(column, sums, false)) {
      SettleTotal(draft, i, {"the sum of the day's intervals in the sampled rows", "la somme des intervalles du jour dans les lignes lues"});
    } else if (!draft.settled[i] && (column.Says(Meaning::kTotal) || column.Says(Meaning::kEnergy))) {
      SettleTotal(draft, i, {"its name says total of the day", "son nom dit total du jour"});
    }
  }
}

// One of several meters' columns may be the sum of all others.
void FindMeterTotals(Draft& draft) {
  std::vector<std::size_t> parts;
  std::ranges::copy_if(draft.values, std::back_inserter(parts), [&](std::size_t i) { return !draft.columns[i].IsEmpty(); });
  if (parts.size() < 3) return;
  const auto sums = SumOf(draft, parts, false);
  const auto total = std::ranges::find_if(parts, [&](std::size_t i) { return IsSum(draft.columns[i], sums, true); });
  if (total != parts.end()) {
    SettleTotal(draft, *total,
                {fmt::format("the sum of the {} other columns in the sampled rows: not a meter", parts.size() - 1),
                 fmt::format("la somme des {} autres colonnes dans les lignes lues : pas un compteur", parts.size() - 1)});
    return;
  }
  const auto named = std::ranges::find_if(parts, [&](std::size_t i) { return draft.columns[i].Says(Meaning::kTotal); });
  if (named == parts.end()) return;
  SettleTotal(draft, *named, {"its name says total: not a meter beside its parts", "son nom dit total : pas un compteur à côté de ses parties"});
}

}  // namespace

void FindTotals(Draft& draft) {
  if (!draft.options().value_column.empty()) return;
  if (!draft.plan.day_columns.empty()) {
    FindDayTotals(draft);
  } else {
    FindMeterTotals(draft);
  }
  std::erase_if(draft.values, [&](std::size_t i) { return draft.column(i).role == ColumnRole::kTotal; });
}

}  // namespace kilowatch
