#pragma once

#include <cstdint>
#include <vector>

#include "data/preprocessing/clean_block.h"
#include "detection/events/event.h"
#include "detection/models/evidence.h"
#include "detection/models/expectation.h"
#include "foundation/base/result.h"

namespace kilowatch {

struct JoinOptions {
  double open_score = 0.5;        // an event starts where the ensemble's score reaches this
  double continue_score = 0.375;  // and holds on, before and after, while the score stays at or above this
  double merge_hours = 6;         // events of the same direction that are not further apart become one
  double missing_hours = 6;       // gaps longer than this are events
  double short_hours = 6;         // up to this long it is a spike or a dip
  double level_days = 3;          // from this long it can be a level shift

  Status Validate() const;
};

// Joins the scores of one meter into events, disjoint and sorted by time: stretches of data faults that cleaning found (frozen, outage with
// its catch-up value, out of range, missing), then stretches of high scores between them (hysteresis with two thresholds; Canny 1986 for
// the idea). All columns have the block's size. A block that cannot be judged has its data faults only.
// Ids come from meter, start and class: an event keeps its id while it grows at its end.
std::vector<Event> Join(const CleanBlock& block, const Expectation& expectation, const Scores& scores, const JoinOptions& options = {});

// The expectation over the cells of an event, with the band of their sum spread over them: errors of one day are taken to move together,
// those of different days to be independent, so that the half-width of the sum is the root of the sum of squares of the days' sums. NaN
// where a cell has no reading or no expectation.
struct EventBand {
  std::vector<double> actual;
  std::vector<double> expected;
  std::vector<double> low;
  std::vector<double> high;
};
EventBand BandOver(const CleanBlock& block, const Expectation& expectation, std::uint32_t first_cell, std::uint32_t last_cell);

}  // namespace kilowatch
