#pragma once

#include <string>
#include <string_view>

#include "decision/policy/decide.h"

namespace kilowatch {

// The policy as YAML or JSON: any of findings_per_week, events_per_meter_month, minimum_energy, minimum_cost, false_discovery_rate, separate_after_days,
// usual_delay_hours, direction (both, waste, shortfall) and mutes, a list of {meter, from, to, why} in which from and to may be missing. What is not
// said keeps its default. Errors: kConfiguration with file and line, for an unknown key too.
Result<Policy> ReadPolicy(std::string_view text, const std::string& name);

}  // namespace kilowatch
