#pragma once

#include <span>

#include "detection/models/members/member_context.h"

namespace kilowatch {

// What a column usually is at each cell's slot of the week. Review: the median over all cells of the slot. Live: the median of the last twelve before the
// cell, if three of them are numbers; else what the model knows; else the median of the last 28 before it at that time on the same kind of day
// (workday, weekend), likewise. NaN where nothing is known. Twelve weeks are a season: with half a year a heating meter's first cold month is all alarms.
void Usual(const MemberContext& context, Habit habit, std::span<const double> x, std::span<double> out);

}  // namespace kilowatch
