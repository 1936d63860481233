#include "data/frame/opening_hours.h"

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

LocalTime Wall(std::string_view text) { return LocalTime(ParseInstant(text)->time_since_epoch()); }

TEST(OpeningHours, TheWeekBeginsOnMondayAndAnHourIsOpenAsAWhole) {
  OpeningHours hours;
  hours.open[0 * 24 + 9] = true;                           // Monday 09:00
  hours.open[6 * 24 + 23] = true;                          // Sunday 23:00
  EXPECT_TRUE(hours.IsOpen(Wall("2024-01-01T09:59:59")));  // a Monday
  EXPECT_FALSE(hours.IsOpen(Wall("2024-01-01T10:00:00")));
  EXPECT_TRUE(hours.IsOpen(Wall("2024-01-07T23:30:00")));
}

TEST(OpeningHours, AClosedDayIsClosedAllDay) {
  OpeningHours hours;
  hours.open.fill(true);
  hours.closed_days = {std::chrono::floor<std::chrono::days>(Wall("2024-01-01"))};
  EXPECT_FALSE(hours.IsOpen(Wall("2024-01-01T12:00:00")));
  EXPECT_TRUE(hours.IsOpen(Wall("2024-01-02T00:00:00")));
}

}  // namespace
}  // namespace kilowatch
