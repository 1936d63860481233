#pragma once

#include <span>

#include "detection/models/members/member_context.h"

namespace kilowatch {

// Next to a missing reading: partial intervals and catch-ups. See the page beside it.
void AddGapNeighbour(MemberContext& context, std::span<double> strangeness);

}  // namespace kilowatch
