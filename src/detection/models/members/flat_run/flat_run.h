#pragma once

#include <span>

#include "detection/models/members/member_context.h"

namespace kilowatch {

// The same reading again and again, at times when it does not do that. See the page beside it.
void AddFlatRun(MemberContext& context, std::span<double> strangeness);

}  // namespace kilowatch
