#include "data/frame/weather.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kilowatch {
namespace {

Instant At(int hour) { return FromEpochSeconds(hour * 3600); }

TEST(Weather, AnHourTakesTheCurveAtItsMiddle) {
  const Weather weather{"", {At(0), At(1), At(2)}, {10, 12, 20}};
  EXPECT_FLOAT_EQ(weather.At({At(0), At(1)}), 11);
  EXPECT_FLOAT_EQ(weather.At({At(1), At(2)}), 16);
}

TEST(Weather, ADayTakesTheMeanOfItsPoints) {
  Weather weather;
  for (int hour = 0; hour < 48; ++hour) {
    weather.time.push_back(At(hour));
    weather.temperature_c.push_back(hour < 24 ? static_cast<float>(hour) : 100.0F);
  }
  EXPECT_FLOAT_EQ(weather.At({At(0), At(24)}), 11.5F);
}

TEST(Weather, FarFromItsPointsItKnowsNothing) {
  const Weather weather{"", {At(0), At(20)}, {10, 12}};
  EXPECT_TRUE(std::isnan(weather.At({At(9), At(10)})));
  EXPECT_FLOAT_EQ(weather.At({At(21), At(22)}), 12);
  EXPECT_TRUE(std::isnan(weather.At({At(30), At(31)})));
  EXPECT_TRUE(std::isnan(Weather{}.At({At(0), At(1)})));
}

TEST(Weather, OverAGridIsTheSameAsCellByCell) {
  const Weather weather{"", {At(1), At(2), At(6), At(30)}, {3, std::nanf(""), 9, 12}};
  for (const Seconds step : {Seconds(900), Seconds(3600), Seconds(6 * 3600)}) {
    const Grid grid = Grid::Fixed(At(0), step, static_cast<std::size_t>(Seconds(36 * 3600) / step));
    const auto over = weather.Over(grid);
    for (std::size_t i = 0; i < grid.size(); ++i) {
      const float single = weather.At(grid.Cell(i));
      EXPECT_TRUE(over[i] == single || (std::isnan(over[i]) && std::isnan(single))) << i;
    }
  }
}

}  // namespace
}  // namespace kilowatch
