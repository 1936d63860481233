#pragma once

#include <optional>
#include <vector>

#include "decision/policy/decide.h"
#include "decision/policy/meter_tree.h"

namespace kilowatch {

// Something that asks for a place in a week's budget.
struct Claim {
  Span alive;       // it can be told from its begin to its end
  int tier = 0;     // 0 costs, 1 is a shortfall of a consumer, 2 a data fault
  double loss = 0;  // minor units: a year's, or so far
};

// Week by week from `begin` on, the `places` best claims that are alive and not told yet: by tier, loss, then order. The first day of the week in which
// each is told; nothing for those that find no place.
std::vector<std::optional<Instant>> GiveWeeks(const std::vector<Claim>& claims, Instant begin, int places);

Claim ClaimOf(const Finding& finding, MeterRole role);
Claim ClaimOf(const Incident& incident);

}  // namespace kilowatch
