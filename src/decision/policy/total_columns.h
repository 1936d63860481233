#pragma once

#include <string>
#include <vector>

#include "decision/policy/priced_event.h"

namespace kilowatch {

// A meter whose daily sums are those of other meters added up, though nobody said so: counting it too would count them twice.
struct SuspectedTotal {
  std::string meter;
  std::vector<std::string> members;  // sorted; a single one: the meter is a copy of it
};

// Looks among meters of one commodity and unit, on days that all of them measured whole (21 at least). A set of members is found by least
// squares of the meter on those that are not larger, coefficients above a half; the sum must then meet the meter within 0.5% on 98% of days.
// Groups of more than 80 meters are searched site by site, and against the sum of all others. Meters that the list names as a parent are
// totals by right and not suspected; virtual ones are not looked at. Sorted by name.
std::vector<SuspectedTotal> FindSuspectedTotals(const std::vector<MeterSummary>& meters);

}  // namespace kilowatch
