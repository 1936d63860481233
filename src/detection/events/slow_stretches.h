#pragma once

#include <vector>

#include "data/preprocessing/clean_block.h"
#include "detection/events/day_reference.h"
#include "detection/events/join.h"

namespace kilowatch {

// Days on which a meter uses more than its own steady year explains, though no single hour of them need be strange: a level that went up for a week or a
// season, a slow drift. With what it would have read, cell by cell.
struct SlowEvent {
  Event event;  // slow, a level shift of waste
  EventBand band;
};

// The windows of 4 to 120 whole days whose relative differences from the steady reference (their median taken out) add up to the most against the spread
// that sums of such windows have: the robust spread of single days, widened by their autocorrelation, or what half of all windows of that length show, if
// that is more. The strangest window first, then what is left, while its chance is below a third; windows that touch are one; only excess, by 5% of the reference at least, in
// order of time, disjoint. Method: scan statistic over intervals (J. Glaz, J. Naus, S. Wallenstein, Scan Statistics, 2001).
// Nothing in Live, for production, for what is no consumption, and for heat and gas without temperature.
std::vector<SlowEvent> FindSlowEvents(const CleanBlock& block, const Expectation& expectation, const Scores& scores, const DayReference& reference);

}  // namespace kilowatch
