#include "detection/models/members/unusual_day/nearest_days.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "foundation/base/random.h"

namespace kilowatch {
namespace {

// Hourly days that begin on a Wednesday; every eleventh has no reading.
DayShapes RandomDays(std::size_t days) {
  Random random(days);
  std::vector<double> x(24 * days);
  std::vector<std::uint16_t> slot(x.size());
  std::vector<std::uint32_t> day(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = i / 24 % 11 == 10 ? std::numeric_limits<double>::quiet_NaN() : random.Normal();
    slot[i] = static_cast<std::uint16_t>((48 + i) % 168);
    day[i] = static_cast<std::uint32_t>(i / 24);
  }
  return DayShapes(MeterView::Make(Mode::kReview, 24, x, slot, day), x);
}

TEST(NearestDaysTest, EqualThoseFoundAPairOfDaysAtATime) {
  for (const std::size_t days : {1U, 6U, 8U, 57U, 120U, 366U}) {
    const DayShapes shapes = RandomDays(days);
    NearestDays fast;
    NearestDays simple;
    FindNearestDays(shapes, 2, fast);
    FindNearestDaysSimply(shapes, 2, simple);
    EXPECT_EQ(fast.same_weekday, simple.same_weekday);
    EXPECT_EQ(fast.kind, simple.kind);
  }
}

TEST(NearestDaysTest, OfFewDaysAreAsManyAsThereAre) {
  const DayShapes shapes = RandomDays(9);  // one other of the first day's weekday
  NearestDays nearest;
  FindNearestDays(shapes, 2, nearest);
  double squares = 0;
  for (std::size_t c = 0; c < 24; ++c) squares += std::pow(static_cast<double>(shapes.At(c, 7) - shapes.At(c, 0)), 2);
  EXPECT_NEAR(NearestDays::Mean(nearest.same_weekday, 9, 0), std::sqrt(squares / 24), 1e-6);
  EXPECT_TRUE(std::isnan(NearestDays::Mean(nearest.same_weekday, 9, 3)));
}

}  // namespace
}  // namespace kilowatch
