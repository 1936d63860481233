#pragma once

#include <vector>

#include "detection/models/baseline/load_view.h"

namespace kilowatch {

// From where the level of a day is taken.
enum class LevelSource : std::uint8_t {
  kNone,    // as the model was trained
  kPast,    // the four weeks before the day
  kAround,  // the four weeks before and after it
};
inline constexpr std::size_t kLevelSources = 3;

// How a meter's level moves: load = (model + cushion) * level - cushion, or model + level where readings can be negative.
// The cushion keeps the ratio calm where a load is near nothing, such as heating in summer.
struct LevelScale {
  bool multiplies = true;
  double cushion = 0;

  double Apply(double modelled, double level) const { return multiplies ? (modelled + cushion) * level - cushion : modelled + level; }
  double Neutral() const { return multiplies ? 1 : 0; }
};

// What the readings of a day add up to, and what the model's load does for the same cells.
struct DaySums {
  double actual = 0;
  double expected = 0;
  double count = 0;
};

// How a day's readings stand to the model; NaN with fewer than half of its readings.
double DayLevel(const DaySums& sums, const LevelScale& scale, std::size_t steps_per_day);

// How few days a level goes by at least, where cells are no months.
inline constexpr std::size_t kFewestLevelDays = 5;

// The level of each day of the view: the median, over the days that `source` looks at and never the day itself, of what the day's readings were to
// the model's. A day counts with half of its readings. Where fewer than five days count: NaN.
// `modelled` is the model's load by cell from cell `first` on (the view's earlier cells are not looked at).
std::vector<double> LocalLevel(const LoadView& view, const std::vector<double>& modelled, const LevelScale& scale, LevelSource source,
                               std::size_t first = 0);

// How many days back a level looks.
inline constexpr std::uint32_t kLevelDays = 28;

}  // namespace kilowatch
