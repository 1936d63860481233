#pragma once

#include <cstddef>
#include <span>

#include "data/frame/grid.h"

namespace kilowatch {

// Whether the zero at `cell` is one of many: at least three other days of the four weeks on both sides (with `live`, before) were read as zero at
// the same hour, each in a run of zeros of at most 14 hours, and so is this one. Such a meter is not cut off: the sun behind it covers the load at
// noon, or a machine pauses. False for steps over an hour. O(28 days).
bool IsHabitualZero(const Grid& grid, std::span<const double> value, std::size_t cell, bool live);

}  // namespace kilowatch
