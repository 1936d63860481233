#pragma once

#include <cstdint>
#include <vector>

#include "detection/models/members/member_context.h"

namespace kilowatch {

// 1 for readings of a placeholder: one exact value, seen three times or more (Review: in under a twentieth of the readings), outside the meter's 5 to 95 % range,
// far from all others (below their 1 % quantile by a twentieth of the range and 0.3 of the quantile, or above their 99 % quantile by half the range), and making up
// at least half of the readings that are so far out on its side: the coarse peaks of a real load do not. Values that a model knows as placeholders are ones at once.
// Live judges by the 365 days before the reading's day, from the seventh day on.
std::vector<std::uint8_t> FindPlaceholders(const MemberContext& context);

}  // namespace kilowatch
