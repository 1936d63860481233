#include "detection/models/baseline/causes.h"

#include <gtest/gtest.h>

#include "detection/models/baseline/baseline.h"
#include "detection/models/baseline/synthetic_load_test.h"

namespace kilowatch {
namespace {

double SumOf(const ExpectationCauses& causes) {
  return causes.mean + causes.time_of_day + causes.weekday + causes.day_off + causes.weather + causes.level;
}

TEST(Causes, AddUpToWhatIsExpectedInEachWayOfExpecting) {
  LoadView view = OfficeView({.days = 200, .heating = 0.4, .with_temperature = true});
  view.holiday[24 * 100 + 12] = kHoliday;
  const Result<Baseline> fitted = Baseline::Fit(view);
  ASSERT_TRUE(fitted);
  const Expectation review = fitted->Expect(view, Mode::kReview);
  const Expectation live = fitted->Expect(view, Mode::kLive);
  const Expectation itself = *Baseline::ExpectItself(view);
  const Expectation walking = Baseline::WalkForward(view);
  for (const std::size_t cell : {24 * 20 + 3, 24 * 100 + 12, 24 * 150 + 23}) {
    EXPECT_NEAR(SumOf(fitted->CausesOf(view, Mode::kReview, cell)), review.expected[cell], 1e-9);
    EXPECT_NEAR(SumOf(fitted->CausesOf(view, Mode::kLive, cell)), live.expected[cell], 1e-9);
    EXPECT_NEAR(SumOf(Baseline::CausesItself(view, cell).value()), itself.expected[cell], 1e-9);
    EXPECT_NEAR(SumOf(Baseline::CausesWalkingForward(view, cell).value()), walking.expected[cell], 1e-9);
  }
  // Nothing is expected in the first two weeks of walking forward.
  EXPECT_FALSE(Baseline::CausesWalkingForward(view, 24 * 5));
}

// 30 kWh in 50 of 168 hours, else 10: 15.95 in the mean. At noon five days of seven have 30: 24.29. On a Wednesday 30.
TEST(Causes, SayTheHourAndTheWeekday) {
  const LoadView view = OfficeView({.days = 364, .noise = 0});
  const ExpectationCauses noon = Baseline::CausesItself(view, 24 * 100 + 24 * ((2 + 7 - 100 % 7) % 7) + 12).value();
  EXPECT_NEAR(noon.mean, 15.95, 0.05);
  EXPECT_NEAR(noon.time_of_day, 24.29 - 15.95, 0.1);
  EXPECT_NEAR(noon.weekday, 30 - 24.29, 0.1);
  EXPECT_NEAR(noon.weather, 0, 1e-9);
  EXPECT_FALSE(noon.temperature_known);
}

// 0.4 kWh for each °C of the day's mean below 15. The coldest day of the year lies near 0 °C, about 6 kWh of heating; the year's mean is about 2.
TEST(Causes, SayTheWeather) {
  const LoadView view = OfficeView({.days = 365, .heating = 0.4, .noise = 0, .with_temperature = true});
  EXPECT_GT(Baseline::CausesItself(view, 24 * 3 + 3)->weather, 2);
  EXPECT_LT(Baseline::CausesItself(view, 24 * 182 + 3)->weather, -1);
}

TEST(Causes, SayTheDayOff) {
  LoadView view = OfficeView({.days = 364, .noise = 0});
  for (const std::size_t day : {30, 79, 121, 200}) {  // workdays; as quiet as Sundays
    for (std::size_t i = 24 * day; i < 24 * (day + 1); ++i) {
      view.holiday[i] = kHoliday;
      view.value[i] = 10;
    }
  }
  EXPECT_NEAR(Baseline::CausesItself(view, 24 * 200 + 12)->day_off, -20, 1);
  EXPECT_NEAR(Baseline::CausesItself(view, 24 * 201 + 12)->day_off, 0, 1e-9);
}

}  // namespace
}  // namespace kilowatch
