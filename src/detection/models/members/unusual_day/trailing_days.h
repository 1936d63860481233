#pragma once

#include <span>

#include "detection/models/members/member_context.h"

namespace kilowatch {

// The last day's worth of readings against the same hours 1 to 26 weeks before: the mean of the five smallest root mean squared differences, by cell.
// NaN where no week has three quarters of the readings. `clipped` as ClippedReadings makes them.
void TrailingDayDistances(const MemberContext& context, std::span<const double> clipped, std::span<double> out);

}  // namespace kilowatch
