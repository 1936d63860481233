#include "data/ingestion/csv/draft.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace kilowatch {
namespace {

constexpr std::size_t kEnoughRows = 8;

double Factor(const ColumnProfile& column) {
  const auto unit = UnitFromHeader(column.name);
  return unit ? unit->unit.factor : 1;
}

// Rows in which `total` is the sum of `parts`, of those where all have numbers. Tolerates rounding of the parts.
bool IsSum(const Draft& draft, std::size_t total, const std::vector<std::size_t>& parts) {
  const auto& column = draft.columns[total];
  std::size_t complete = 0, equal = 0;
  for (std::size_t row = 0; row < column.numbers.size(); ++row) {
    double sum = 0, magnitude = 0;
    for (const std::size_t part : parts) {
      const double value = draft.columns[part].numbers[row] * Factor(draft.columns[part]);
      sum += value;
      magnitude += std::abs(value);
    }
    const double value = column.numbers[row] * Factor(column);
    if (std::isnan(sum) || std::isnan(value) || magnitude == 0) continue;
    ++complete;
    equal += std::abs(sum - value) <= 0.002 * magnitude + 1e-9 ? 1 : 0;
  }
  return complete >= kEnoughRows && equal * 20 >= complete * 19;
}

void SettleTotal(Draft& draft, std::size_t index, Phrase why) {
  draft.plan.total_columns.push_back(index);
  if (const auto unit = UnitFromHeader(draft.columns[index].name)) draft.column(index).unit = unit->name;
  draft.Settle(index, ColumnRole::kTotal, std::move(why));
}

// Of the numbers of a row, those that could be parts of a total. Columns without any number in the samples take no part.
std::vector<std::size_t> Parts(const Draft& draft, std::size_t total) {
  std::vector<std::size_t> parts;
  for (const std::size_t i : draft.values) {
    if (i != total && !draft.columns[i].IsEmpty()) parts.push_back(i);
  }
  return parts;
}

void FindDayTotals(Draft& draft) {
  std::vector<std::size_t> hours;
  for (const auto& day : draft.plan.day_columns) hours.push_back(day.column);
  for (const std::size_t i : draft.values) {
    const auto& column = draft.columns[i];
    if (!draft.settled[i] && !column.IsEmpty() && IsSum(draft, i, hours)) {
      SettleTotal(draft, i, {"the sum of the day's intervals in the sampled rows", "la somme des intervalles du jour dans les lignes lues"});
    } else if (!draft.settled[i] && (column.Says(Meaning::kTotal) || column.Says(Meaning::kEnergy))) {
      SettleTotal(draft, i, {"its name says total of the day", "son nom dit total du jour"});
    }
  }
}

}  // namespace

void FindTotals(Draft& draft) {
  if (!draft.options().value_column.empty()) return;
  if (!draft.plan.day_columns.empty()) {
    FindDayTotals(draft);
  } else if (draft.values.size() >= 3) {
    for (const std::size_t i : draft.values) {
      const auto& column = draft.columns[i];
      const auto parts = Parts(draft, i);
      if (column.IsEmpty() || parts.size() < 2) continue;
      if (IsSum(draft, i, parts)) {
        SettleTotal(draft, i, {fmt::format("the sum of the {} other columns in the sampled rows: not a meter", parts.size()),
                               fmt::format("la somme des {} autres colonnes dans les lignes lues : pas un compteur", parts.size())});
        break;  // were two equal, each would be the sum of none
      }
    }
    for (const std::size_t i : draft.values) {
      if (draft.columns[i].Says(Meaning::kTotal) && draft.column(i).role != ColumnRole::kTotal && draft.plan.total_columns.empty()) {
        SettleTotal(draft, i, {"its name says total: not a meter beside its parts", "son nom dit total : pas un compteur à côté de ses parties"});
      }
    }
  }
  std::erase_if(draft.values, [&](std::size_t i) { return draft.column(i).role == ColumnRole::kTotal; });
}

}  // namespace kilowatch
