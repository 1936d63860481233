#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "foundation/base/bytes.h"
#include "foundation/base/result.h"

namespace kilowatch {

// Columns that are compared with what they usually are at that time of the week.
enum class Habit : std::uint8_t { kReading, kResidual, kDeviation, kStep, kStepResidual };
inline constexpr std::size_t kHabits = 5;

// Columns that are calibrated by their own quantiles.
enum class Measure : std::uint8_t { kVariability, kLevel, kProfile, kLags, kDay, kJump, kCurvature, kDayKind, kDiscord };
inline constexpr std::size_t kMeasures = 9;

// States that lose weight with the number of times they come.
enum class Rare : std::uint8_t { kLow, kFlat, kPlaceholder, kMissing };
inline constexpr std::size_t kRares = 4;

// States whose share is known by the time of day.
enum class Repeated : std::uint8_t { kEqual, kLow };
inline constexpr std::size_t kRepeated = 2;

// The calibration of a measure: median, and distance from there to the 90 % quantile, of its logarithm over `count` readings. 0: not known.
struct OwnQuantiles {
  double middle = 0;
  double spread = 0;
  std::uint32_t count = 0;
};

// What a meter usually does, as far as judging another stretch needs it; each mode has its own, since windows differ. Learned by running the members over the
// stretch that teaches.
struct Habits {
  std::uint32_t steps_per_day = 24;
  std::uint32_t readings = 0;  // 0: nothing is known
  double middle = 0;           // of the readings
  double scale = 1;
  std::array<std::vector<float>, kHabits> usual;  // by slot of the week, NaN where unknown
  std::array<OwnQuantiles, kMeasures> quantiles;
  std::array<std::vector<float>, kRepeated> share;  // by step of the day, workdays then weekends
  std::array<double, kRares> runs_per_week{};
  std::vector<double> placeholders;  // sorted

  // Values that a meter cannot have are refused.
  void Save(ByteWriter& writer) const;
  static Result<Habits> Load(ByteReader& reader);
};

}  // namespace kilowatch
