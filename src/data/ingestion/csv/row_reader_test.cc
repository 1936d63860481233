#include "data/ingestion/csv/row_reader.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdio>

#include "foundation/base/random.h"

namespace kilowatch {
namespace {

CsvPlan LongPlan() {
  CsvPlan plan;
  plan.understanding.path = "m.csv";
  plan.understanding.layout = Layout::kLong;
  plan.understanding.columns.resize(4);
  plan.time_columns = {1};
  plan.time_format.parts = {StampPart::kYear, StampPart::kMonth, StampPart::kDay, StampPart::kHour, StampPart::kMinute, StampPart::kSecond};
  plan.meter_columns = {0};
  ReadingColumn reading;
  reading.column = 2;
  plan.readings = {reading};
  return plan;
}

bool Same(const RawTable& a, const RawTable& b) {
  const auto bits = [](const RawTable& table) {
    std::vector<std::uint64_t> all;
    for (const double v : table.value[0]) all.push_back(std::bit_cast<std::uint64_t>(v));
    return all;
  };
  return a.stamp == b.stamp && a.flag == b.flag && (a.rows() == 0 || bits(a) == bits(b));
}

TEST(RowReader, TheQuickWayReadsWhatTheSimpleOneReads) {
  const CsvPlan plan = LongPlan();
  Random random(17);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    constexpr const char* kDays[] = {"2016-01-01", "2016-01-02", "2016-02-28", "2016-02-29", "2016-12-31",
                                     "2017-01-01", "2100-02-28", "2100-03-01", "9999-12-31"};
    const int first_day = static_cast<int>(random.Below(7));
    for (int row = 0; row < 60; ++row) {
      char line[96];
      const int digits = random.Chance(0.1) ? static_cast<int>(random.Below(12)) : 3;
      std::snprintf(line, sizeof line, "m%d,%s %02d:00:00,%.*f,x\n", round % 12, kDays[first_day + row / 24], row % 24, digits,
                    random.Uniform(-5, 500));
      text += line;
    }
    constexpr std::string_view kNoise = "0123456789,\"\n\r .-x:";
    for (int hits = static_cast<int>(random.Below(6)); hits > 0; --hits) {
      text[random.Below(static_cast<std::uint32_t>(text.size()))] = kNoise[random.Below(static_cast<std::uint32_t>(kNoise.size()))];
    }
    RowReader quick(plan, {}, {0});
    RowReader simple(plan, {}, {0});
    RawTable a;
    RawTable b;
    quick.ReadInto(text, 1, a);
    simple.ReadIntoSimply(text, 1, b);
    ASSERT_TRUE(Same(a, b)) << text;
    ASSERT_EQ(quick.tally().rows, simple.tally().rows) << text;
    ASSERT_EQ(quick.tally().row_rejects.count, simple.tally().row_rejects.count) << text;
    ASSERT_EQ(quick.tally().value_rejects.count, simple.tally().value_rejects.count) << text;
    for (std::size_t i = 0; i < quick.tally().value_rejects.first.size(); ++i) {
      ASSERT_EQ(quick.tally().value_rejects.first[i].line, simple.tally().value_rejects.first[i].line) << text;
    }
  }
}

TEST(RowReader, TotalsAndRepeatedHeadersAreNoRows) {
  CsvPlan plan = LongPlan();
  plan.header_line = "meter,time,kwh,note";
  plan.summary_words = {"total"};
  RowReader reader(plan, {}, {0});
  RawTable table;
  reader.ReadInto("m,2016-01-01 00:00:00,1,\nmeter,time,kwh,note\n\n,,,\nm,2016-01-01 01:00:00,2,\nTotal,,3,\n", 2, table);
  EXPECT_EQ(table.rows(), 2U);
  EXPECT_EQ(reader.tally().rows, 2);
  EXPECT_EQ(reader.tally().totals, 1);
  EXPECT_EQ(reader.tally().row_rejects.count, 0);
}

TEST(RowReader, SurplusCellsMakeTheRowARejectAndEmptyOnesDoNot) {
  const CsvPlan plan = LongPlan();
  RowReader reader(plan, {}, {0});
  RawTable table;
  reader.ReadInto("m,2016-01-01 00:00:00,1,x,,\nm,2016-01-01 01:00:00,1,5,x\nm,2016-01-01 02:00:00\n", 1, table);
  ASSERT_EQ(table.rows(), 3U);
  EXPECT_EQ(table.value[0][0], 1.0);
  EXPECT_TRUE(IsRejected(table.value[0][1]));
  EXPECT_TRUE(std::isnan(table.value[0][2]) && !IsRejected(table.value[0][2]));
  EXPECT_EQ(reader.tally().row_rejects.count, 1);
}

TEST(RowReader, ADayRowFollowsTheClockOfItsDay) {
  CsvPlan plan;
  plan.understanding.layout = Layout::kWideByHour;
  plan.understanding.columns.resize(26);
  plan.time_columns = {0};
  plan.time_format.parts = {StampPart::kYear, StampPart::kMonth, StampPart::kDay};
  plan.readings.resize(1);
  for (std::size_t hour = 0; hour < 24; ++hour) plan.day_columns.push_back({hour + 1, Seconds(static_cast<std::int64_t>(hour) * 3600), false});
  plan.day_columns.push_back({25, Seconds(2 * 3600), true});
  std::string cells;
  for (int i = 0; i < 24; ++i) cells += "," + std::to_string(i);
  std::string spring = cells;
  spring.replace(spring.find(",2,"), 3, ",,");
  RowReader reader(plan, TimeZone::Find("Europe/Paris").value(), {0});
  RawTable table;
  reader.ReadInto("2021-10-31" + cells + ",99\n2021-03-28" + spring + ",\n2021-06-01" + cells + ",\n2021-06-02" + cells + ",7\n", 1, table);
  // 25 hours, 23, 24, and 24 with a reading for an hour that does not come twice that day.
  EXPECT_EQ(table.rows(), 25U + 23 + 24 + 24);
  EXPECT_EQ(reader.tally().value_rejects.count, 1);
}

TEST(RowReader, AShortDayThatIsFilledFromTheFrontFollowsElapsedTime) {
  CsvPlan plan;
  plan.understanding.layout = Layout::kWideByHour;
  plan.understanding.columns.resize(25);
  plan.time_columns = {0};
  plan.time_format.parts = {StampPart::kYear, StampPart::kMonth, StampPart::kDay};
  plan.readings.resize(1);
  std::string cells;
  for (std::size_t hour = 0; hour < 24; ++hour) {
    plan.day_columns.push_back({hour + 1, Seconds(static_cast<std::int64_t>(hour) * 3600), false});
    cells += hour < 23 ? "," + std::to_string(hour) : ",";
  }
  RowReader reader(plan, TimeZone::Find("Europe/Paris").value(), {0});
  RawTable table;
  reader.ReadInto("2021-03-28" + cells + "\n", 1, table);
  ASSERT_EQ(table.rows(), 23U);
  // 2021-03-27T23:00:00Z is midnight in Paris; 23 hours follow each other.
  for (std::size_t i = 0; i < 23; ++i) EXPECT_EQ(table.stamp[i], 1616886000 + 3600 * static_cast<std::int64_t>(i)) << i;
}

}  // namespace
}  // namespace kilowatch
