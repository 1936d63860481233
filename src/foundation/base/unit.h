#pragma once

#include <optional>
#include <string_view>

namespace kilowatch {

// What a reading is counted in once it is read. Sources write Wh, MWh, GJ, kW, W, litres and so on; ingestion converts to these.
enum class Unit {
  kKwh,    // energy in the interval
  kM3,     // volume in the interval: water, or gas without a calorific value
  kOther,  // a measured quantity that is not consumption (pressure, count, share): judged, never priced
};

enum class Commodity { kElectricity, kGas, kHeat, kWater, kOther };

// Machine names: "kWh", "m3", "other"; "electricity", "gas", "heat", "water", "other".
std::string_view UnitName(Unit unit);
std::string_view CommodityName(Commodity commodity);
std::optional<Commodity> ParseCommodity(std::string_view name);

// A unit as a source may write it, and how to get from it to a Unit.
struct SourceUnit {
  Unit unit = Unit::kOther;
  double factor = 1;      // canonical = factor * value, and for power further * hours of the interval
  bool is_power = false;  // kW, W, MW: the mean over the interval
  std::optional<Commodity> implied;

  bool operator==(const SourceUnit&) const = default;
};

// "kWh", "MWh", "Wh", "GWh", "GJ", "MJ", "kW", "W", "MW", "m3", "m³", "Nm3", "L", "litres", "gal", "therm"; any case, spaces around allowed.
std::optional<SourceUnit> ParseSourceUnit(std::string_view text);

}  // namespace kilowatch
