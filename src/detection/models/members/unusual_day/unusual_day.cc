#include "detection/models/members/unusual_day/unusual_day.h"

#include <cmath>
#include <vector>

#include "detection/models/ensemble/calibration.h"
#include "detection/models/ensemble/combination.h"
#include "detection/models/members/unusual_day/day_shapes.h"
#include "detection/models/members/unusual_day/nearest_days.h"
#include "detection/models/members/unusual_day/trailing_days.h"

namespace kilowatch {
namespace {

constexpr double kRatioFloor = 0.1;

struct DayDistances {
  std::vector<double> same_weekday;  // mean distance to the five nearest days of the weekday
  std::vector<double> kind;          // logarithm of that to the five nearest of the same kind (workday, weekend) over that of the other kind
};

DayDistances CompareDays(const MeterView& view, const DayShapes& shapes) {
  DayDistances found{std::vector<double>(shapes.days(), std::nan("")), std::vector<double>(shapes.days(), std::nan(""))};
  NearestDays nearest;
  FindNearestDays(shapes, view.first_weekday, nearest);
  for (std::size_t i = 0; i < shapes.days(); ++i) {
    if (!shapes.Known(i)) continue;
    const std::size_t kind = view.Weekday(i) >= 5 ? 1 : 0;
    const double own = NearestDays::Mean(nearest.kind[kind], shapes.days(), i);
    const double other = NearestDays::Mean(nearest.kind[1 - kind], shapes.days(), i);
    found.same_weekday[i] = NearestDays::Mean(nearest.same_weekday, shapes.days(), i);
    found.kind[i] = std::log((own + kRatioFloor) / (other + kRatioFloor));
  }
  return found;
}

}  // namespace

void AddUnusualDay(MemberContext& context, std::span<double> strangeness) {
  const MeterView& view = context.view();
  const std::size_t size = view.size();
  Scratch clipped(context.pool(), size);
  Scratch x(context.pool(), size);
  ClippedReadings(context, clipped);
  if (view.live()) {
    TrailingDayDistances(context, clipped, x);
    AddCalibrated(context, Measure::kDay, kContinuousWeight, x, strangeness);
    return;
  }
  const DayDistances days = CompareDays(view, DayShapes(view, clipped));
  for (std::size_t i = 0; i < size; ++i) x[i] = days.same_weekday[view.local[i] / view.steps_per_day];
  AddCalibrated(context, Measure::kDay, kContinuousWeight, x, strangeness);
  for (std::size_t i = 0; i < size; ++i) x[i] = days.kind[view.local[i] / view.steps_per_day];
  AddCalibrated(context, Measure::kDayKind, kContinuousWeight, x, strangeness);
}

}  // namespace kilowatch
