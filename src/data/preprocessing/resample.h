#pragma once

#include "data/frame/meter_frame.h"
#include "foundation/base/instant.h"

namespace kilowatch {

// The frame at another step, finer or coarser, on cells that begin at multiples of `step` (from 1970-01-01 UTC). A quantity of an interval is split
// in proportion to the time that it shares with each cell, so that the sum stays the same; what is no quantity (Unit::kOther) and the temperature
// become means over time. Cells without a reading have no row. A cell of which a part has no reading, or an estimated one, is kEstimated; a label
// of any part counts. Repeated stamps: the first with a reading.
MeterFrame Resample(const MeterFrame& frame, Seconds step);

}  // namespace kilowatch
