#pragma once

#include <vector>

#include "decision/policy/priced_event.h"
#include "foundation/base/money.h"

namespace kilowatch {

// Waste that goes on all the time looks normal to its own history. It is seen beside main meters of the same use: among eight or more that have one
// commodity and use, and alike have or have not production of their own, a meter whose quiet load stands far above theirs in relation to its busy load
// (high base load), or whose weekends do (weekends like weekdays). Far: the logarithm of the ratio lies above the group's median by so many robust spreads
// (1.4826 × median absolute deviation, at least 0.005) that chance makes it by Student's distribution; and a base load at least by a twentieth of the mean load,
// weekends at least half of the way to its own weekdays.
//
// One event at most for each meter: over the last 365 days of its time, with what it uses more than the group's median ratio would let it, and how far
// the group's own spread leaves that open; priced at its mean price of a unit. Sorted by meter.
std::vector<PricedEvent> FindPermanentWaste(const std::vector<MeterSummary>& meters, const Currency& currency);

}  // namespace kilowatch
