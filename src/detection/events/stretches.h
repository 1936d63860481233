#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "data/preprocessing/clean_block.h"
#include "detection/events/join.h"

namespace kilowatch {

// Cells [first, last] that belong together.
struct Stretch {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::optional<EventKind> fault;  // what cleaning said; nothing: scored as strange
  int direction = 0;               // sign of actual minus expected, 0 where it cannot be told
};

// Hours of the cells first..last.
double HoursOf(const Grid& grid, std::uint32_t first, std::uint32_t last);

// Sum of actual minus expected over cells that have both.
double ExcessOver(const CleanBlock& block, const Expectation& expectation, std::uint32_t first, std::uint32_t last);

// All stretches, disjoint, sorted by time.
std::vector<Stretch> FindStretches(const CleanBlock& block, const Expectation& expectation, const Scores& scores, const JoinOptions& options);

}  // namespace kilowatch
