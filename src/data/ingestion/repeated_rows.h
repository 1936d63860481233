#pragma once

#include <vector>

#include "data/frame/meter_frame.h"
#include "data/ingestion/understanding.h"

namespace kilowatch {

// Rows whose stamp another row of the meter has, by the part of the frame that they came in: part i begins at row part_begin[i]. The parts are sorted by
// time, the frame need not be. Of rows with one stamp the first in the order of rows is not counted.
std::vector<RepeatedRows> CountRepeats(const MeterFrame& frame, const std::vector<std::size_t>& part_begin);

}  // namespace kilowatch
