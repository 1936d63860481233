#include "data/ingestion/csv/draft.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace kilowatch {
namespace {

struct Role {
  ColumnRole role;
  Phrase why;
};
using MaybeRole = std::optional<Role>;

constexpr std::array<std::pair<std::string_view, Quality>, 40> kStatusWords = {{
    {"e", Quality::kEstimated},
    {"est", Quality::kEstimated},
    {"estimated", Quality::kEstimated},
    {"estimate", Quality::kEstimated},
    {"estimation", Quality::kEstimated},
    {"estime", Quality::kEstimated},
    {"estimé", Quality::kEstimated},
    {"estimee", Quality::kEstimated},
    {"estimée", Quality::kEstimated},
    {"geschatzt", Quality::kEstimated},
    {"geschätzt", Quality::kEstimated},
    {"ersatzwert", Quality::kEstimated},
    {"geschat", Quality::kEstimated},
    {"estimado", Quality::kEstimated},
    {"interpolated", Quality::kEstimated},
    {"imputed", Quality::kEstimated},
    {"substituted", Quality::kEstimated},
    {"provisional", Quality::kEstimated},
    {"provisoire", Quality::kEstimated},
    {"vorläufig", Quality::kEstimated},
    {"vorlaufig", Quality::kEstimated},
    {"voorlopig", Quality::kEstimated},
    {"profile", Quality::kEstimated},
    {"missing", Quality::kMissing},
    {"manquant", Quality::kMissing},
    {"absent", Quality::kMissing},
    {"fehlend", Quality::kMissing},
    {"invalid", Quality::kRejected},
    {"invalide", Quality::kRejected},
    {"bad", Quality::kRejected},
    {"actual", Quality::kMeasured},
    {"a", Quality::kMeasured},
    {"measured", Quality::kMeasured},
    {"reel", Quality::kMeasured},
    {"réel", Quality::kMeasured},
    {"r", Quality::kMeasured},
    {"definitif", Quality::kMeasured},
    {"définitif", Quality::kMeasured},
    {"meilleur statut", Quality::kMeasured},
    {"valid", Quality::kMeasured},
}};

std::optional<Quality> StatusOf(std::string_view cell) {
  const std::string folded = Fold(cell);
  for (const auto& [word, quality] : kStatusWords) {
    if (folded == Fold(word)) return quality;
  }
  return std::nullopt;
}

// As the reader compares: ASCII in lower case, other bytes as they stand.
std::string Lower(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

bool HasConsumptionUnit(const ColumnProfile& column) {
  const auto unit = UnitFromHeader(column.name);
  return unit && unit->unit.unit != Unit::kOther;
}

MaybeRole AsRowNumber(const ColumnProfile& column) {
  const bool nameless = column.words.empty() || column.Says(Meaning::kRowNumber);
  if (!nameless || !column.IsWhole() || column.numbers.size() < 3) return std::nullopt;
  for (std::size_t i = 1; i < std::min<std::size_t>(column.numbers.size(), 50); ++i) {
    if (column.numbers[i] != column.numbers[i - 1] + 1) return std::nullopt;
  }
  return Role{ColumnRole::kIgnored, {"row numbers", "numéros de ligne"}};
}

MaybeRole AsLabel(const ColumnProfile& column, Draft& draft) {
  if (!column.Says(Meaning::kLabel) || HasConsumptionUnit(column)) return std::nullopt;
  const bool marks = !column.Says(Meaning::kScore) && (column.IsFlag() || column.IsEmpty() || (column.distinct.size() <= 12 && !column.IsNumeric()) ||
                                                       (column.IsWhole() && column.distinct.size() <= 6));
  if (!marks) {
    return Role{ColumnRole::kLabel,
                {"somebody's score of strangeness: never a meter, never an input", "note d'étrangeté donnée ailleurs : ni compteur ni entrée"}};
  }
  draft.labels.push_back(column.index);
  return Role{ColumnRole::kLabel,
              {"its name speaks of anomalies and it holds marks: never a meter, never an input",
               "son nom parle d'anomalies et elle contient des marques : ni compteur ni entrée"}};
}

MaybeRole AsUnit(const ColumnProfile& column, Draft& draft) {
  if (column.IsEmpty() || column.IsNumeric() || draft.plan.unit_column) return std::nullopt;
  // "A" and "C" are units only where the header says so; elsewhere they name a meter.
  const bool named = column.Says(Meaning::kUnit);
  if (!named && column.Says(Meaning::kStatus)) return std::nullopt;  // "W" for a true value
  const bool all = std::ranges::all_of(column.distinct, [named](const auto& entry) {
    const auto unit = UnderstandUnit(entry.first);
    return unit && (named || unit->unit != Unit::kOther);
  });
  if (!all) return std::nullopt;
  draft.plan.unit_column = column.index;
  return Role{ColumnRole::kUnit, {"every cell is a unit", "chaque cellule est une unité"}};
}

void TakeStatus(const ColumnProfile& column, bool flag_means_estimated, Draft& draft) {
  draft.plan.status_column = column.index;
  for (const auto& [word, quality] : kStatusWords) draft.plan.status_words.emplace_back(word, quality);
  for (const auto& [cell, count] : column.distinct) {
    const auto quality = StatusOf(cell);
    const std::string word = Lower(cell);
    const auto known = std::ranges::find(draft.plan.status_words, word, &std::pair<std::string, Quality>::first);
    if (quality && known == draft.plan.status_words.end()) draft.plan.status_words.emplace_back(word, *quality);
  }
  if (!flag_means_estimated) return;
  for (const char* word : {"1", "1.0", "true", "yes", "oui", "y", "vrai", "ja", "t"}) draft.plan.status_words.emplace_back(word, Quality::kEstimated);
}

MaybeRole AsStatus(const ColumnProfile& column, Draft& draft) {
  const bool partial = column.Says(Meaning::kPartial);
  if ((!partial && !column.Says(Meaning::kStatus)) || column.IsEmpty() || column.distinct.size() > 40) return std::nullopt;
  const auto known = std::ranges::count_if(column.distinct, [](const auto& entry) { return StatusOf(entry.first).has_value(); });
  const bool flag = column.IsFlag();
  const bool weak = column.Says("type") || column.Says("nature") || column.Says("state") || column.Says("etat");
  if (known == 0 && (weak || (!flag && column.IsNumeric()))) return std::nullopt;
  if (draft.plan.status_column)
    return Role{ColumnRole::kStatus, {"a second status column; the first is used", "une seconde colonne de statut ; la première sert"}};
  TakeStatus(column, partial && flag, draft);
  if (partial && flag) {
    return Role{ColumnRole::kStatus,
                {"marks readings that are partial or estimated: these are flagged", "marque les relevés partiels ou estimés : ils sont signalés"}};
  }
  if (known == 0) {
    return Role{
        ColumnRole::kStatus,
        {"a status whose words are not known: every reading counts as measured", "un statut aux mots inconnus : chaque relevé compte comme mesuré"}};
  }
  std::string words;
  for (const auto& [cell, count] : column.distinct)
    words += fmt::format("{}{} = {}", words.empty() ? "" : ", ", cell, QualityName(StatusOf(cell).value_or(Quality::kMeasured)));
  return Role{ColumnRole::kStatus, {"status of the reading: " + words, "statut du relevé : " + words}};
}

MaybeRole AsTemperature(const ColumnProfile& column, Draft& draft) {
  if (!column.Says(Meaning::kTemperature) || HasConsumptionUnit(column)) return std::nullopt;
  if (column.Says(Meaning::kNotOutdoor)) {
    return Role{ColumnRole::kWeather, {"a temperature, but not of the outdoor air", "une température, mais pas celle de l'air extérieur"}};
  }
  if (column.Says(Meaning::kDew)) return Role{ColumnRole::kWeather, {"dew point or felt temperature", "point de rosée ou température ressentie"}};
  if (!column.IsEmpty() && (!column.IsNumeric() || column.least < -60 || column.most > 140)) return std::nullopt;
  if (draft.plan.temperature_column) {
    return Role{ColumnRole::kWeather, {"a second temperature; the first is used", "une seconde température ; la première sert"}};
  }
  draft.plan.temperature_column = column.index;
  const auto unit = UnitFromHeader(column.name);
  draft.plan.temperature_is_fahrenheit = unit && unit->name == "°F";
  draft.column(column.index).unit = draft.plan.temperature_is_fahrenheit ? "°F" : "°C";
  return Role{ColumnRole::kTemperature,
              {"its name says outdoor temperature: it feeds the baseline", "son nom dit température extérieure : elle alimente la référence"}};
}

MaybeRole AsWeather(const ColumnProfile& column, Draft& draft) {
  if (HasConsumptionUnit(column) || column.Says(Meaning::kProcess)) return std::nullopt;
  if (!column.Says(Meaning::kWeather) && !column.Says(Meaning::kDew)) return std::nullopt;
  if (const auto unit = UnitFromHeader(column.name)) draft.column(column.index).unit = unit->name;
  return Role{ColumnRole::kWeather, {"weather other than temperature: not used", "météo autre que la température : non utilisée"}};
}

MaybeRole AsElectrical(const ColumnProfile& column) {
  if (!column.Says(Meaning::kElectrical) || HasConsumptionUnit(column)) return std::nullopt;
  return Role{
      ColumnRole::kIgnored,
      {"voltage, current, frequency or reactive power: no consumption", "tension, courant, fréquence ou puissance réactive : pas une consommation"}};
}

MaybeRole AsMoney(const ColumnProfile& column) {
  if (!column.Says(Meaning::kMoney) || HasConsumptionUnit(column)) return std::nullopt;
  return Role{ColumnRole::kIgnored, {"money, not consumption", "de l'argent, pas une consommation"}};
}

MaybeRole AsCalendar(const ColumnProfile& column) {
  if (!column.Says(Meaning::kCalendar) || HasConsumptionUnit(column)) return std::nullopt;
  if (column.IsNumeric() && !(column.IsWhole() && column.least >= -1 && column.most <= 366)) return std::nullopt;
  return Role{ColumnRole::kCalendar,
              {"says something of the day (holiday, strike, weekday): no reading; public holidays come from the time zone or --holidays",
               "dit quelque chose du jour (férié, grève, jour de semaine) : pas un relevé ; les jours fériés viennent du fuseau ou de --holidays"}};
}

MaybeRole AsDescription(const ColumnProfile& column) {
  for (const Meaning meaning : {Meaning::kDescription, Meaning::kSquareMetres, Meaning::kSquareFeet, Meaning::kArea, Meaning::kZone, Meaning::kTariff,
                                Meaning::kFormula, Meaning::kParent}) {
    if (column.Says(meaning) && !column.Says(Meaning::kReading) && !HasConsumptionUnit(column)) {
      return Role{ColumnRole::kDescription, {"describes the meter or its site", "décrit le compteur ou son site"}};
    }
  }
  return std::nullopt;
}

// Numbers that name a meter: "building_id", "PRM".
bool IsIdentity(const ColumnProfile& column) {
  if (!column.Says(Meaning::kMeter) || !column.IsWhole() || column.least < 0 || HasConsumptionUnit(column)) return false;
  if (column.Says(Meaning::kReading)) return false;
  if (column.IsConstant() || column.Says(Meaning::kIdentity)) return true;
  const bool numbered = column.words.size() >= 2 && std::isdigit(static_cast<unsigned char>(column.words.back().back())) != 0;
  return !numbered && column.distinct.size() * 10 <= column.filled.size();
}

// Numbers (or a name that speaks of them, over many cells that cannot be read), texts, or nothing.
void SortRest(const ColumnProfile& column, Draft& draft) {
  const bool named_value = HasConsumptionUnit(column) || column.Says(Meaning::kReading);
  if (column.IsEmpty() || (column.IsNumeric() && !IsIdentity(column)) || (named_value && column.numeric * 5 >= column.filled.size())) {
    draft.values.push_back(column.index);
    return;
  }
  draft.categories.push_back(column.index);
}

MaybeRole KnownRole(const ColumnProfile& column, Draft& draft) {
  if (auto role = AsRowNumber(column)) return role;
  if (auto role = AsLabel(column, draft)) return role;
  if (auto role = AsUnit(column, draft)) return role;
  if (auto role = AsStatus(column, draft)) return role;
  if (auto role = AsTemperature(column, draft)) return role;
  if (auto role = AsWeather(column, draft)) return role;
  if (auto role = AsElectrical(column)) return role;
  if (auto role = AsMoney(column)) return role;
  if (auto role = AsCalendar(column)) return role;
  if (column.Says(Meaning::kFreeText) && !column.IsNumeric()) return Role{ColumnRole::kIgnored, {"free text", "texte libre"}};
  return AsDescription(column);
}

// Columns that the user names. A label or weather option may also be a file; then no column of that name is looked for.
Status TakeOptions(Draft& draft) {
  const auto named = [&](const std::string& name) -> std::optional<std::size_t> {
    if (name.empty()) return std::nullopt;
    const Result<std::size_t> found = FindColumn(draft, name, "");
    return found.has_value() ? std::make_optional(found.value()) : std::nullopt;
  };
  if (const auto label = named(draft.options().labels)) {
    draft.labels.push_back(*label);
    draft.Settle(*label, ColumnRole::kLabel, {"named by --labels", "nommée par --labels"});
  }
  if (const auto weather = named(draft.options().weather); weather && !draft.settled[*weather]) {
    draft.plan.temperature_column = *weather;
    draft.column(*weather).unit = "°C";
    draft.Settle(*weather, ColumnRole::kTemperature, {"named by --weather", "nommée par --weather"});
  }
  return {};
}

}  // namespace

Status FindRoles(Draft& draft) {
  KW_RETURN_IF_ERROR(TakeOptions(draft));
  for (const auto* option : {&draft.options().value_column, &draft.options().meter_column}) {
    if (option->empty()) continue;
    const bool is_value = option == &draft.options().value_column;
    KW_ASSIGN(const std::size_t index, FindColumn(draft, *option, is_value ? "--value-column" : "--meter-column"));
    (is_value ? draft.values : draft.categories).push_back(index);
    draft.settled[index] = true;
  }
  for (const auto& column : draft.columns) {
    if (draft.settled[column.index]) continue;
    if (auto role = KnownRole(column, draft)) {
      draft.Settle(column.index, role->role, std::move(role->why));
    } else {
      SortRest(column, draft);
    }
  }
  if (!draft.labels.empty()) {
    draft.plan.label_column = draft.labels.front();
    draft.plan.normal_words = {"0",   "0.0", "false", "no",   "non",    "normal",  "none", "ok", "nein",
                               "nee", "n",   "f",     "faux", "falsch", "healthy", "good", "-"};
    if (draft.labels.size() > 1) {
      const auto& name = draft.column(draft.labels.front()).name;
      draft.Assume({"of several label columns the first, " + name + ", is taken; --labels names another",
                    "de plusieurs colonnes d'étiquettes la première, " + name + ", est prise ; --labels en nomme une autre"});
    }
  }
  return {};
}

}  // namespace kilowatch
