#pragma once

#include <span>

#include "detection/models/members/member_context.h"

namespace kilowatch {

// A jump that is not usual at that time, and a reading off the line through its neighbours. See the page beside it.
void AddChange(MemberContext& context, std::span<double> strangeness);

}  // namespace kilowatch
