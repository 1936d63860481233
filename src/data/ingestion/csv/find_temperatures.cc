#include <algorithm>
#include <array>
#include <set>

#include "data/ingestion/csv/draft.h"

namespace kilowatch {
namespace {

constexpr double kColdest = -60;
constexpr double kHottest = 60;

// Words of a temperature's header that name no place.
bool NamesNoPlace(const std::string& word) {
  static constexpr std::array<std::string_view, 28> kWords = {
      "air",  "outdoor", "outside", "exterieure", "ext", "min", "max",  "mini",   "maxi",    "mean", "avg",   "average", "moyenne", "c",
      "degc", "deg",     "celsius", "f",          "de",  "la",  "soil", "ground", "surface", "sol",  "brute", "raw",     "2m",      "of"};
  return Means(std::span(&word, 1), Meaning::kTemperature) || std::ranges::find(kWords, word) != kWords.end();
}

bool NamesStatistic(const std::string& word) {
  static constexpr std::array<std::string_view, 11> kWords = {"min",     "max",  "mini",   "maxi",    "mean", "avg",
                                                              "average", "soil", "ground", "surface", "sol"};
  return std::ranges::find(kWords, word) != kWords.end();
}

// "temperature_lyon (°C)" → "lyon"; "" where the header names no place, or one of several temperatures of a place.
std::string PlaceOf(const ColumnProfile& column) {
  std::string place;
  for (const std::string& word : Words(WithoutUnit(column.name))) {
    if (NamesStatistic(word)) return {};
    if (!NamesNoPlace(word)) place += (place.empty() ? "" : " ") + word;
  }
  return place;
}

void TakePlaces(const std::vector<std::size_t>& columns, const std::vector<std::string>& places, Draft& draft) {
  draft.plan.temperature_column.reset();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    draft.plan.place_temperatures.emplace_back(columns[i], places[i]);
    const auto unit = UnitFromHeader(draft.columns[columns[i]].name);
    draft.plan.temperature_is_fahrenheit = unit && unit->name == "°F";
    draft.column(columns[i]).unit = draft.plan.temperature_is_fahrenheit ? "°F" : "°C";
    draft.Settle(columns[i], ColumnRole::kTemperature, {"temperature of " + places[i], "température de " + places[i]});
  }
}

}  // namespace

void FindTemperatures(Draft& draft) {
  const bool told = draft.context.is_weather;
  const bool named = draft.values.size() > 1 && Means(FileStem(draft.context.path), Meaning::kTemperature);
  if (draft.plan.temperature_column || draft.plan.time_columns.empty() || !draft.plan.day_columns.empty() || draft.values.empty() || !(told || named))
    return;
  std::vector<std::string> places;
  for (const std::size_t i : draft.values) {
    const auto& column = draft.columns[i];
    const auto unit = UnitFromHeader(column.name);
    if (!column.IsNumeric() || column.least < kColdest || column.most > kHottest || (unit && unit->unit.unit != Unit::kOther)) return;
    places.push_back(draft.table.has_header ? WithoutUnit(column.name) : column.name);
  }
  if (draft.values.size() == 1) {
    const std::size_t only = draft.values.front();
    draft.plan.temperature_column = only;
    draft.column(only).unit = "°C";
    draft.Settle(only, ColumnRole::kTemperature,
                 {"the only numbers of a file named by --weather", "les seuls nombres d'un fichier nommé par --weather"});
  } else {
    TakePlaces(draft.values, places, draft);
  }
  draft.values.clear();
}

void FindPlacesOfTemperatures(Draft& draft) {
  std::vector<std::size_t> columns;
  std::vector<std::string> places;
  for (const auto& column : draft.columns) {
    const auto role = draft.column(column.index).role;
    if ((role != ColumnRole::kTemperature && role != ColumnRole::kWeather) || !column.Says(Meaning::kTemperature)) continue;
    if (column.Says(Meaning::kNotOutdoor) || column.Says(Meaning::kDew)) continue;
    columns.push_back(column.index);
    places.push_back(PlaceOf(column));
  }
  const std::set<std::string> distinct(places.begin(), places.end());
  if (columns.size() < 2 || distinct.size() < places.size() || distinct.contains("") || !draft.plan.meter_columns.empty()) return;
  TakePlaces(columns, places, draft);
}

}  // namespace kilowatch
