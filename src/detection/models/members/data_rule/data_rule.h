#pragma once

#include <span>

#include "detection/models/members/member_context.h"

namespace kilowatch {

// Near zero at an hour when the meter never is, and values that stand for something else than a load. See the page beside it.
void AddDataRule(MemberContext& context, std::span<double> strangeness);

}  // namespace kilowatch
