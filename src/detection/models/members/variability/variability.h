#pragma once

#include <span>

#include "detection/models/members/member_context.h"

namespace kilowatch {

// Stuck, dead or nervous: the spread over six hours against its usual spread at that hour of the week. See the page beside it.
void AddVariability(MemberContext& context, std::span<double> strangeness);

}  // namespace kilowatch
