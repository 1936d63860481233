#include "data/preprocessing/resample.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <numeric>

namespace kilowatch {
namespace {

MeterFrame Frame(Instant begin, Seconds interval, std::vector<double> value) {
  MeterFrame frame;
  frame.interval = interval;
  for (std::size_t i = 0; i < value.size(); ++i) frame.time.push_back(begin + static_cast<std::int64_t>(i) * interval);
  frame.quality.assign(value.size(), Quality::kMeasured);
  frame.value = std::move(value);
  return frame;
}

TEST(Resample, FourQuartersMakeAnHour) {
  const auto hourly = Resample(Frame(FromEpochSeconds(7200), Seconds(900), {1, 2, 3, 4, 10, 10, 10, 10}), Seconds(3600));
  ASSERT_EQ(hourly.size(), 2U);
  EXPECT_EQ(hourly.time[0], FromEpochSeconds(7200));
  EXPECT_DOUBLE_EQ(hourly.value[0], 10);
  EXPECT_DOUBLE_EQ(hourly.value[1], 40);
  EXPECT_EQ(hourly.quality[0], Quality::kMeasured);
}

TEST(Resample, BoundsThatDoNotAlignShareInProportion) {
  // Twenty minutes of each 40-minute reading of 8 and 4 fall in the first and in the second hour's first 20 minutes.
  const auto hourly = Resample(Frame(FromEpochSeconds(0), Seconds(2400), {8, 4, 6}), Seconds(3600));
  ASSERT_EQ(hourly.size(), 2U);
  EXPECT_DOUBLE_EQ(hourly.value[0], 8 + 2);
  EXPECT_DOUBLE_EQ(hourly.value[1], 2 + 6);
}

TEST(Resample, APartlyReadHourIsAnEstimate) {
  const auto hourly = Resample(Frame(FromEpochSeconds(1800), Seconds(1800), {5}), Seconds(3600));
  ASSERT_EQ(hourly.size(), 1U);
  EXPECT_DOUBLE_EQ(hourly.value[0], 5);
  EXPECT_EQ(hourly.quality[0], Quality::kEstimated);
}

TEST(Resample, TemperatureAndWhatIsNoQuantityBecomeMeans) {
  MeterFrame frame = Frame(FromEpochSeconds(0), Seconds(1800), {10, 30});
  frame.temperature = {4, 8};
  frame.meter.unit = Unit::kOther;
  const auto hourly = Resample(frame, Seconds(3600));
  ASSERT_EQ(hourly.size(), 1U);
  EXPECT_DOUBLE_EQ(hourly.value[0], 20);
  EXPECT_FLOAT_EQ(hourly.temperature[0], 6);
}

TEST(Resample, ARepeatedStampCountsOnce) {
  MeterFrame frame = Frame(FromEpochSeconds(0), Seconds(1800), {10, 30, 7});
  frame.time[1] = frame.time[0];
  frame.time[2] = FromEpochSeconds(1800);
  EXPECT_DOUBLE_EQ(Resample(frame, Seconds(3600)).value[0], 17);
}

RC_GTEST_PROP(ResampleProperty, KeepsTheSum, ()) {
  const auto values = *rc::gen::container<std::vector<int>>(rc::gen::inRange(-50, 1000));
  const auto begin = *rc::gen::inRange<std::int64_t>(-5'000'000, 2'000'000'000);
  const auto from = *rc::gen::element<std::int64_t>(60, 420, 900, 1800, 3600, 5400, 86400);
  const auto to = *rc::gen::element<std::int64_t>(60, 600, 900, 1800, 3600, 7000, 86400, 604800);
  std::vector<double> value(values.begin(), values.end());
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (*rc::gen::inRange(0, 8) == 0) value[i] = std::nan("");
  }
  double expected = 0;
  for (const double v : value) expected += std::isnan(v) ? 0 : v;
  const auto out = Resample(Frame(FromEpochSeconds(begin), Seconds(from), value), Seconds(to));
  const double sum = std::accumulate(out.value.begin(), out.value.end(), 0.0);
  RC_ASSERT(std::abs(sum - expected) <= 1e-9 * (1 + 1000.0 * static_cast<double>(value.size())));
  for (std::size_t i = 0; i < out.size(); ++i) RC_ASSERT(EpochSeconds(out.time[i]) % to == 0 && (i == 0 || out.time[i - 1] < out.time[i]));
}

}  // namespace
}  // namespace kilowatch
