#include <gtest/gtest.h>

#include "data/ingestion/source.h"
#include "data/ingestion/test_folder.h"

namespace kilowatch {
namespace {

std::unique_ptr<Source> Open(const std::string& path, const InputOptions& options = {}) {
  auto source = OpenInputs({path}, options);
  EXPECT_TRUE(source.has_value()) << source.error().Text();
  return source ? std::move(*source) : nullptr;
}

MeterFrame ReadText(const std::string& text, const InputOptions& options = {}, const std::string& name = "m.csv") {
  TestFolder folder;
  const auto source = Open(folder.Write(name, text), options);
  return source ? source->Read(0, kAllTime).value() : MeterFrame();
}

// Hourly rows from 2021-06-01 of the values.
std::string Rows(const std::vector<std::string>& values) {
  std::string rows;
  for (std::size_t i = 0; i < values.size(); ++i)
    rows += FormatInstant(ParseInstant("2021-06-01").value() + Seconds(static_cast<std::int64_t>(i) * 3600)) + "," + values[i] + "\n";
  return rows;
}

// A register that rises by 2 and 3 in turn from `start`, of five digits.
std::vector<std::string> Register(int start, int count) {
  std::vector<std::string> values;
  for (int i = 0; i < count; ++i) {
    values.push_back(std::to_string(start % 100000));
    start += 2 + i % 2;
  }
  return values;
}

TEST(Register, ARolloverPastTheLastDigitIsWhatFlowed) {
  const MeterFrame frame = ReadText("time,index_kwh\n" + Rows(Register(99900, 80)));
  ASSERT_EQ(frame.size(), 79U);
  for (std::size_t i = 0; i < frame.size(); ++i) EXPECT_DOUBLE_EQ(frame.value[i], 2 + static_cast<double>(i % 2)) << i;
}

TEST(Register, AfterAResetItCountsFromZero) {
  std::vector<std::string> values = Register(5000, 40);
  for (const std::string& value : Register(1, 40)) values.push_back(value);
  TestFolder folder;
  const auto source = Open(folder.Write("m.csv", "time,index_kwh\n" + Rows(values)));
  const MeterFrame frame = source->Read(0, kAllTime).value();
  ASSERT_EQ(frame.size(), 79U);
  EXPECT_DOUBLE_EQ(frame.value[39], 1);
  EXPECT_DOUBLE_EQ(frame.value[40], 2);
  std::string said;
  const std::vector<FileUnderstanding> understood = source->understood();
  for (const Phrase& phrase : understood[0].assumed) said += phrase.en + "\n";
  EXPECT_TRUE(said.contains("1 reset of a register")) << said;
}

TEST(Units, PowerGigajoulesGasAndWaterBecomeWhatIsCounted) {
  const auto first = [](const std::string& header, const InputOptions& options = {}, const std::string& value = "10") {
    const MeterFrame frame = ReadText("time," + header + "\n" + Rows({value, "3", "8", "2", "7", "4", "9", "1"}), options);
    return frame.empty() ? std::pair(0.0, Unit::kOther) : std::pair(frame.value[0], frame.meter.unit);
  };
  InputOptions quarter;
  quarter.interval = Seconds(900);
  InputOptions calorific;
  calorific.kwh_per_m3 = 11.2;
  EXPECT_EQ(first("power_kw"), std::pair(10.0, Unit::kKwh));
  EXPECT_EQ(first("power_kw", quarter), std::pair(2.5, Unit::kKwh));
  EXPECT_NEAR(first("heat_gj").first, 10 / 0.0036, 1e-9);  // 1 kWh = 3.6 MJ
  EXPECT_EQ(first("gas_m3"), std::pair(10.0, Unit::kM3));
  EXPECT_EQ(first("gas_m3", calorific), std::pair(112.0, Unit::kKwh));
  EXPECT_EQ(first("water_m3", calorific), std::pair(10.0, Unit::kM3));
  EXPECT_EQ(first("water (litres)", {}, "1500"), std::pair(1.5, Unit::kM3));
}

TEST(Units, TheUnitBehindTheNumberInEveryCellHolds) {
  const MeterFrame frame = ReadText("time,energy\n" + Rows({"1.5 MWh", "2 MWh", "1 MWh"}));
  ASSERT_EQ(frame.size(), 3U);
  EXPECT_DOUBLE_EQ(frame.value[0], 1500);
}

TEST(Spacing, MonthlyReadingsKeepTheirMonths) {
  const MeterFrame frame = ReadText("month,kwh\n2021-01-01,310\n2021-02-01,280\n2021-03-01,311\n2021-04-01,299\n2021-05-01,309\n", [] {
    InputOptions options;
    options.zone = "Europe/Paris";
    return options;
  }());
  ASSERT_EQ(frame.size(), 5U);
  EXPECT_EQ(frame.spacing, Spacing::kLocalMonth);
  // April begins in summer time.
  EXPECT_EQ(FormatInstant(frame.time[1]), "2021-01-31T23:00:00Z");
  EXPECT_EQ(FormatInstant(frame.time[3]), "2021-03-31T22:00:00Z");
}

TEST(Stamps, ThatEndTheirIntervalAreMovedToItsStart) {
  std::string ends = "time,kwh\n";
  for (int hour = 1; hour <= 24; ++hour)
    ends += "2021-06-01 " + std::string(hour < 10 ? "0" : "") + std::to_string(hour) + ":00," + std::to_string(hour * 7 % 11) + "\n";
  const MeterFrame frame = ReadText(ends);
  ASSERT_EQ(frame.size(), 24U);
  EXPECT_EQ(FormatInstant(frame.time.front()), "2021-06-01T00:00:00Z");
  EXPECT_EQ(FormatInstant(frame.time.back()), "2021-06-01T23:00:00Z");
  EXPECT_DOUBLE_EQ(frame.value[0], 7);
  const MeterFrame starts = ReadText("interval_start,kwh\n2021-06-01 01:00,7\n2021-06-01 02:00,3\n2021-06-01 03:00,4\n");
  EXPECT_EQ(FormatInstant(starts.time.front()), "2021-06-01T01:00:00Z");
}

}  // namespace
}  // namespace kilowatch
