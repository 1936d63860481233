#include "detection/events/slow_stretches.h"

#include <gtest/gtest.h>

#include "detection/events/duty_shape.h"
#include "detection/events/synthetic_block.h"
#include "foundation/base/random.h"

namespace kilowatch {
namespace {

using namespace synthetic;

constexpr std::size_t kYear = 364 * 24;

// An office whose days are busier or quieter by 3%, and `factor` times what it was on the days [first, last].
std::vector<SlowEvent> SlowOf(std::uint64_t seed, std::size_t first, std::size_t last, double factor, bool closed_summer = false) {
  Random random(seed, "days");
  std::vector<double> day;
  for (std::size_t d = 0; d <= 364; ++d) day.push_back(1 + 0.03 * (random.Uniform() + random.Uniform() + random.Uniform() - 1.5) * 2);
  const CleanBlock block = Cleaned(FrameOf(kYear, [&](std::size_t hour) {
    const std::size_t d = hour / 24;
    const bool closed = closed_summer && d >= 190 && d < 243;
    return (closed ? 10 : OfficeLoad(hour)) * day[d] * (d >= first && d <= last ? factor : 1);
  }));
  return FindSlowEvents(block, ExpectOffice(kYear), ScoreOn(kYear, 1, 0), FitDayReference(block));
}

TEST(SlowEvents, FindThreeWeeksAtAFifthMore) {
  const auto slow = SlowOf(1, 100, 120, 1.2);
  ASSERT_EQ(slow.size(), 1u);
  const Event& event = slow[0].event;
  EXPECT_EQ(event.kind, EventKind::kLevelShift);
  EXPECT_EQ(event.event_class, EventClass::kWaste);
  EXPECT_LT(event.chance, 1e-6);
  // From day 100 on, within a day or two on each side.
  EXPECT_NEAR(static_cast<double>(event.first_cell) / 24, 100, 2);
  EXPECT_NEAR(static_cast<double>(event.last_cell + 1) / 24, 121, 2);
  // 15 working days of 650 kWh + 6 days off of 240 kWh, a fifth of it, with about 0.5 kWh of ripple an hour: 2,240 kWh, of which
  // the reference of the weeks around may take up a seventh.
  EXPECT_NEAR(event.excess, 2240, 320);
  EXPECT_LT(event.excess_low, event.excess);
  EXPECT_GT(event.excess_high, event.excess);
  double priced = 0;
  for (std::size_t i = 0; i < slow[0].band.actual.size(); ++i) priced += slow[0].band.actual[i] - slow[0].band.expected[i];
  EXPECT_NEAR(priced, event.excess, 1e-6 * event.excess);
}

TEST(SlowEvents, FindASlowDriftUpwards) {
  // 0 to 40% more over 60 days: its later part is found.
  Random random(3, "days");
  std::vector<double> day;
  for (std::size_t d = 0; d <= 364; ++d) day.push_back(1 + 0.03 * (random.Uniform() + random.Uniform() + random.Uniform() - 1.5) * 2);
  const CleanBlock block = Cleaned(FrameOf(kYear, [&](std::size_t hour) {
    const std::size_t d = hour / 24;
    return OfficeLoad(hour) * day[d] * (d >= 150 && d < 210 ? 1 + 0.4 * static_cast<double>(d - 150) / 60 : 1);
  }));
  const auto slow = FindSlowEvents(block, ExpectOffice(kYear), ScoreOn(kYear, 1, 0), FitDayReference(block));
  std::vector<Event> improbable;
  for (const SlowEvent& one : slow)
    if (one.event.chance < 0.01) improbable.push_back(one.event);
  ASSERT_EQ(improbable.size(), 1u);
  EXPECT_GE(improbable[0].first_cell, 150u * 24);
  EXPECT_NEAR(static_cast<double>(improbable[0].last_cell + 1) / 24, 210, 2);
}

TEST(SlowEvents, FindNothingInOrdinaryYears) {
  int found = 0;
  for (std::uint64_t seed = 10; seed < 30; ++seed) {
    for (const SlowEvent& slow : SlowOf(seed, 400, 400, 1)) found += slow.event.chance < 0.01;
  }
  EXPECT_LE(found, 1);
}

TEST(SlowEvents, DoNotTakeTheTermForAFaultOfTheSummer) {
  for (const SlowEvent& slow : SlowOf(5, 400, 400, 1, true)) EXPECT_GT(slow.event.chance, 0.01);
}

TEST(DutyShape, TellsQuietBusyAndWeekendLoads) {
  const auto duty = MeasureDuty(Cleaned(FrameOf(kYear, OfficeLoad)));
  ASSERT_TRUE(duty);
  EXPECT_NEAR(duty->quiet, 10.5, 0.1);  // 10 kWh and half of the ripple
  EXPECT_NEAR(duty->busy, 50.8, 0.2);   // the upper part of ten of 24 hours
  EXPECT_NEAR(duty->weekend, 10.9, 0.1);
  EXPECT_NEAR(duty->weekday_mean, (10 * 50 + 14 * 10) / 24.0 + 0.5, 0.1);
}

TEST(DutyShape, IsNotToldFromDays) {
  MeterFrame frame = FrameOf(200, [](std::size_t) { return 100.0; });
  frame.spacing = Spacing::kLocalDay;
  frame.interval = Seconds(86400);
  for (std::size_t i = 0; i < frame.size(); ++i) frame.time[i] = *ParseInstant(kBegin) + Seconds(86400) * static_cast<std::int64_t>(i);
  EXPECT_FALSE(MeasureDuty(Cleaned(frame)));
}

}  // namespace
}  // namespace kilowatch
