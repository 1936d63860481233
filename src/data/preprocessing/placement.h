#pragma once

#include <cstdint>
#include <vector>

#include "data/frame/grid.h"
#include "data/frame/meter_frame.h"
#include "data/frame/quality.h"
#include "data/frame/time_zone.h"

namespace kilowatch {

// A frame's rows on a regular grid. Cell columns have grid.size() entries, row columns frame.size().
struct Placement {
  Grid grid;
  std::vector<double> value;        // NaN where no row has a reading
  std::vector<Quality> quality;     // kMeasured, kEstimated, kMissing, kRejected
  std::vector<float> temperature;   // empty if the frame has none
  std::vector<std::uint8_t> label;  // empty if the frame has none
  std::vector<std::uint32_t> row_cell;
  std::vector<Quality> row_quality;  // kDuplicate and kRejected stand; the rest is the cell's
  std::size_t conflicts = 0;         // duplicates that contradict the value that was kept
};

// Fixed steps: cells begin where most stamps of the frame's first rows fall (a phase of under a twentieth of a step is jitter: then on the round
// step); a row goes to the nearest cell. Local days and months: the cell that holds the stamp half an hour later (meters whose clock runs ahead).
// In a cell the first row with a reading wins. Rows whose stamp lies more than three years from the bulk of the others (or so far that over a
// hundred empty cells a row lie between, and over five million) come from a wrong clock: kRejected, at the nearest cell.
Placement Place(const MeterFrame& frame, const TimeZone& zone);

}  // namespace kilowatch
