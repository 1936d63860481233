#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/preprocessing/clean_block.h"
#include "learning/simulation/load_change.h"
#include "learning/simulation/simulated_meter.h"

namespace kilowatch {

// What is put into real series. The first five are the simulator's own changes of a load, the last holds one value.
inline constexpr std::array<InjectedKind, 6> kInjectedKinds = {InjectedKind::kSpike,          InjectedKind::kDip,   InjectedKind::kLevelShift,
                                                               InjectedKind::kOffHoursExcess, InjectedKind::kDrift, InjectedKind::kFrozen};

// From obvious to subtle: the share of the load that a change adds or takes over its time (never more than 95 % is taken), or how long a value is
// held.
struct InjectionSize {
  double share = 0;
  double frozen_hours = 0;
};
inline constexpr std::array<InjectionSize, 5> kInjectionSizes = {{{1, 168}, {0.5, 72}, {0.3, 48}, {0.2, 24}, {0.1, 12}}};

// One anomaly in a copy: its stretches of cells (several for nights), sorted.
struct Injection {
  InjectedKind kind = InjectedKind::kSpike;
  std::vector<ChangedCells> stretches;
};

// A copy of a meter's readings, one row a cell, with one anomaly of each kind that found a place: after the first eight weeks, two weeks apart from
// each other, where nine of ten cells have a reading.
struct InjectedCopy {
  MeterFrame frame;  // label 1 on changed rows that have a reading
  std::vector<Injection> injections;
};

// The same seed, meter, size and number give the same copy. Nothing for a meter that cannot be judged, reads less often than hourly, or whose mean is
// not above 0. `size` is an index of kInjectionSizes.
std::optional<InjectedCopy> Inject(const CleanBlock& block, std::size_t size, int number, std::uint64_t seed);

}  // namespace kilowatch
