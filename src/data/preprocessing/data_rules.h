#pragma once

#include <span>
#include <vector>

#include "data/frame/grid.h"
#include "data/frame/quality.h"
#include "data/preprocessing/clean_block.h"

namespace kilowatch {

// Judges measured readings: kFrozen, kOutage, kCatchUp, kOutOfRange (see the room's page for each rule). Estimated ones keep their quality unless
// they are out of range. Review learns the usual range from all readings; Live from those before, learned anew at 14 days and whenever
// the history has grown by a quarter, and flags a run only from the cell on where it has become too long.
void ApplyDataRules(const Grid& grid, std::span<const double> value, Mode mode, std::span<Quality> quality);

// Short gaps between two readings: linear, kFilled. Only fixed steps of up to an hour, and only in Review (Live does not know the far side).
void FillShortGaps(const Grid& grid, Seconds longest, std::span<double> input, std::span<Quality> quality);

}  // namespace kilowatch
