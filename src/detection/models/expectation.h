#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace kilowatch {

// Which reference an expectation comes from; explanations say it.
enum class BaselineKind : std::uint8_t { kTimeOfWeek, kTimeOfWeekAndTemperature };

// "hour-of-week profile", "time of week and temperature".
std::string_view BaselineKindName(BaselineKind kind);

// The share of normal readings that lie between low and high.
inline constexpr double kBandLevel = 0.95;

// What a normal meter would have read, cell by cell, in the meter's unit. NaN where nothing can be expected. low <= expected <= high.
// The only expected, low and high in the whole program.
struct Expectation {
  BaselineKind kind = BaselineKind::kTimeOfWeek;
  std::vector<double> expected;
  std::vector<double> low;
  std::vector<double> high;
};

}  // namespace kilowatch
