#include "data/frame/grid.h"

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

Instant At(std::string_view text) { return *ParseInstant(text); }

TEST(Grid, LocalDaysHave23And25Hours) {
  const TimeZone paris = *TimeZone::Find("Europe/Paris");
  const Grid spring = Grid::LocalDays({At("2023-03-25T12:00:00Z"), At("2023-03-27T12:00:00Z")}, paris);
  ASSERT_EQ(spring.size(), 3U);
  EXPECT_EQ(spring.Start(0), At("2023-03-24T23:00:00Z"));
  EXPECT_EQ(spring.Cell(1).Length(), Seconds(23 * 3600));
  const Grid autumn = Grid::LocalDays({At("2023-10-28T22:00:00Z"), At("2023-10-29T22:59:59Z")}, paris);
  ASSERT_EQ(autumn.size(), 1U);
  EXPECT_EQ(autumn.Cell(0).Length(), Seconds(25 * 3600));
}

TEST(Grid, LocalMonthsFollowTheCalendarAcrossYears) {
  const TimeZone paris = *TimeZone::Find("Europe/Paris");
  const Grid grid = Grid::LocalMonths({At("2023-12-15T00:00:00Z"), At("2024-03-31T21:00:00Z")}, paris);
  ASSERT_EQ(grid.size(), 4U);
  EXPECT_EQ(grid.Start(0), At("2023-11-30T23:00:00Z"));
  EXPECT_EQ(grid.Cell(2).Length(), Seconds(29 * 86400));         // February 2024
  EXPECT_EQ(grid.Cell(3).Length(), Seconds(31 * 86400 - 3600));  // March loses an hour
}

TEST(Grid, FindGivesTheCellThatHoldsAnInstant) {
  const Grid grid = Grid::Fixed(At("2024-01-01T00:00:00Z"), Seconds(1800), 48);
  EXPECT_EQ(grid.Find(At("2024-01-01T00:29:59Z")), 0U);
  EXPECT_EQ(grid.Find(At("2024-01-01T00:30:00Z")), 1U);
  EXPECT_FALSE(grid.Find(At("2023-12-31T23:59:59Z")));
  EXPECT_FALSE(grid.Find(At("2024-01-02T00:00:00Z")));
  const Grid days = Grid::LocalDays(grid.Whole(), *TimeZone::Find("Europe/Paris"));
  EXPECT_EQ(days.Find(At("2024-01-01T22:59:59Z")), 0U);
  EXPECT_EQ(days.Find(At("2024-01-01T23:00:00Z")), 1U);
}

TEST(Grid, StepsOfADayFollowTheStep) {
  EXPECT_EQ(Grid::Fixed({}, Seconds(900), 1).StepsPerDay(), 96U);
  EXPECT_EQ(Grid::Fixed({}, Seconds(7 * 86400), 1).StepsPerDay(), 1U);
}

}  // namespace
}  // namespace kilowatch
