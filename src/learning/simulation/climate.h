#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/frame/time_zone.h"
#include "foundation/base/instant.h"
#include "foundation/base/random.h"

namespace kilowatch {

// The cells that all simulated meters share, with their wall clock.
struct SimulationClock {
  Instant begin{};
  Seconds step{3600};
  TimeZone zone;
  std::vector<std::uint32_t> day_of;         // index into days
  std::vector<std::uint16_t> minute_of_day;  // of the wall clock at the cell's start
  struct Day {
    LocalDay date;
    std::uint32_t begin = 0;   // first cell
    std::uint32_t end = 0;     // one past the last
    std::uint8_t weekday = 0;  // Monday 0
    bool holiday = false;
  };
  std::vector<Day> days;

  std::size_t size() const { return day_of.size(); }
  Instant Start(std::size_t i) const { return begin + static_cast<std::int64_t>(i) * step; }
  double Hours() const { return static_cast<double>(step.count()) / 3600; }
};

// `days` local days from `start` on.
SimulationClock MakeSimulationClock(LocalDay start, int days, Seconds step, const TimeZone& zone);

// The weather of one place for each cell: a season, a daily swing that clouds damp, and two autocorrelated parts (fronts of
// some days, gusts of some hours). Mid-latitude: `summer_month` 7 in the north, 1 in the south.
struct SimulatedClimate {
  std::string region;
  std::vector<float> temperature_c;
  std::vector<float> sun;  // sine of the sun's height times what clouds let through; 0 at night, below 1
};

SimulatedClimate SimulateClimate(const SimulationClock& clock, std::string region, double latitude, Random random);

// A normal-like number (the sum of four uniform ones: zero mean, unit variance, within ±3.5) from one draw: the simulator's noise.
inline float QuickNormal(Random& random) {
  const std::uint64_t bits = random.Next();
  const auto sum = static_cast<std::int32_t>((bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff) + (bits >> 48)) - 131070;
  return static_cast<float>(sum) * 2.642879e-5F;  // 1 / (65536 / sqrt(3))
}

}  // namespace kilowatch
