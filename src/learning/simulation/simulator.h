#pragma once

#include <memory>
#include <vector>

#include "data/frame/holidays.h"
#include "data/frame/site.h"
#include "data/frame/weather.h"
#include "foundation/base/result.h"
#include "learning/simulation/building.h"
#include "learning/simulation/climate.h"
#include "learning/simulation/simulated_meter.h"
#include "learning/simulation/simulation_options.h"

namespace kilowatch {

struct SimulatedSite {
  SitePlan plan;
  Site site;
  std::vector<SimulatedMeter> meters;  // the main meter first
};

// Makes sites one by one, each from its number alone: any site of any size of portfolio, in any order, from any thread. Immutable.
class Simulator {
 public:
  // kInvalid for wrong options, kNotFound for an unknown zone or holiday code.
  static Result<Simulator> Create(const SimulationOptions& options);

  // Sites are called "site-0001" and on, regions "region-1" and on.
  SimulatedSite MakeSite(std::size_t index) const;

  const SimulationOptions& options() const { return options_; }
  const SimulationClock& clock() const { return clock_; }
  const std::vector<SimulatedClimate>& climates() const { return climates_; }

 private:
  Simulator() = default;

  SimulationOptions options_;
  SimulationClock clock_;
  Holidays holidays_;
  std::vector<SimulatedClimate> climates_;
  std::vector<int> faults_of_site_;                      // empty: anomalies come at their rates
  std::vector<std::shared_ptr<const Weather>> weather_;  // shared by the sites of a region, which may outlive the simulator
};

}  // namespace kilowatch
