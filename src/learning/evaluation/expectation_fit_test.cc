#include "learning/evaluation/expectation_fit.h"

#include <cmath>

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

// Two days of 24 hours in one month: 10 read each hour; 9 expected, but 11 in even hours.
ComparedCells TwoDays() {
  ComparedCells cells;
  for (int i = 0; i < 48; ++i) {
    cells.actual.push_back(10);
    cells.expected.push_back(i % 2 == 0 ? 11 : 9);
    cells.low.push_back(i % 2 == 0 ? 10.5 : 8);
    cells.high.push_back(12);
    cells.hour.push_back(i);
    cells.day.push_back(i / 24);
    cells.month.push_back(0);
  }
  return cells;
}

TEST(FitOf, ErrorsThatCancelWithinADayAreErrorsOfTheHourAlone) {
  const ExpectationFit fit = FitOf(TwoDays());
  EXPECT_EQ(fit.hourly.intervals, 48);
  EXPECT_DOUBLE_EQ(fit.hourly.cv_rmse, 0.1);
  EXPECT_DOUBLE_EQ(fit.hourly.nmbe, 0);
  EXPECT_EQ(fit.daily.intervals, 2);
  EXPECT_DOUBLE_EQ(fit.daily.cv_rmse, 0);
  EXPECT_DOUBLE_EQ(fit.coverage, 0.5);
}

TEST(FitOf, LeavesOutDaysAndMonthsThatAreNotWhole) {
  ComparedCells cells = TwoDays();
  // Two hours of the second day are gone; two days are no month.
  for (auto* column : {&cells.actual, &cells.expected, &cells.low, &cells.high}) column->resize(46);
  for (auto* column : {&cells.hour, &cells.day, &cells.month}) column->resize(46);
  const ExpectationFit fit = FitOf(cells);
  EXPECT_EQ(fit.daily.intervals, 1);
  EXPECT_EQ(fit.monthly.intervals, 0);
  EXPECT_TRUE(std::isnan(fit.monthly.cv_rmse));
}

TEST(FitOf, SumsQuartersToHours) {
  ComparedCells cells = TwoDays();
  for (std::size_t i = 0; i < 48; ++i) {
    cells.hour[i] = static_cast<std::int64_t>(i / 2);
    cells.day[i] = 0;
  }
  cells.cells_per_hour = 2;
  cells.cells_per_day = 48;
  const ExpectationFit fit = FitOf(cells);
  EXPECT_EQ(fit.hourly.intervals, 24);
  EXPECT_DOUBLE_EQ(fit.hourly.cv_rmse, 0);
}

TEST(ExpectationFit, KeepsTheLimitsOfTheGuideline) {
  ExpectationFit fit;
  EXPECT_FALSE(fit.KeepsHourlyLimits());  // nothing was compared
  fit.hourly = {100, 0.29, -0.09};
  EXPECT_TRUE(fit.KeepsHourlyLimits());
  fit.hourly.nmbe = -0.11;
  EXPECT_FALSE(fit.KeepsHourlyLimits());
  fit.monthly = {12, 0.14, 0.04};
  EXPECT_TRUE(fit.KeepsMonthlyLimits());
}

}  // namespace
}  // namespace kilowatch
