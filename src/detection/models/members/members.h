#pragma once

#include <span>
#include <utility>
#include <vector>

#include "data/preprocessing/clean_block.h"
#include "detection/models/evidence.h"
#include "detection/models/members/member_context.h"
#include "detection/models/model.h"

namespace kilowatch {

// A member that judges a stretch by itself: adds to `strangeness`, which has the stretch's size, what it says of each cell, in decades by their weight.
struct MemberFunction {
  Member member;
  void (*add)(MemberContext& context, std::span<double> strangeness);
};

// Those that always speak, in the order of Member; with discords also the one that has to be asked for.
std::span<const MemberFunction> MemberFunctions(bool discords = false);

// Cells [first, second) that are judged together. Review: years, each alone, so that slow drift stays out of what is usual and cost is linear. Live: all.
std::vector<std::pair<std::size_t, std::size_t>> JudgedTogether(std::size_t size, std::size_t steps_per_day, Mode mode);

// What the meter usually does in `mode`, by its last year (Live: by all, since it only looks back).
Habits LearnHabits(const CleanBlock& block, Mode mode, std::span<const MemberFunction> members, ColumnPool& pool);

// Each member as a detector of its own.
void RegisterMembers(ModelRegistry& registry);

}  // namespace kilowatch
