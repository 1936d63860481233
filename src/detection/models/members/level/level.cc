#include "detection/models/members/level/level.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "detection/models/ensemble/calibration.h"
#include "detection/models/ensemble/combination.h"
#include "detection/models/members/kernels/column_medians.h"
#include "detection/models/members/kernels/rolling.h"

namespace kilowatch {
namespace {

constexpr std::size_t kLanes = ColumnMedians::kLanes;
constexpr double kMadToDeviation = 1.4826;
constexpr std::array<int, 4> kWeeksBefore = {1, 2, 3, 4};
constexpr std::array<int, 8> kWeeksAround = {-4, -3, -2, -1, 1, 2, 3, 4};
constexpr std::array<int, 4> kDaysBefore = {1, 2, 7, 14};
constexpr std::array<int, 4> kDaysAround = {1, -1, 7, -7};

// |reading - median of the same time in the weeks around|, in the median distance from that. The smaller of that and the distance from the year's profile:
// strange against both the year and the season.
void WeeksAround(MemberContext& context, std::span<double> out) {
  const MeterView& view = context.view();
  const std::span<const int> weeks = view.live() ? std::span<const int>(kWeeksBefore) : std::span<const int>(kWeeksAround);
  const std::span<const double> profile = context.ProfileResidual();
  const double* scale = context.scale().data();
  ColumnMedians sorter(weeks.size());
  std::array<double, kLanes * kWeeksAround.size()> kept;
  std::array<double, kLanes> middle;
  std::array<double, kLanes> spread;
  for (std::size_t i = 0; i < view.size(); i += kLanes) {
    const std::size_t width = std::min(kLanes, view.size() - i);
    for (std::size_t r = 0; r < weeks.size(); ++r) {
      view.Lagged(i, width, weeks[r] * static_cast<std::ptrdiff_t>(view.slots()), sorter.Row(r));
      std::copy_n(sorter.Row(r), width, kept.data() + r * kLanes);
    }
    sorter.Find(1, width, middle.data());
    for (std::size_t r = 0; r < weeks.size(); ++r) {
      for (std::size_t c = 0; c < width; ++c) sorter.Row(r)[c] = std::fabs(kept[r * kLanes + c] - middle[c]);
    }
    sorter.Find(1, width, spread.data());
    for (std::size_t c = 0; c < width; ++c) {
      const double z = std::fabs(view.value[i + c] - middle[c]) / (kMadToDeviation * spread[c] + 0.15 * scale[i + c]);
      out[i + c] = std::fmin(profile[i + c], z);
    }
  }
}

// Median of |reading - that of yesterday, tomorrow, last and next week| in scales.
void DaysAround(MemberContext& context, std::span<double> out) {
  const MeterView& view = context.view();
  const std::array<int, 4>& days = view.live() ? kDaysBefore : kDaysAround;
  ColumnMedians sorter(days.size());
  for (std::size_t i = 0; i < view.size(); i += kLanes) {
    const std::size_t width = std::min(kLanes, view.size() - i);
    for (std::size_t r = 0; r < days.size(); ++r) {
      double* row = sorter.Row(r);
      view.Lagged(i, width, days[r] * static_cast<std::ptrdiff_t>(view.steps_per_day), row);
      for (std::size_t c = 0; c < width; ++c) row[c] = std::fabs(view.value[i + c] - row[c]);
    }
    sorter.Find(1, width, out.data() + i);
    for (std::size_t c = 0; c < width; ++c) out[i + c] /= context.scale()[i + c];
  }
}

}  // namespace

void AddLevel(MemberContext& context, std::span<double> strangeness) {
  const MeterView& view = context.view();
  Scratch raw(context.pool(), view.size());
  Scratch x(context.pool(), view.size());
  WeeksAround(context, raw);
  RollingMean(raw, view.live() ? Window::UpTo(view.Steps(3)) : Window::Around(view.Steps(5)), context.pool(), x);
  AddCalibrated(context, Measure::kLevel, kContinuousWeight, x, strangeness);
  DaysAround(context, raw);
  RollingMedian(raw, view.live() ? Window::UpTo(view.Steps(4)) : Window::Around(view.Steps(7)), x);
  AddCalibrated(context, Measure::kLags, kContinuousWeight, x, strangeness);
}

}  // namespace kilowatch
