#pragma once

#include <optional>
#include <string>
#include <vector>

#include "learning/simulation/simulated_meter.h"
#include "learning/simulation/simulation_options.h"
#include "learning/simulation/site_load.h"

namespace kilowatch {

struct SiteParts {
  const std::string& name;
  const SimulationOptions& options;
  const SitePlan& plan;
  const SimulationClock& clock;
  const SimulatedClimate& climate;
  const SiteLoad& load;
  std::optional<int> faults;  // how many anomalies; nothing: by the rates of the options
};

// Puts meters on a site's loads, injects anomalies, and counts. An anomaly of a sub-meter's load is also in the main meter; it is labelled there
// too where it makes up a twentieth of the main's load in its time, else it is part of the main's truth. The main comes first.
std::vector<SimulatedMeter> AssembleMeters(const SiteParts& parts, Random random);

}  // namespace kilowatch
