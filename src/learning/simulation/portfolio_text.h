#pragma once

#include <string>

#include "learning/simulation/simulate.h"
#include "learning/simulation/simulator.h"

namespace kilowatch {

// The texts beside the readings.
std::string MeterListHeader();
std::string MeterListLines(const Simulator& simulator, const SimulatedSite& site);
std::string LabelHeader();
std::string LabelLines(const Simulator& simulator, const SimulatedSite& site);
std::string WeatherText(const Simulator& simulator);
std::string PortfolioReadme(const Simulator& simulator, const SimulationSummary& summary);

}  // namespace kilowatch
