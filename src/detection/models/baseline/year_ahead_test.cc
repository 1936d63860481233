#include "detection/models/baseline/baseline.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>

#include "foundation/base/number.h"

namespace kilowatch {
namespace {

// An hourly meter of a CSV file with a stamp of local time, a temperature and a value in named columns.
MeterFrame ReadHourly(const std::string& path, const std::string& value_column, const std::string& temperature_column) {
  MeterFrame frame;
  frame.meter.name = value_column;
  std::ifstream in(path);
  std::string line;
  std::size_t value_at = 0;
  std::size_t temperature_at = 0;
  for (bool header = true; std::getline(in, line); header = false) {
    std::vector<std::string> fields;
    std::stringstream text(line);
    for (std::string field; std::getline(text, field, ',');) fields.push_back(field);
    if (header) {
      for (std::size_t c = 0; c < fields.size(); ++c) {
        if (fields[c] == value_column) value_at = c;
        if (fields[c] == temperature_column) temperature_at = c;
      }
      continue;
    }
    const auto stamp = ParseInstant(fields[0]);
    const auto value = ParseNumber(fields[value_at]);
    const auto celsius = ParseNumber(fields[temperature_at]);
    if (!stamp) continue;
    frame.time.push_back(*stamp);
    frame.value.push_back(value.value_or(std::numeric_limits<double>::quiet_NaN()));
    frame.quality.push_back(value ? Quality::kMeasured : Quality::kMissing);
    frame.temperature.push_back(celsius ? static_cast<float>(*celsius) : std::numeric_limits<float>::quiet_NaN());
  }
  return frame;
}

// Hourly CV(RMSE) of the year after the first, in percent, by the model alone: no level of the year itself.
double YearAheadError(const MeterFrame& frame) {
  const CleanBlock block = Clean(frame, Site{}, Mode::kReview);
  const LoadView view = LoadView::Of(block);
  const std::size_t year = 365 * 24;
  const LoadModel model = LoadModel::Fit(view.Prefix(year), true);
  double squares = 0;
  double sum = 0;
  double count = 0;
  for (std::size_t i = year; i < view.size(); ++i) {
    if (std::isnan(view.value[i]) || std::isnan(view.mean_temperature[i]) || std::isnan(view.temperature[i])) continue;
    const double error =
        view.value[i] - model.LoadOf(view, i, {static_cast<double>(view.temperature[i]), static_cast<double>(view.mean_temperature[i])});
    squares += error * error;
    sum += view.value[i];
    count += 1;
  }
  return 100 * std::sqrt(squares / count) / (sum / count);
}

// Bounds: the time-of-week-and-temperature model as published, on the same two years.
TEST(YearAhead, IsAsGoodAsThePublishedModelOnRealMeters) {
  const char* shared = std::getenv("KILOWATCH_SHARED");
  if (shared == nullptr) GTEST_SKIP() << "KILOWATCH_SHARED does not name the folder with data/cnu_campus and data/shanghai_office";
  const std::string data = std::string(shared) + "/data/";
  EXPECT_LT(YearAheadError(ReadHourly(data + "cnu_campus/agriculture3.csv", "energy_kwh", "air_temperature_c")), 15.2);
  EXPECT_LT(YearAheadError(ReadHourly(data + "shanghai_office/office_2015_2016.csv", "hvac_kwh", "air_temperature_c")), 75.0);
}

TEST(Baseline, KnowsTheBridgeDaysOfTheCalendar) {
  MeterFrame frame;
  frame.meter.name = "office";
  for (std::size_t hour = 0; hour < 24 * 366; ++hour) {
    frame.time.push_back(FromEpochSeconds(1704067200 + static_cast<std::int64_t>(hour) * 3600));  // all of 2024
    frame.value.push_back(10 + static_cast<double>(hour * 7 % 13) / 13);
    frame.quality.push_back(Quality::kMeasured);
  }
  using namespace std::chrono;
  Site site;
  // Ascension Day is a Thursday, Easter Monday has four workdays after it.
  site.holidays = Holidays::FromDays({LocalDay(2024y / April / 1), LocalDay(2024y / May / 9), LocalDay(2024y / December / 25),
                                      LocalDay(2024y / December / 26), LocalDay(2025y / January / 1)},
                                     "TEST");
  const LoadView view = LoadView::Of(Clean(frame, site, Mode::kReview));
  const auto kind = [&](LocalDay date) { return view.holiday[static_cast<std::size_t>((date - LocalDay(2024y / January / 1)).count()) * 24 + 12]; };
  EXPECT_EQ(kind(LocalDay(2024y / May / 9)), kHoliday);
  EXPECT_EQ(kind(LocalDay(2024y / May / 10)), kBridgeDay);
  EXPECT_EQ(kind(LocalDay(2024y / May / 11)), kNoDayOff);  // a Saturday
  EXPECT_EQ(kind(LocalDay(2024y / April / 2)), kNoDayOff);
  EXPECT_EQ(kind(LocalDay(2024y / December / 27)), kBridgeDay);
  EXPECT_EQ(kind(LocalDay(2024y / December / 31)), kBridgeDay);  // New Year lies beyond the readings
}

TEST(Baseline, LearnsFromMeasuredCellsOfACleanBlockAlone) {
  MeterFrame frame;
  frame.meter.name = "office";
  for (std::size_t hour = 0; hour < 24 * 70; ++hour) {
    frame.time.push_back(FromEpochSeconds(1704067200 + static_cast<std::int64_t>(hour) * 3600));  // from a Monday
    const bool open = hour / 24 % 7 < 5 && hour % 24 >= 8 && hour % 24 < 18;
    // Five weeks of guesses at ten times the load must leave no trace.
    const bool guessed = hour / 168 % 2 == 1;
    frame.value.push_back((open ? 30 : 10) * (guessed ? 10 : 1) + static_cast<double>(hour * 7 % 13) / 13);
    frame.quality.push_back(guessed ? Quality::kEstimated : Quality::kMeasured);
  }
  const CleanBlock block = Clean(frame, Site{}, Mode::kReview);
  const auto baseline = Baseline::Fit(block);
  ASSERT_TRUE(baseline) << baseline.error().Text();
  const Expectation e = baseline->Expect(block, Mode::kReview);
  EXPECT_NEAR(e.expected[28 * 24 + 12], 30.5, 1);
  EXPECT_NEAR(e.expected[28 * 24 + 3], 10.5, 1);
}

}  // namespace
}  // namespace kilowatch
