#pragma once

#include "data/ingestion/csv/frame_part.h"

namespace kilowatch {

// Turns readings of a cumulative register, sorted by time, into what flowed between them: a row per interval, at its start. After a gap the whole
// difference stands in the interval before the reading that ends the gap, as a logger books it. A fall is a rollover where the register stood
// near its last digit, else a reset from which it counts on from zero; where neither gives a likely amount the interval is missing. Repeated stamps are dropped.
void TakeDifferences(FramePart& part);

}  // namespace kilowatch
