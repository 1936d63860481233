#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "learning/simulation/building.h"
#include "learning/simulation/climate.h"

namespace kilowatch {

// A site's loads in kWh for each cell, before any meter counts them.
struct SiteLoad {
  std::array<std::vector<float>, kChannelCount> channels;
  std::array<double, kChannelCount> permanent_waste{};  // kWh that channels hold because of the plan's permanent waste
  std::vector<float> gas;                               // empty without gas
  std::vector<float> pv;                                // produced; empty without PV
  std::vector<std::uint8_t> open;                       // by cell: the building is in use
  double heating_slope = 0;                             // kWh a cell for each K, on electricity
  double cooling_slope = 0;
  double gas_slope = 0;
};

// `closed` by day of the clock.
SiteLoad SimulateLoad(const SitePlan& plan, const SimulationClock& clock, const SimulatedClimate& climate, const std::vector<bool>& closed,
                      Random random);

// The hours of the week (Monday 00:00 first) in which a building of this plan is in use.
std::array<bool, 168> OpenHoursOf(const SitePlan& plan);

}  // namespace kilowatch
