#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "learning/simulation/climate.h"
#include "learning/simulation/simulated_meter.h"

namespace kilowatch {

// Cells [begin, end).
struct ChangedCells {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// What an anomaly of the load is drawn from: the load of one meter and what drives it.
struct LoadInView {
  const std::vector<float>& load;  // kWh by cell
  const std::vector<std::uint8_t>& open;
  const SimulationClock& clock;
  const SimulatedClimate& climate;
  double heating_slope = 0;  // kWh a cell for each K; 0: does not heat
  double cooling_slope = 0;
  double heating_point = 15;
  double cooling_point = 22;
  bool generation = false;  // PV: it can only fall short
  double mean = 0;          // of the load
  double open_mean = 0;     // of the load while open
};

LoadInView ViewLoad(const std::vector<float>& load, const std::vector<std::uint8_t>& open, const SimulationClock& clock,
                    const SimulatedClimate& climate);

// More or less kWh in some cells.
struct LoadChange {
  InjectedKind kind = InjectedKind::kSpike;
  std::vector<ChangedCells> stretches;  // sorted, disjoint; those that are labelled
  std::uint32_t first = 0;              // the cell of delta[0]
  std::vector<float> delta;             // 0 between stretches

  ChangedCells Whole() const { return {first, first + static_cast<std::uint32_t>(delta.size())}; }
};

// One try. Nothing where this kind makes no sense at the place that was drawn (no closed hours, no warm day, no load …) or would not be
// seen: a change below a twentieth of the load.
std::optional<LoadChange> DrawLoadChange(InjectedKind kind, const LoadInView& view, Random& random);

// Adds a change to a column, which grows to `size` zeros if it is empty.
void AddChange(const LoadChange& change, std::size_t size, std::vector<float>& column);

// The share of the change in the load of its stretches.
double ShareOf(const LoadChange& change, const std::vector<float>& load);

}  // namespace kilowatch
