#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <vector>

#include "foundation/base/money.h"
#include "foundation/base/result.h"
#include "learning/simulation/simulated_meter.h"
#include "learning/simulation/simulation_options.h"

namespace kilowatch {

// What was written.
struct SimulationSummary {
  std::int64_t sites = 0;
  std::int64_t meters = 0;
  std::int64_t rows = 0;    // lines of readings without headers
  std::int64_t labels = 0;  // lines of labels.csv
  std::array<std::int64_t, kInjectedKindCount> labels_by_kind{};
  Money waste;  // cost of the waste, counted once where it happened
  Money permanent_waste;
  Currency currency;
  std::vector<std::filesystem::path> files;  // sorted; relative to the folder
};

// Writes a portfolio into `folder`, which is made if it is not there: readings (see SimulationLayout), weather.csv, meters.csv, labels.csv and
// README.md. Site by site: memory holds a few sites, whatever the size of the portfolio. Files appear whole or not at all.
// Errors: those of SimulationOptions and Simulator; kIo; kInterrupted after `stop`.
Result<SimulationSummary> Simulate(const SimulationOptions& options, const std::filesystem::path& folder, const std::stop_token& stop = {});

}  // namespace kilowatch
