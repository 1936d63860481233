#pragma once

#include <optional>
#include <string>
#include <vector>

#include "decision/policy/priced_event.h"

namespace kilowatch {

// What a main meter counts and no meter below it does, over the days that all of them measured whole.
struct UnmeteredRest {
  std::string main;
  std::string site;
  Unit unit = Unit::kKwh;
  std::vector<std::string> subs;  // sorted: those directly below it, of its commodity and unit
  std::size_t days = 0;
  double a_year = 0;                         // mean day × 365
  double share = 0;                          // of the main
  std::optional<double> share_trend_a_year;  // Theil–Sen slope over the months' shares; six months at least
  std::size_t negative_days = 0;             // beyond meter error: a hundredth of what was counted on both sides
};

// Of each main with 14 such days or more, by name. Declared meters of production or export below a main do not subtract.
std::vector<UnmeteredRest> FindUnmetered(const std::vector<MeterSummary>& meters);

// The metering faults among them: a main whose meters below it count more than it does on three days or more, and on a twentieth of its days. One event of
// kind kOverMain each, over the days from the first to the last.
std::vector<PricedEvent> FindOverMain(const std::vector<MeterSummary>& meters);

// Meters that stand above each other in a circle, each circle once, its names in order of the tree from the first name on.
std::vector<std::vector<std::string>> FindCircles(const std::vector<MeterSummary>& meters);

}  // namespace kilowatch
