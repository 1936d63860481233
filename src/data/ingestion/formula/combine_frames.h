#pragma once

#include <vector>

#include "data/frame/meter_frame.h"
#include "data/frame/time_zone.h"

namespace kilowatch {

struct FactoredFrame {
  double factor = 1;
  MeterFrame frame;
};

// The frame of `meter`: the sum of its parts, each times its factor, on the longest interval of theirs; missing where a part has no reading for all of an interval. `parts` is
// not empty and of one unit; `zone` is the clock of days and months.
MeterFrame CombineFrames(Meter meter, const std::vector<FactoredFrame>& parts, const TimeZone& zone);

}  // namespace kilowatch
