#pragma once

#include <span>

#include "detection/models/members/member_context.h"

namespace kilowatch {

// Days' worth of readings whose course is like no other of the stretch (Live: none before). See the page beside it.
void AddDiscord(MemberContext& context, std::span<double> strangeness);

}  // namespace kilowatch
