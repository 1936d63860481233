#pragma once

#include <cstdint>
#include <span>

#include "detection/models/members/member_context.h"

namespace kilowatch {

// The share of a state among the cells where it could be (`could`), at the same time of the day, as (count + 1/2) / (cells + 4): rare until shown otherwise.
// Written only where `state` holds. Review: the larger of that over 28 days to both sides and that over all days of the kind (workday, weekend).
// Live: over the last 56 days before the cell; days that are not there yet come from what a model knows, if there is one.
void Share(const MemberContext& context, Repeated repeated, std::span<const std::uint8_t> state, std::span<const std::uint8_t> could,
           std::span<double> out);

}  // namespace kilowatch
