#include "data/ingestion/csv/draft.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

#include <fmt/format.h>

#include "data/ingestion/csv/naming.h"

namespace kilowatch {
namespace {

constexpr double kManyRepeats = 0.2;

// Share of sampled rows whose meter and stamp came before.
double Repeats(const Draft& draft) {
  std::unordered_set<std::string> seen;
  std::size_t rows = 0, repeated = 0;
  for (const TextRow* row : draft.rows) {
    const auto stamp = RowStamp(draft, *row);
    if (!stamp) continue;
    ++rows;
    const auto key = MeterKey(draft, *row) + std::to_string((stamp->time.time_since_epoch() + stamp->elapsed).count());
    repeated += seen.insert(key).second ? 0 : 1;
  }
  return rows == 0 ? 0 : static_cast<double>(repeated) / static_cast<double>(rows);
}

// Whether each value of `a` always stands with one value of `b`.
bool Determines(const ColumnProfile& a, const ColumnProfile& b) {
  std::map<std::string_view, std::string_view> partner;
  for (std::size_t i = 0; i < a.cells.size(); ++i) {
    const auto [at, fresh] = partner.emplace(a.cells[i], b.cells[i]);
    if (!fresh && at->second != b.cells[i]) return false;
  }
  return true;
}

Phrase Same() { return {"the same in every sampled row", "la même dans toutes les lignes lues"}; }

// Columns that only repeat what another says ("building_id" → "site_id", "name") are left out of the name, where enough rows show it.
void DropRedundant(Draft& draft) {
  auto& meters = draft.plan.meter_columns;
  for (std::size_t b = meters.size(); b-- > 0;) {
    for (std::size_t a = 0; a < meters.size(); ++a) {
      const auto& by = draft.columns[meters[a]];
      const auto& other = draft.columns[meters[b]];
      const bool finer = by.distinct.size() > other.distinct.size() || (by.distinct.size() == other.distinct.size() && a < b);
      if (a == b || !finer || by.distinct.size() < 5 || !Determines(by, other)) continue;
      draft.Settle(other.index, ColumnRole::kDescription, {"follows from " + by.name, "découle de " + by.name});
      meters.erase(meters.begin() + static_cast<std::ptrdiff_t>(b));
      break;
    }
  }
}

void ChooseNamedMeters(Draft& draft) {
  std::vector<std::size_t> constant;
  for (const std::size_t index : draft.categories) {
    const auto& column = draft.columns[index];
    if (!column.Says(Meaning::kMeter) && !column.Says(Meaning::kSite)) continue;
    (column.IsConstant() ? constant : draft.plan.meter_columns).push_back(index);
  }
  if (draft.plan.meter_columns.empty() && !constant.empty()) {
    const auto id = std::ranges::find_if(constant, [&](std::size_t i) { return draft.columns[i].Says(Meaning::kIdentity); });
    draft.plan.meter_columns.push_back(id == constant.end() ? constant.front() : *id);
  }
  DropRedundant(draft);
}

// Text columns without a telling name join while they separate rows of one stamp.
void SeparateRepeats(Draft& draft) {
  double repeats = Repeats(draft);
  for (const std::size_t index : draft.categories) {
    if (repeats <= kManyRepeats) return;
    const auto& column = draft.columns[index];
    const bool taken = std::ranges::find(draft.plan.meter_columns, index) != draft.plan.meter_columns.end();
    if (taken || draft.settled[index] || column.IsConstant() || column.IsEmpty()) continue;
    draft.plan.meter_columns.push_back(index);
    const double fewer = Repeats(draft);
    if (fewer < repeats - 0.1) {
      repeats = fewer;
    } else {
      draft.plan.meter_columns.pop_back();
    }
  }
}

void SettleCategories(Draft& draft) {
  for (const std::size_t index : draft.categories) {
    const auto& column = draft.columns[index];
    const bool meter = std::ranges::find(draft.plan.meter_columns, index) != draft.plan.meter_columns.end();
    if (draft.settled[index] && !meter) continue;
    if (meter && !draft.options().meter_column.empty()) {
      draft.Settle(index, ColumnRole::kMeter, {"named by --meter-column", "nommée par --meter-column"});
    } else if (meter) {
      const auto values = column.distinct.size();
      const std::string many = values >= ColumnProfile::kDistinctKept ? fmt::format("over {}", values) : std::to_string(values);
      draft.Settle(index, ColumnRole::kMeter, {fmt::format("names the row's meter: {} different in the sampled rows", many),
                                               fmt::format("nomme le compteur de la ligne : {} valeurs dans les lignes lues", values)});
    } else {
      draft.Settle(index, ColumnRole::kIgnored, column.IsConstant() ? Same() : Phrase{"text that names no meter", "texte qui ne nomme aucun compteur"});
    }
  }
}

Status ChooseMeters(Draft& draft) {
  if (!draft.options().meter_column.empty()) {
    KW_ASSIGN(const std::size_t index, FindColumn(draft, draft.options().meter_column, "--meter-column"));
    draft.plan.meter_columns = {index};
  } else {
    ChooseNamedMeters(draft);
    SeparateRepeats(draft);
  }
  return {};
}

// Where nothing else is measured, one column of a quantity that is not consumption is what the file is about.
void PromoteLoneQuantity(Draft& draft) {
  if (!draft.values.empty() || !draft.plan.day_columns.empty() || draft.plan.temperature_column) return;
  std::vector<std::size_t> quantities;
  for (const auto& column : draft.columns) {
    const auto role = draft.column(column.index).role;
    const bool quantity = role == ColumnRole::kWeather || (role == ColumnRole::kIgnored && column.Says(Meaning::kElectrical));
    if (draft.settled[column.index] && quantity && column.IsNumeric()) quantities.push_back(column.index);
  }
  if (quantities.size() != 1) return;
  draft.settled[quantities.front()] = false;
  draft.values = quantities;
}

// A column without a value in any sample is a meter only beside others that have values.
void DropEmptyValues(Draft& draft) {
  const bool any = std::ranges::any_of(draft.values, [&](std::size_t i) { return !draft.columns[i].IsEmpty(); });
  const auto useless = [&](std::size_t i) {
    const auto& column = draft.columns[i];
    const bool nameless = !draft.table.has_header || column.name.starts_with("column ");
    return column.IsEmpty() && (!any || nameless || !draft.plan.meter_columns.empty() || !draft.plan.day_columns.empty());
  };
  for (const std::size_t i : draft.values) {
    if (useless(i)) draft.Settle(i, ColumnRole::kIgnored, {"empty in every sampled row", "vide dans toutes les lignes lues"});
  }
  std::erase_if(draft.values, useless);
}

void KeepNamedValue(Draft& draft) {
  const auto index = FindColumn(draft, draft.options().value_column, "--value-column");
  if (!index) return;
  for (const std::size_t i : draft.values) {
    if (i != *index) draft.Settle(i, ColumnRole::kIgnored, {"another column is named by --value-column", "une autre colonne est nommée par --value-column"});
  }
  draft.values = {*index};
}

void AddDayReading(Draft& draft) {
  ReadingColumn reading;
  reading.column = draft.plan.day_columns.front().column;
  DescribeReading(reading, draft);
  if (draft.plan.meter_columns.empty()) reading.meter = FileStem(draft.context.path);
  draft.plan.readings.push_back(std::move(reading));
  for (const auto& day : draft.plan.day_columns) draft.column(day.column).unit = draft.column(draft.plan.day_columns.front().column).unit;
  for (const std::size_t i : draft.values) {
    if (!draft.settled[i]) draft.Settle(i, ColumnRole::kIgnored, {"a number beside the hours of the day", "un nombre à côté des heures du jour"});
  }
}

void AddReadings(Draft& draft) {
  for (const std::size_t i : draft.values) {
    if (draft.column(i).role == ColumnRole::kTotal) continue;
    ReadingColumn reading;
    reading.column = i;
    DescribeReading(reading, draft);
    const bool asked = !draft.options().value_column.empty();
    Phrase why = asked ? Phrase{"named by --value-column", "nommée par --value-column"} : Phrase{"numbers beside a stamp", "nombres à côté d'une horodate"};
    draft.Settle(i, ColumnRole::kReading, std::move(why));
    draft.plan.readings.push_back(std::move(reading));
  }
  NameReadings(draft);
}

}  // namespace

Status FindMeters(Draft& draft) {
  if (draft.plan.time_columns.empty()) return {};
  KW_RETURN_IF_ERROR(ChooseMeters(draft));
  PromoteLoneQuantity(draft);
  DropEmptyValues(draft);
  if (!draft.options().value_column.empty()) KeepNamedValue(draft);
  FindTotals(draft);
  if (draft.plan.day_columns.empty() && draft.values.empty()) return {};
  SettleCategories(draft);
  auto& understanding = draft.plan.understanding;
  understanding.role = FileRole::kReadings;
  if (!draft.plan.day_columns.empty()) {
    AddDayReading(draft);
    understanding.why = {fmt::format("a row is a day, with {} columns of intervals", draft.plan.day_columns.size()),
                         fmt::format("une ligne est un jour, avec {} colonnes d'intervalles", draft.plan.day_columns.size())};
    return {};
  }
  AddReadings(draft);
  understanding.layout = !draft.plan.meter_columns.empty() ? Layout::kLong : draft.plan.readings.size() > 1 ? Layout::kWideByMeter : Layout::kOneMeter;
  understanding.why = {"stamps with numbers beside them", "des horodates avec des nombres à côté"};
  return {};
}

}  // namespace kilowatch
