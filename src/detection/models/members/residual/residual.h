#pragma once

#include <span>

#include "detection/models/members/member_context.h"

namespace kilowatch {

// Off the hour-of-week profile for hours. See the page beside it.
void AddResidual(MemberContext& context, std::span<double> strangeness);

}  // namespace kilowatch
