#include <functional>

#include <fmt/format.h>

#include "data/ingestion/csv/understand_cases_test.h"

// Layouts as programs and suppliers export them, made up here.

namespace kilowatch {
namespace {

// `days` rows "day,v1,…" of `count` values a day from 1 March 2024.
std::string DayRows(int days, int count, const std::string& before = "", const std::string& after = "") {
  std::string rows;
  for (int day = 1; day <= days; ++day) {
    rows += before + fmt::format("2024-03-{:02}", day);
    for (int i = 0; i < count; ++i) rows += fmt::format(",{}.5", (i * 7 + day * 3) % 19);
    rows += after + "\n";
  }
  return rows;
}

std::string HourRows(int count, const std::function<std::string(int)>& row) {
  std::string rows;
  for (int i = 0; i < count; ++i) rows += row(i) + "\n";
  return rows;
}

TEST(UnderstandExports, AMeterNumberOfThirteenDigitsIsNoEpoch) {
  std::string header = "MPAN,Reading Date,Units";
  for (int half = 1; half <= 48; ++half) header += fmt::format(",{:02}:{:02}", half / 2, half % 2 * 30);
  std::string text = header + "\n";
  for (int day = 1; day <= 14; ++day) {
    text += fmt::format("1200012345678,{:02}/03/2024,kWh", day);
    for (int i = 0; i < 48; ++i) text += fmt::format(",{}.5", (i + day) % 9);
    text += "\n";
  }
  const auto plan = Understood(text);
  EXPECT_EQ(plan.understanding.layout, Layout::kWideByHour);
  EXPECT_EQ(plan.day_columns.size(), 48U);
  EXPECT_EQ(plan.day_columns.front().since_midnight, Seconds(0));
  EXPECT_EQ(RoleOf(plan, "MPAN"), ColumnRole::kMeter);
  EXPECT_EQ(plan.time_columns, (std::vector<std::size_t>{1}));
}

TEST(UnderstandExports, SettlementPeriodsStandInFiftyColumns) {
  std::string header = "Settlement Date";
  for (int half = 1; half <= 50; ++half) header += fmt::format(",HH{:02}", half);
  const auto plan = Understood(header + "\n" + DayRows(14, 48, "", ",,"));
  EXPECT_EQ(plan.understanding.layout, Layout::kWideByHour);
  EXPECT_EQ(plan.day_columns.size(), 50U);
  EXPECT_TRUE(plan.day_columns_elapsed);
}

TEST(UnderstandExports, ARowOfADayNeedsNoHeader) {
  // A market format: a mark, the day, its hours, a quality, the moment of the export.
  const auto plan = Understood("100,NEM12,202403200000\n200,6102000001,kWh\n" + DayRows(14, 24, "300,", ",A,20240320000000") + "900\n");
  EXPECT_EQ(plan.understanding.layout, Layout::kWideByHour);
  EXPECT_EQ(plan.time_columns, (std::vector<std::size_t>{1}));
  ASSERT_EQ(plan.day_columns.size(), 24U);
  EXPECT_EQ(plan.day_columns.front().column, 2U);
}

TEST(UnderstandExports, TheStatusWOfATrueValueIsNoUnit) {
  const auto plan = Understood("Zählpunkt;DE00012345;;\nDatum;Uhrzeit;Wert;Status\n;;kWh;\n" + HourRows(48, [](int i) {
                                 return fmt::format("{:02}.03.2024;{:02}:00;1.{:03},50;W", i / 24 + 13, i % 24, i * 13 % 900);
                               }));
  EXPECT_EQ(RoleOf(plan, "Status"), ColumnRole::kStatus);
  ASSERT_EQ(plan.readings.size(), 1U);
  EXPECT_EQ(plan.readings[0].meter, "DE00012345");
  EXPECT_EQ(plan.understanding.decimal, ',');
  EXPECT_EQ(plan.thousands, '.');
}

TEST(UnderstandExports, MoneyIsNoConsumption) {
  const auto plan = Understood("Date,Usage (kWh),Amount,Cost\n" +
                               HourRows(40, [](int i) { return fmt::format("2024-03-13 {:02}:00,{},{},{}", i % 24, i % 7, i % 5, i % 3); }));
  EXPECT_EQ(plan.readings.size(), 1U);
  EXPECT_EQ(RoleOf(plan, "Amount"), ColumnRole::kIgnored);
  EXPECT_EQ(RoleOf(plan, "Cost"), ColumnRole::kIgnored);
}

TEST(UnderstandExports, TwoLinesOfHeadersNameColumnsOfOneName) {
  const auto plan = Understood("site,Paris,,Lyon\ntimestamp,main,hvac,main\n" + HourRows(48, [](int i) {
                                 return fmt::format("2024-03-{:02} {:02}:00,{}.5,{}.1,{}.2", i / 24 + 13, i % 24, i % 7, i % 5, i % 3);
                               }));
  ASSERT_EQ(plan.readings.size(), 3U);
  EXPECT_EQ(plan.readings[0].meter, "Paris / main");
  EXPECT_EQ(plan.readings[1].meter, "Paris / hvac");
  EXPECT_EQ(plan.readings[2].meter, "Lyon / main");
}

TEST(UnderstandExports, ColumnsOfOneNameAreMetersOfTheirOwn) {
  const auto plan = Understood("timestamp,plug A,plug A\n" + HourRows(48, [](int i) {
                                 return fmt::format("2024-03-{:02} {:02}:00,{}.5,{}.1", i / 24 + 13, i % 24, i % 7, i % 5);
                               }));
  ASSERT_EQ(plan.readings.size(), 2U);
  EXPECT_NE(plan.readings[0].meter, plan.readings[1].meter);
}

TEST(UnderstandExports, AMinusMayStandBehindItsNumber) {
  const auto plan = Understood("Datum;Netto kWh\n" + HourRows(48, [](int i) {
                                 return fmt::format("{:02}.03.2024 {:02}:00;{},5{}", i / 24 + 13, i % 24, i % 7, i % 2 ? "-" : "");
                               }));
  EXPECT_EQ(RoleOf(plan, "Netto kWh"), ColumnRole::kReading);
}

TEST(UnderstandExports, WithoutHeaderATextThatComesAgainNamesTheMeter) {
  const auto plan =
      Understood(HourRows(96, [](int i) { return fmt::format("m{},2024-03-{:02} {:02}:00,{}.5", i % 2 + 1, i / 48 + 13, i / 2 % 24, i % 7); }));
  EXPECT_EQ(plan.understanding.layout, Layout::kLong);
  EXPECT_EQ(plan.meter_columns, (std::vector<std::size_t>{0}));
}

}  // namespace
}  // namespace kilowatch
