#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "foundation/base/unit.h"

namespace kilowatch {

// A unit as it is shown to the user, and what it stands for. Units of what is not consumed (°C, %, hPa, V …) are Unit::kOther.
struct UnitText {
  std::string name;
  SourceUnit unit;
};

// A cell that holds a unit and nothing else: "kWh", "(m³)", "Litres", "kWh/h".
std::optional<UnitText> UnitFromCell(std::string_view text);

// The unit that a column's or file's name carries: "load_mw", "Consommation (kWh)", "consommation_journalière_(mwh_-_pcs_0°c)", "air_temperature_c".
std::optional<UnitText> UnitFromHeader(std::string_view header);

// "kitchen_wh" → "kitchen", "Zone 1 (kWh)" → "Zone 1"; a name that is only a unit gives "".
std::string WithoutUnit(std::string_view header);

}  // namespace kilowatch
