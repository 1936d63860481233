#include "data/ingestion/csv/units.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "data/ingestion/csv/plan.h"
#include "data/ingestion/csv/rows.h"
#include "data/ingestion/csv/words.h"

namespace kilowatch {
namespace {

// Spellings beyond those of ParseSourceUnit, folded.
struct UnitSpelling {
  std::string_view text;
  std::string_view unit;
};
constexpr std::array kSpellings = {
    UnitSpelling{"kwh/h", "kW"},
    UnitSpelling{"mwh/h", "MW"},
    UnitSpelling{"wh/h", "W"},
    UnitSpelling{"kilowatthour", "kWh"},
    UnitSpelling{"kilowatthours", "kWh"},
    UnitSpelling{"kilowattheure", "kWh"},
    UnitSpelling{"kilowattheures", "kWh"},
    UnitSpelling{"kilowattstunden", "kWh"},
    UnitSpelling{"watthours", "Wh"},
    UnitSpelling{"watt", "W"},
    UnitSpelling{"watts", "W"},
    UnitSpelling{"kilowatt", "kW"},
    UnitSpelling{"kilowatts", "kW"},
    UnitSpelling{"megawatt", "MW"},
    UnitSpelling{"megawatts", "MW"},
    UnitSpelling{"m3(n)", "Nm3"},
    UnitSpelling{"m3n", "Nm3"},
    UnitSpelling{"cubicmetres", "m3"},
    UnitSpelling{"cubicmeters", "m3"},
    UnitSpelling{"metrescubes", "m3"},
    UnitSpelling{"kubikmeter", "m3"},
    UnitSpelling{"gallon", "gal"},
    UnitSpelling{"gallons", "gal"},
    UnitSpelling{"usgal", "gal"},
    UnitSpelling{"ltr", "L"},
    UnitSpelling{"liter", "L"},
    UnitSpelling{"thm", "therm"},
    UnitSpelling{"kwhth", "kWh"},
    UnitSpelling{"kwhpcs", "kWh"},
    UnitSpelling{"kwhpci", "kWh"},
    UnitSpelling{"mwhpcs", "MWh"},
};

// What is measured but never consumed: its name as shown.
constexpr std::array kOtherUnits = {
    UnitSpelling{"c", "°C"},      UnitSpelling{"celsius", "°C"},    UnitSpelling{"degc", "°C"},   UnitSpelling{"f", "°F"},
    UnitSpelling{"degf", "°F"},   UnitSpelling{"fahrenheit", "°F"}, UnitSpelling{"k", "K"},       UnitSpelling{"pct", "%"},
    UnitSpelling{"percent", "%"}, UnitSpelling{"%", "%"},           UnitSpelling{"hpa", "hPa"},   UnitSpelling{"pa", "Pa"},
    UnitSpelling{"mbar", "mbar"}, UnitSpelling{"bar", "bar"},       UnitSpelling{"v", "V"},       UnitSpelling{"a", "A"},
    UnitSpelling{"hz", "Hz"},     UnitSpelling{"kvarh", "kvarh"},   UnitSpelling{"kvar", "kvar"}, UnitSpelling{"kva", "kVA"},
    UnitSpelling{"ppm", "ppm"},   UnitSpelling{"m/s", "m/s"},       UnitSpelling{"km/h", "km/h"}, UnitSpelling{"w/m2", "W/m²"},
    UnitSpelling{"mm", "mm"},
};

constexpr std::array<std::string_view, 20> kShownUnits = {"kWh", "Wh", "MWh",   "GWh",    "J",  "kJ",  "MJ", "GJ",  "W", "kW",
                                                          "MW",  "GW", "therm", "therms", "m3", "Nm3", "cf", "ccf", "L", "gal"};

std::string Squeezed(std::string_view text) {
  std::string squeezed;
  for (const char c : Fold(text)) {
    if (c != ' ' && c != '[' && c != ']' && c != '.') squeezed += c;
  }
  while (squeezed.size() > 2 && squeezed.front() == '(' && squeezed.back() == ')') squeezed = squeezed.substr(1, squeezed.size() - 2);
  return squeezed;
}

std::optional<UnitText> ReadUnit(std::string_view text) {
  std::string key = Squeezed(text);
  const auto spelling = std::ranges::find(kSpellings, std::string_view(key), &UnitSpelling::text);
  if (spelling != kSpellings.end()) key = Fold(spelling->unit);
  if (key != "other") {
    if (const auto unit = ParseSourceUnit(key)) {
      const auto shown = std::ranges::find_if(kShownUnits, [&](std::string_view known) { return Fold(known) == key; });
      return UnitText{shown == kShownUnits.end() ? key : std::string(*shown), *unit};
    }
  }
  const auto other = std::ranges::find(kOtherUnits, std::string_view(key), &UnitSpelling::text);
  if (other != kOtherUnits.end()) return UnitText{std::string(other->unit), SourceUnit{Unit::kOther, 1, false, Commodity::kOther}};
  return std::nullopt;
}

// The text between brackets, "(kWh)", "[°C]"; a long one such as "(mwh - pcs 0°c)" up to its first blank or dash.
std::optional<UnitText> UnitInBrackets(std::string_view header) {
  for (std::size_t open = header.find_first_of("(["); open != std::string_view::npos; open = header.find_first_of("([", open + 1)) {
    const auto close = header.find_first_of(")]", open);
    std::string_view inside = header.substr(open + 1, close == std::string_view::npos ? close : close - open - 1);
    if (const auto unit = ReadUnit(inside)) return unit;
    const auto stop = inside.find_first_of(" _-,;");
    if (stop == std::string_view::npos) continue;
    if (const auto unit = ReadUnit(inside.substr(0, stop))) return unit;
  }
  return std::nullopt;
}

// "active_power_w" and "air_temperature_c" carry a unit, "building_a" and "phase c" do not.
bool LoneLetterIsUnit(const std::vector<std::string>& words) {
  if (words.size() < 2) return false;
  switch (words.back().front()) {
    case 'w': return true;
    case 'c':
    case 'f':
    case 'k': return Means(words, Meaning::kTemperature) || Means(words, Meaning::kDew) || words[words.size() - 2] == "point";
    case 'a':
    case 'v': return Means(words, Meaning::kElectrical);
    case 'l': return Means(words, Meaning::kWater);
    case 'j': return Means(words, Meaning::kEnergy) || Means(words, Meaning::kHeat);
    default: return false;
  }
}

}  // namespace

std::optional<UnitText> UnitFromCell(std::string_view text) {
  text = TrimBlanks(text);
  if (text.empty() || text.size() > 24) return std::nullopt;
  return ReadUnit(text);
}

std::optional<UnitText> UnitFromHeader(std::string_view header) {
  if (auto unit = UnitInBrackets(header)) return unit;
  const auto words = Words(header);
  if (words.empty()) return std::nullopt;
  // "global_irradiance_w_m2", "wind_m_s", "radiation_j_cm2": a rate per something, not a unit of consumption.
  if (words.size() >= 2) {
    const std::string pair = words[words.size() - 2] + "/" + words.back();
    if (pair == "w/m2" || pair == "m/s" || pair == "km/h" || pair == "j/cm2" || pair == "kwh/m2" || pair == "wh/m2") {
      return UnitText{pair, SourceUnit{Unit::kOther, 1, false, Commodity::kOther}};
    }
    if (const auto unit = ReadUnit(pair); unit && pair.size() >= 4) return unit;
  }
  if (words.back().size() >= 2 || LoneLetterIsUnit(words)) {
    if (auto unit = ReadUnit(words.back())) return unit;
  }
  for (const auto& word : words) {
    if (word.size() < 2) continue;
    if (auto unit = ReadUnit(word); unit && unit->unit.unit != Unit::kOther) return unit;
  }
  return std::nullopt;
}

std::string WithoutUnit(std::string_view header) {
  const auto open = header.find_first_of("([");
  std::string_view name = TrimBlanks(header.substr(0, open));
  const auto cut = name.find_last_of(" _-./");
  const std::string_view tail = name.substr(cut == std::string_view::npos ? 0 : cut + 1);
  const bool is_unit = UnitFromCell(tail) && (tail.size() >= 2 || (cut != std::string_view::npos && LoneLetterIsUnit(Words(name))));
  if (is_unit) name = name.substr(0, cut == std::string_view::npos ? 0 : cut);
  while (!name.empty() && std::string_view(" _-./").contains(name.back())) name.remove_suffix(1);
  return std::string(name);
}

std::optional<SourceUnit> UnderstandUnit(std::string_view text) {
  const auto unit = UnitFromCell(text);
  return unit ? std::optional(unit->unit) : std::nullopt;
}

SourceUnit WithCalorificValue(SourceUnit unit, Commodity commodity, std::optional<double> kwh_per_m3) {
  if (!kwh_per_m3 || unit.unit != Unit::kM3 || commodity != Commodity::kGas) return unit;
  unit.unit = Unit::kKwh;
  unit.factor *= *kwh_per_m3;
  return unit;
}

}  // namespace kilowatch
