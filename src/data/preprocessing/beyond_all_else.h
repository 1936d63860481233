#pragma once

#include <span>

#include "data/frame/grid.h"
#include "data/frame/quality.h"

namespace kilowatch {

// Flags as out of range what the meter cannot have measured because nothing connected to it draws so much: for a day to two weeks every reading, at
// night too, is over twice the 99 % quantile of the others, and hardly any other reading (one in a thousand) comes half-way near. The load is at its
// usual level on both sides. Needs eight weeks of readings at steps of up to an hour and the far side of the stretch, so Review only. A wrong
// factor, a register's rest spread over days or an export counted twice look so; a burst water pipe does, too: not for water.
void FlagBeyondAllElse(const Grid& grid, std::span<const double> value, std::span<Quality> quality);

}  // namespace kilowatch
