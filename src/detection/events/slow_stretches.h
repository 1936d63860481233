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

// The strangest windows of days against the steady reference (WindowScan over RelativeDays), the strangest first, then what is left, while its chance is below a
// third; windows that touch are one; only excess, by 5% of the reference at least, in order of time, disjoint. Their chance is that of a normally distributed sum;
// what other meters show at that time, and this one at others, is judged where all meters are known (decision/policy/common_changes.h).
// Nothing in Live, for production, for what is no consumption, and for heat and gas without temperature.
// `reference` is that of the block.
std::vector<SlowEvent> FindSlowEvents(const CleanBlock& block, const Expectation& expectation, const Scores& scores, const DayReference& reference);

// Whether FindSlowEvents looks at this meter.
bool CanBeSlow(const CleanBlock& block, const DayReference& reference);

}  // namespace kilowatch
