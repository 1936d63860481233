#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "data/preprocessing/clean_block.h"

namespace kilowatch {

// The columns of a feature block, in their order. "Short" and "long" are a day and a week of readings within the day, a week and four weeks of daily
// ones, three and twelve months of monthly ones. Levels are in robust deviations from the meter's median (MeterScale), temperatures in °C.
enum class Feature : std::uint8_t {
  kReading,   // what was read; unknown where the cell is filled
  kLagStep,   // one cell before
  kLagShort,  // the same time of day, short before
  kLagLong,   // the same time of week, long before
  kShortMean,
  kShortStd,
  kShortMin,
  kShortMax,
  kLongMean,
  kLongStd,
  kLongMin,
  kLongMax,
  kRecentMedian,  // of the last five cells
  kStepChange,    // reading less kLagStep
  kShortChange,
  kLongChange,
  kLongRatio,      // (x - l) / (|x| + |l|) of reading and kLagLong in the meter's unit: -1 to 1
  kLongZ,          // reading against kLongMean and kLongStd
  kSlotMedian,     // of the same slot in the last four seasons (weeks; years where cells are months)
  kSlotDeviation,  // reading less kSlotMedian
  kHourSin,
  kHourCos,
  kWeekday,  // Monday 0
  kRestDay,  // 1 on weekends and holidays
  kYearSin,
  kYearCos,
  kTemperature,
  kHeating,            // degrees below 15.5 °C
  kCooling,            // degrees above 18 °C
  kTemperatureChange,  // against short before
  kAroundDeviation,    // Review: reading less the median of the same slot in four seasons before and four after
  kNextChange,         // Review: the next reading less this one
};
inline constexpr std::size_t kFeatureCount = 32;

// One column: its stable name, and whether it is known without the future.
struct FeatureColumn {
  Feature feature;
  std::string_view name;  // "reading", "lag_step", …
  bool live;              // works in Live as in Review; else in Review only
};

// The columns of a mode: Live's come first in Review's, so a Live column has the same place in both.
std::span<const FeatureColumn> FeaturePlan(Mode mode);
// Changes when a name, an order or a meaning changes: a model goes with the plan that it was fitted on.
std::uint64_t FeaturePlanHash(Mode mode);

}  // namespace kilowatch
