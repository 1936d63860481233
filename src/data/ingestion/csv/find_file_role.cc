#include "data/ingestion/csv/draft.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "data/frame/time_zone.h"
#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

// "zone" alone may be a part of a building; names of the tz database say that it is not.
bool HoldsTimeZones(const ColumnProfile& column) {
  return !column.IsEmpty() && !column.IsNumeric() && std::ranges::all_of(column.filled, [](std::string_view cell) {
    return cell.find('/') != std::string_view::npos && TimeZone::Find(TrimBlanks(cell));
  });
}

// What a column of a meter list says, most telling first.
DescriptionTarget TargetOf(const ColumnProfile& column) {
  using enum DescriptionTarget;
  static const std::pair<Meaning, DescriptionTarget> kTargets[] = {
      {Meaning::kZone, kZone},
      {Meaning::kParent, kParent},
      {Meaning::kTariff, kTariff},
      {Meaning::kFormula, kFormula},
      {Meaning::kSquareMetres, kSquareMetres},
      {Meaning::kSquareFeet, kSquareFeet},
      {Meaning::kUnit, kUnit},
      {Meaning::kRole, kMeterRole},
      {Meaning::kCommodity, kCommodity},
      {Meaning::kUse, kUse},
      {Meaning::kArea, kSquareMetres},
      {Meaning::kRegion, kRegion},
  };
  const bool valid = column.Says("valid");
  if (valid && (column.Says(Meaning::kStart) || column.Says("from"))) return kValidFrom;
  if (valid && (column.Says(Meaning::kEnd) || column.Says("to"))) return kValidTo;
  if (HoldsTimeZones(column)) return kZone;
  for (const auto& [meaning, target] : kTargets) {
    if (column.Says(meaning)) return target;
  }
  return kOther;
}

// The column that names the meter: "meter" before "building_id" before any identity, whose cells are all different.
std::optional<std::size_t> NameColumn(const Draft& draft) {
  std::optional<std::size_t> best;
  int best_rank = 0;
  for (const auto& column : draft.columns) {
    if (column.IsEmpty() || column.Says(Meaning::kParent)) continue;
    const bool unique = column.distinct.size() == std::min(column.filled.size(), ColumnProfile::kDistinctKept);
    int rank = column.Says("meter") || column.Says("compteur") ? 4 : column.Says(Meaning::kMeter) ? 2 : 0;
    if (rank == 0 || (column.IsNumeric() && !column.IsWhole())) continue;
    rank = rank * 4 + (unique ? 8 : 0) + (column.filled.size() == column.cells.size() ? 2 : 0) + (column.Says(Meaning::kSite) ? 0 : 1);
    if (rank > best_rank) best_rank = rank, best = column.index;
  }
  return best;
}

Phrase TargetWhy(DescriptionTarget target) {
  using enum DescriptionTarget;
  switch (target) {
    case kMeter: return {"names the meter", "nomme le compteur"};
    case kSite: return {"names the site", "nomme le site"};
    case kRegion: return {"names the region, which weather may be of", "nomme la région, dont il peut y avoir la météo"};
    case kParent: return {"names the main meter above", "nomme le compteur principal au-dessus"};
    case kMeterRole: return {"says main, sub, generation or export", "dit principal, divisionnaire, production ou injection"};
    case kCommodity: return {"says what is metered", "dit ce qui est compté"};
    case kUnit: return {"unit of the meter", "unité du compteur"};
    case kSquareMetres: return {"floor area in m²", "surface en m²"};
    case kSquareFeet: return {"floor area in square feet", "surface en pieds carrés"};
    case kUse: return {"use of the building", "usage du bâtiment"};
    case kZone: return {"time zone of the site", "fuseau horaire du site"};
    case kTariff: return {"tariff of the meter", "tarif du compteur"};
    case kFormula: return {"computes a virtual meter from others", "calcule un compteur virtuel à partir d’autres"};
    case kValidFrom: return {"first day of the meter", "premier jour du compteur"};
    case kValidTo: return {"end of the meter", "fin du compteur"};
    case kOther: break;
  }
  return {"describes the meter; not used", "décrit le compteur ; non utilisé"};
}

bool TakeMeterList(Draft& draft) {
  const auto name = NameColumn(draft);
  if (!name) return false;
  bool site = false;
  std::vector<DescriptionTarget> used;
  for (const auto& column : draft.columns) {
    DescriptionTarget target = TargetOf(column);
    if (column.index == *name) {
      target = DescriptionTarget::kMeter;
    } else if (column.Says(Meaning::kSite) && !site) {
      target = DescriptionTarget::kSite;
      site = true;
    } else if (std::ranges::find(used, target) != used.end()) {
      target = DescriptionTarget::kOther;  // "sub_primaryspaceusage" behind "primaryspaceusage"
    }
    used.push_back(target);
    draft.plan.descriptions.push_back({column.index, target});
    draft.Settle(column.index, ColumnRole::kDescription, TargetWhy(target));
    draft.column(column.index).unit = target == DescriptionTarget::kSquareMetres ? "m²" : target == DescriptionTarget::kSquareFeet ? "ft²" : "";
  }
  const bool says_something = std::ranges::any_of(draft.plan.descriptions, [](const DescriptionColumn& c) {
    return c.target != DescriptionTarget::kOther && c.target != DescriptionTarget::kMeter;
  });
  if (!says_something) return false;
  draft.plan.understanding.role = FileRole::kMeterList;
  draft.plan.understanding.why = {"it has no stamps, names meters in " + draft.columns[*name].name + " and describes them",
                                  "sans horodates, il nomme des compteurs dans " + draft.columns[*name].name + " et les décrit"};
  return true;
}

void SettleMetersBeside(Draft& draft) {
  for (const std::size_t i : draft.categories) {
    const auto& column = draft.columns[i];
    if (draft.settled[i] || !(column.Says(Meaning::kMeter) || column.Says(Meaning::kSite)) || column.Says(Meaning::kHolidayName)) continue;
    draft.plan.meter_columns.push_back(i);
    draft.Settle(i, ColumnRole::kMeter, {"names the meter or site of the row", "nomme le compteur ou le site de la ligne"});
  }
}

void TakeWeather(Draft& draft) {
  SettleMetersBeside(draft);
  FindPlacesOfTemperatures(draft);
  draft.plan.understanding.role = FileRole::kWeather;
  draft.plan.understanding.layout = draft.plan.meter_columns.empty() ? Layout::kNone : Layout::kLong;
  draft.plan.understanding.why = {"stamps with weather and no readings", "des horodates avec la météo et aucun relevé"};
}

bool TakeLabels(Draft& draft) {
  if (draft.labels.empty() && !draft.plan.end_column) return false;
  SettleMetersBeside(draft);
  for (const std::size_t i : draft.categories) {
    if (draft.settled[i] || draft.plan.name_column) continue;
    draft.plan.name_column = i;
    draft.Settle(i, ColumnRole::kLabel, {"says what kind of anomaly it is", "dit de quelle anomalie il s'agit"});
  }
  draft.plan.understanding.role = FileRole::kLabels;
  draft.plan.understanding.why =
      draft.plan.end_column ? Phrase{"spans from a start to an end, and no readings", "des périodes avec début et fin, et aucun relevé"}
                            : Phrase{"stamps with marks of anomalies and no readings", "des horodates avec des marques d'anomalies et aucun relevé"};
  return true;
}

// A second moment, later than the row's stamp in every row: the row is a span.
void FindLaterStamp(Draft& draft) {
  if (draft.plan.end_column || !draft.stamp || !draft.stamp->has_time) return;
  for (const auto& column : draft.columns) {
    if (draft.column(column.index).role != ColumnRole::kCalendar || column.filled.empty()) continue;
    const bool later = std::ranges::all_of(draft.rows, [&](const TextRow* row) {
      const auto begin = RowStamp(draft, *row);
      const auto end = column.index < row->cells.size() ? ReadStamp(row->cells[column.index], draft.plan.time_format) : std::nullopt;
      return !begin || (end && end->time > begin->time);
    });
    if (!later) continue;
    draft.plan.end_column = column.index;
    draft.Settle(
        column.index, ColumnRole::kTime,
        {"later than the row's stamp in every row: the end of its span", "après l'horodate de la ligne dans chaque ligne : la fin de sa période"});
    return;
  }
}

bool TakeCalendar(Draft& draft) {
  for (const auto& column : draft.columns) {
    const bool text = !column.IsEmpty() && !column.IsNumeric() && draft.column(column.index).role != ColumnRole::kTime;
    const bool known = draft.column(column.index).role == ColumnRole::kCalendar;
    if (text && !draft.plan.name_column && (!draft.settled[column.index] || known)) {
      draft.plan.name_column = column.index;
      draft.Settle(column.index, ColumnRole::kCalendar, {"names the day", "nomme le jour"});
    }
  }
  const bool dates = draft.stamp && !draft.stamp->has_time;
  if (!(dates && draft.plan.name_column) && !draft.Has(ColumnRole::kCalendar)) return false;
  draft.plan.understanding.role = FileRole::kCalendar;
  draft.plan.understanding.why = {"dates with names and no readings", "des dates avec des noms et aucun relevé"};
  return true;
}

}  // namespace

Status FindFileRole(Draft& draft) {
  if (draft.plan.understanding.role == FileRole::kReadings) return {};
  const auto fail = [&](const Phrase& what, const Phrase& advice) -> Status {
    return Fail(ErrorCode::kUnreadable, FormatPhrase("{}:{}: {}", "{}:{} : {}", draft.context.path, draft.table.first_line, what), advice);
  };
  if (draft.plan.time_columns.empty()) {
    if (TakeMeterList(draft)) return {};
    return fail({"no column holds stamps, and none names meters", "aucune colonne ne contient d’horodatages, et aucune ne nomme de compteurs"},
                {"Name the column of stamps with --time-column, or write stamps as 2024-01-31T14:30:00Z",
                 "Indiquez la colonne des horodatages avec --time-column, ou écrivez-les 2024-01-31T14:30:00Z"});
  }
  FindLaterStamp(draft);
  const bool weather = draft.plan.temperature_column || !draft.plan.place_temperatures.empty() || draft.Has(ColumnRole::kWeather);
  const bool label_words =
      !draft.labels.empty() && (draft.columns[draft.labels.front()].IsFlag() || draft.plan.end_column || !draft.stamp || draft.stamp->has_time);
  if (weather) {
    TakeWeather(draft);
  } else if ((label_words || draft.plan.end_column) && !draft.Has(ColumnRole::kCalendar) ? !TakeLabels(draft) : !TakeCalendar(draft)) {
    return fail({"there are stamps, but no column of numbers beside them", "il y a des horodatages, mais aucune colonne de nombres à côté"},
                {"Name the column of readings with --value-column", "Indiquez la colonne des relevés avec --value-column"});
  }
  for (const auto& column : draft.columns) {
    if (!draft.settled[column.index])
      draft.Settle(column.index, ColumnRole::kIgnored, {"not used in a file of this kind", "non utilisée dans un fichier de ce type"});
  }
  return {};
}

}  // namespace kilowatch
