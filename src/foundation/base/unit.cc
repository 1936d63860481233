#include "foundation/base/unit.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <utility>

namespace kilowatch {
namespace {

constexpr std::array<std::pair<std::string_view, Commodity>, 5> kCommodities = {{
    {"electricity", Commodity::kElectricity},
    {"gas", Commodity::kGas},
    {"heat", Commodity::kHeat},
    {"water", Commodity::kWater},
    {"other", Commodity::kOther},
}};

struct NamedUnit {
  std::string_view name;
  SourceUnit unit;
};

constexpr double kKwhPerGj = 1e3 / 3.6;
constexpr double kKwhPerTherm = 29.3071070172222;   // 100,000 Btu(IT), NIST SP 811
constexpr double kM3PerUsGallon = 0.003785411784;   // exact, NIST SP 811
constexpr double kM3PerCubicFoot = 0.028316846592;  // exact, NIST SP 811

constexpr std::array kUnits = {
    NamedUnit{"kwh", {Unit::kKwh, 1, false, {}}},
    NamedUnit{"wh", {Unit::kKwh, 1e-3, false, {}}},
    NamedUnit{"mwh", {Unit::kKwh, 1e3, false, {}}},
    NamedUnit{"gwh", {Unit::kKwh, 1e6, false, {}}},
    NamedUnit{"j", {Unit::kKwh, kKwhPerGj * 1e-9, false, {}}},
    NamedUnit{"kj", {Unit::kKwh, kKwhPerGj * 1e-6, false, {}}},
    NamedUnit{"mj", {Unit::kKwh, kKwhPerGj * 1e-3, false, {}}},
    NamedUnit{"gj", {Unit::kKwh, kKwhPerGj, false, {}}},
    NamedUnit{"w", {Unit::kKwh, 1e-3, true, {}}},
    NamedUnit{"kw", {Unit::kKwh, 1, true, {}}},
    NamedUnit{"mw", {Unit::kKwh, 1e3, true, {}}},
    NamedUnit{"gw", {Unit::kKwh, 1e6, true, {}}},
    NamedUnit{"therm", {Unit::kKwh, kKwhPerTherm, false, Commodity::kGas}},
    NamedUnit{"therms", {Unit::kKwh, kKwhPerTherm, false, Commodity::kGas}},
    NamedUnit{"m3", {Unit::kM3, 1, false, {}}},
    NamedUnit{"m³", {Unit::kM3, 1, false, {}}},
    NamedUnit{"m^3", {Unit::kM3, 1, false, {}}},
    NamedUnit{"nm3", {Unit::kM3, 1, false, Commodity::kGas}},
    NamedUnit{"nm³", {Unit::kM3, 1, false, Commodity::kGas}},
    NamedUnit{"cf", {Unit::kM3, kM3PerCubicFoot, false, Commodity::kGas}},
    NamedUnit{"ccf", {Unit::kM3, 100 * kM3PerCubicFoot, false, {}}},
    NamedUnit{"l", {Unit::kM3, 1e-3, false, Commodity::kWater}},
    NamedUnit{"litre", {Unit::kM3, 1e-3, false, Commodity::kWater}},
    NamedUnit{"litres", {Unit::kM3, 1e-3, false, Commodity::kWater}},
    NamedUnit{"liter", {Unit::kM3, 1e-3, false, Commodity::kWater}},
    NamedUnit{"liters", {Unit::kM3, 1e-3, false, Commodity::kWater}},
    NamedUnit{"gal", {Unit::kM3, kM3PerUsGallon, false, Commodity::kWater}},
    NamedUnit{"other", {Unit::kOther, 1, false, {}}},
};

}  // namespace

std::string_view UnitName(Unit unit) {
  switch (unit) {
    case Unit::kKwh: return "kWh";
    case Unit::kM3: return "m3";
    case Unit::kOther: break;
  }
  return "other";
}

std::string_view CommodityName(Commodity commodity) {
  for (const auto& [name, value] : kCommodities) {
    if (value == commodity) return name;
  }
  return "other";
}

std::optional<Commodity> ParseCommodity(std::string_view name) {
  for (const auto& [known, value] : kCommodities) {
    if (known == name) return value;
  }
  return std::nullopt;
}

std::optional<SourceUnit> ParseSourceUnit(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  // "MJ" and "mJ" differ by 1e9; nobody meters in millijoules, so case carries nothing here.
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto found = std::ranges::find(kUnits, std::string_view(lower), &NamedUnit::name);
  return found == kUnits.end() ? std::nullopt : std::optional(found->unit);
}

}  // namespace kilowatch
