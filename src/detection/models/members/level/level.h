#pragma once

#include <span>

#include "detection/models/members/member_context.h"

namespace kilowatch {

// Not at the level of the weeks around, and not of the days around. See the page beside it.
void AddLevel(MemberContext& context, std::span<double> strangeness);

}  // namespace kilowatch
