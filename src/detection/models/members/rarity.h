#pragma once

#include <cstdint>
#include <span>

#include "detection/models/members/member_context.h"

namespace kilowatch {

// 1 / (1 + (r / h)²), r the runs of a state a week: a fault that comes h = 2 times a week is the meter's nature, and gaps that come every other week
// (h = 0.5) are its logger's. `state` by cell; cells without a reading
// do not break a run (of kMissing they are the state). Review: runs over the stretch by its weeks, four at least. Live: runs begun in the last
// 26 weeks up to the cell, by the weeks gone, four at least. What a model knows fills up a shorter time: to eight weeks in Review, to 26 in Live.
void Rarity(const MemberContext& context, Rare rare, std::span<const std::uint8_t> state, std::span<double> out);

}  // namespace kilowatch
