#include "data/ingestion/csv/draft.h"

#include <algorithm>
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

Phrase Same() { return {"the same in every sampled row", "la même dans toutes les lignes lues"}; }

// An identity ("building_id", "PRM") names the meter alone; without one every telling column does ("opérateur", "région"), also one that is
// the same in all sampled rows: the next file may differ.
void ChooseNamedMeters(Draft& draft) {
  std::vector<std::size_t> named;
  for (const std::size_t index : draft.categories) {
    const auto& column = draft.columns[index];
    // Without a header a text that comes again and again is taken for a name.
    const bool returns = column.distinct.size() > 1 && column.distinct.size() * 2 <= column.filled.size();
    if (column.Says(Meaning::kMeter) || column.Says(Meaning::kSite) || (!draft.table.has_header && returns)) named.push_back(index);
  }
  const auto identity = std::ranges::find_if(named, [&](std::size_t i) {
    const auto& column = draft.columns[i];
    return column.Says(Meaning::kIdentity) && !column.Says(Meaning::kSite) && !column.Says("name") && !column.Says("nom");
  });
  draft.plan.meter_columns = identity == named.end() ? named : std::vector<std::size_t>{*identity};
}

// Further text columns join while they separate rows of one stamp.
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
      if (column.IsConstant()) {
        draft.Settle(index, ColumnRole::kMeter, {"names the meter: one in the sampled rows", "nomme le compteur : un seul dans les lignes lues"});
        continue;
      }
      const std::string many = values >= ColumnProfile::kDistinctKept ? fmt::format("over {}", values) : std::to_string(values);
      draft.Settle(index, ColumnRole::kMeter,
                   {fmt::format("names the row's meter: {} different in the sampled rows", many),
                    fmt::format("nomme le compteur de la ligne : {} valeurs dans les lignes lues", values)});
    } else {
      draft.Settle(index, ColumnRole::kIgnored,
                   column.IsConstant() ? Same() : Phrase{"text that names no meter", "texte qui ne nomme aucun compteur"});
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
    if (i != *index)
      draft.Settle(i, ColumnRole::kIgnored, {"another column is named by --value-column", "une autre colonne est nommée par --value-column"});
  }
  draft.values = {*index};
}

void AddDayReading(Draft& draft) {
  ReadingColumn reading;
  reading.column = draft.plan.day_columns.front().column;
  NamingNotes notes(draft);
  DescribeReading(reading, notes, draft);
  notes.Say(draft);
  if (draft.plan.meter_columns.empty()) reading.meter = FileStem(draft.context.path);
  draft.plan.readings.push_back(std::move(reading));
  for (const auto& day : draft.plan.day_columns) draft.column(day.column).unit = draft.column(draft.plan.day_columns.front().column).unit;
  for (const std::size_t i : draft.values) {
    if (!draft.settled[i]) draft.Settle(i, ColumnRole::kIgnored, {"a number beside the hours of the day", "un nombre à côté des heures du jour"});
  }
}

void AddReadings(Draft& draft) {
  NamingNotes notes(draft);
  for (const std::size_t i : draft.values) {
    if (draft.column(i).role == ColumnRole::kTotal) continue;
    ReadingColumn reading;
    reading.column = i;
    DescribeReading(reading, notes, draft);
    const bool asked = !draft.options().value_column.empty();
    Phrase why =
        asked ? Phrase{"named by --value-column", "nommée par --value-column"} : Phrase{"numbers beside a stamp", "nombres à côté d'une horodate"};
    draft.Settle(i, ColumnRole::kReading, std::move(why));
    draft.plan.readings.push_back(std::move(reading));
  }
  notes.Say(draft);
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
  if (draft.plan.day_columns.empty() && draft.values.empty()) {
    draft.plan.meter_columns.clear();
    return {};
  }
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
  understanding.layout = !draft.plan.meter_columns.empty() ? Layout::kLong
                         : draft.plan.readings.size() > 1  ? Layout::kWideByMeter
                                                           : Layout::kOneMeter;
  understanding.why = {"stamps with numbers beside them", "des horodates avec des nombres à côté"};
  return {};
}

}  // namespace kilowatch
