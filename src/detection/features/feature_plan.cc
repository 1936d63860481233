#include "detection/features/feature_plan.h"

#include <array>
#include <string>

#include "foundation/base/random.h"

namespace kilowatch {
namespace {

// Raised when a column of the same name comes to mean something else.
constexpr int kMeaning = 1;

constexpr std::array<FeatureColumn, kFeatureCount> kColumns{{
    {Feature::kReading, "reading", true},
    {Feature::kLagStep, "lag_step", true},
    {Feature::kLagShort, "lag_short", true},
    {Feature::kLagLong, "lag_long", true},
    {Feature::kShortMean, "short_mean", true},
    {Feature::kShortStd, "short_std", true},
    {Feature::kShortMin, "short_min", true},
    {Feature::kShortMax, "short_max", true},
    {Feature::kLongMean, "long_mean", true},
    {Feature::kLongStd, "long_std", true},
    {Feature::kLongMin, "long_min", true},
    {Feature::kLongMax, "long_max", true},
    {Feature::kRecentMedian, "recent_median", true},
    {Feature::kStepChange, "step_change", true},
    {Feature::kShortChange, "short_change", true},
    {Feature::kLongChange, "long_change", true},
    {Feature::kLongRatio, "long_ratio", true},
    {Feature::kLongZ, "long_z", true},
    {Feature::kSlotMedian, "slot_median", true},
    {Feature::kSlotDeviation, "slot_deviation", true},
    {Feature::kHourSin, "hour_sin", true},
    {Feature::kHourCos, "hour_cos", true},
    {Feature::kWeekday, "weekday", true},
    {Feature::kRestDay, "rest_day", true},
    {Feature::kYearSin, "year_sin", true},
    {Feature::kYearCos, "year_cos", true},
    {Feature::kTemperature, "temperature", true},
    {Feature::kHeating, "heating", true},
    {Feature::kCooling, "cooling", true},
    {Feature::kTemperatureChange, "temperature_change", true},
    {Feature::kAroundDeviation, "around_deviation", false},
    {Feature::kNextChange, "next_change", false},
}};
constexpr std::size_t kLiveCount = 30;
static_assert(kColumns[kLiveCount - 1].live && !kColumns[kLiveCount].live);

}  // namespace

std::span<const FeatureColumn> FeaturePlan(Mode mode) { return std::span(kColumns).first(mode == Mode::kLive ? kLiveCount : kFeatureCount); }

std::uint64_t FeaturePlanHash(Mode mode) {
  std::string text = std::to_string(kMeaning);
  for (const FeatureColumn& column : FeaturePlan(mode)) text.append(1, ' ').append(column.name);
  return StableHash(text);
}

}  // namespace kilowatch
