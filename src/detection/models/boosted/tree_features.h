#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "detection/features/feature_block.h"
#include "detection/models/meter_model.h"

namespace kilowatch {

// What boosted trees look at: columns without a scale of their own, so that trees taught on one meter judge another. Each cell's reading against its past (and,
// in Review, its future), its usual values, the weeks and days around, as distances in the meter's scale and as logarithms of ratios; spreads over their usual
// ones; runs and gaps; what each member says; where it lies in the band; time of day and weekday. No date and no temperature: the baseline knows the weather.

// Names in the order of the columns; Live has those that need no future.
std::vector<std::string> TreeColumns(Mode mode);
// Changes with names, their order or meaning: trees go with the columns that they were taught on.
std::uint64_t TreeColumnsHash(Mode mode);

// One row a cell, in block.mode(); NaN where a column is not known. `judgement` is that of the block with its evidence kept. In Live a row depends on cells up
// to its own only. A block that cannot be judged has unknown values only.
FeatureBlock TreeFeatures(const CleanBlock& block, const MeterModel::Judgement& judgement);

}  // namespace kilowatch
