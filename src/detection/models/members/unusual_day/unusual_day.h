#pragma once

#include <span>

#include "detection/models/members/member_context.h"

namespace kilowatch {

// A day unlike all others of its weekday (Live: the last 24 hours unlike those of the weeks before), and a day that looks like the other kind of day.
// See the page beside it.
void AddUnusualDay(MemberContext& context, std::span<double> strangeness);

}  // namespace kilowatch
