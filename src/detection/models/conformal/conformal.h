#pragma once

#include <vector>

#include "data/preprocessing/clean_block.h"
#include "detection/models/evidence.h"

namespace kilowatch {

// For each cell of a meter the probability that a score as high comes up though nothing happened (score_tail.h). NaN where there is no score or nothing to
// hold it against. `left_out` has the block's size: cells that say nothing about ordinary days (open or confirmed events, faults of the data).
//
// Review: each week is held against all others. Live: against the year before the week, counted from the first cell, that it lies in, from four weeks of scores on; where the last weeks showed more or
// fewer scores in the highest fiftieth than a fiftieth, p is raised or lowered by that ratio (half as much weight to what lies eight weeks back), so that a drift of
// the scores does not break the promise for long (adaptive conformal inference: I. Gibbs, E. Candès, NeurIPS 2021).
std::vector<double> ConformalPValues(const CleanBlock& block, const Scores& scores, const std::vector<bool>& left_out);

// Scores on which 0.5 is where p falls to `rate`, and 0.375 (kContinueScore) where it is 25/9 of it: 1 / (1 + sqrt(p / rate)). NaN where p is.
Scores AtAlarmRate(Scores scores, const std::vector<double>& p_value, double rate);

}  // namespace kilowatch
