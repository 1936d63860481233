#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "foundation/base/random.h"
#include "learning/simulation/simulation_options.h"

namespace kilowatch {

// Where a site's electricity goes. The rest is what no sub-meter sees.
enum class Channel : std::uint8_t { kLighting, kHvac, kProcess, kRest };
inline constexpr std::size_t kChannelCount = 4;

// What a kind of building draws for each square metre, and when it is used. Sizes are those of ordinary European buildings.
struct BuildingProfile {
  double area_low;  // m²
  double area_high;
  double base;           // W/m², always
  double lighting;       // W/m², in full use
  double process;        // W/m², in full use: plugs, kitchens, machines
  double fans;           // W/m², in use
  double heating;        // W/m² for each K below the heating change point
  double cooling;        // W/m² for each K above the cooling change point
  double noise;          // of the process, as a share
  bool closes;           // on public holidays
  bool school_holidays;  // also closed in summer and at the turn of the year
  // How full the building is in each hour of the day, '0' to '9': Monday to Friday, Saturday, Sunday.
  std::array<std::string_view, 3> use_by_hour;
};

const BuildingProfile& ProfileOf(BuildingUse use);

enum class PvKind : std::uint8_t { kNone, kNetMain, kExportMeter, kGenerationMeter };
enum class PermanentWaste : std::uint8_t { kNone, kBaseLoad, kWeekend };

// "", "high_base_load", "weekend_as_weekday".
std::string_view PermanentWasteName(PermanentWaste waste);

// One site, drawn from its profile.
struct SitePlan {
  BuildingUse use = BuildingUse::kOffice;
  std::size_t region = 0;
  double area = 0;            // m²
  double size = 1;            // how much more or less it draws than its kind
  double heating_point = 15;  // °C
  double cooling_point = 22;  // °C
  double shift_minutes = 0;   // its day begins earlier or later
  bool sub_meters = false;
  bool gas = false;
  double electric_heat = 0.4;  // kWh of electricity for each kWh of heat
  PvKind pv = PvKind::kNone;
  double pv_kw = 0;
  PermanentWaste waste = PermanentWaste::kNone;
  double waste_size = 0;
};

SitePlan DrawSite(const SimulationOptions& options, std::size_t index, Random random);

}  // namespace kilowatch
