#include <gtest/gtest.h>

#include <fmt/format.h>

#include "data/ingestion/csv/understand_cases_test.h"

namespace kilowatch {
namespace {

TEST(UnderstandTime, ReadsIsoStampsWithOffsetsAndTheirZone) {
  const auto plan = Understood("timestamp,kwh\n2024-03-31T00:30:00+01:00,1.5\n2024-03-31T01:00:00+01:00,1.25\n2024-03-31T03:30:00+02:00,2\n");
  EXPECT_TRUE(plan.time_format.HasOffset());
  EXPECT_EQ(plan.understanding.zone, "UTC");
  EXPECT_EQ(ReadStamp("2024-03-31T03:30:00+02:00", plan.time_format)->offset, Seconds(7200));
  EXPECT_EQ(plan.understanding.layout, Layout::kOneMeter);
}

TEST(UnderstandTime, TellsDayFirstFromMonthFirstByADayOverTwelve) {
  EXPECT_EQ(StampIn(Understood("date,kwh\n12/01/2024 00:00,1\n13/01/2024 00:00,2\n14/01/2024 00:00,2\n"), "02/01/2024 00:00"), "2024-01-02T00:00:00");
  EXPECT_EQ(StampIn(Understood("date,kwh\n01/12/2024 00:00,1\n01/13/2024 00:00,2\n01/14/2024 00:00,2\n"), "01/02/2024 00:00"), "2024-01-02T00:00:00");
}

TEST(UnderstandTime, TellsDayFromMonthByEvenStepsWhereNoDayIsOverTwelve) {
  std::string text = "date,kwh\n";
  for (int day = 1; day <= 12; ++day) {
    for (int hour = 0; hour < 24; ++hour) text += fmt::format("01/{:02}/2024 {:02}:00,1.5\n", day, hour);
  }
  const auto plan = Understood(text);
  EXPECT_EQ(StampIn(plan, "01/02/2024 05:00"), "2024-01-02T05:00:00");
  EXPECT_FALSE(Assumed(plan, "dates are taken"));
}

TEST(UnderstandTime, SaysWhatItTookForGrantedWhereDayAndMonthCannotBeTold) {
  const auto plan = Understood("date,kwh\n01/02/2024 00:00,1\n01/02/2024 01:00,2\n01/02/2024 02:00,3\n");
  EXPECT_EQ(StampIn(plan, "01/02/2024 00:00"), "2024-02-01T00:00:00");
  EXPECT_TRUE(Assumed(plan, "dates are taken as day/month/year"));
}

TEST(UnderstandTime, ReadsHalfDays) {
  const auto plan = Understood("Date,Usage (kWh)\n1/14/2024 12:00 AM,1.5\n1/14/2024 1:00 AM,1.2\n1/14/2024 12:00 PM,3\n1/14/2024 11:00 PM,2.5\n");
  EXPECT_EQ(StampIn(plan, "1/14/2024 12:00 AM"), "2024-01-14T00:00:00");
  EXPECT_EQ(StampIn(plan, "1/14/2024 11:00 PM"), "2024-01-14T23:00:00");
}

TEST(UnderstandTime, ReadsTwoDigitYearsMonthNamesAndCompactStamps) {
  EXPECT_EQ(StampIn(Understood("date;kWh\n29/01/24 00:00;1\n30/01/24 00:00;2\n31/01/24 00:00;3\n"), "31/01/24 10:00"), "2024-01-31T10:00:00");
  EXPECT_EQ(StampIn(Understood("date;kWh\n29 janv. 2024 00h00;1\n29 janv. 2024 01h00;2\n1 février 2024 00h00;3\n"), "1 février 2024 13h00"),
            "2024-02-01T13:00:00");
  EXPECT_EQ(StampIn(Understood("time,kWh\n20240131T1430,1\n20240131T1445,2\n20240131T1500,3\n"), "20240131T1445"), "2024-01-31T14:45:00");
  EXPECT_EQ(StampIn(Understood("time,kWh\n202401311430,1\n202401311445,2\n202401311500,3\n"), "202401311445"), "2024-01-31T14:45:00");
}

TEST(UnderstandTime, ReadsEpochsInSecondsAndMilliseconds) {
  const auto seconds = Understood("time,kwh\n1706711400,1.5\n1706715000,2.5\n1706718600,2\n");
  EXPECT_EQ(seconds.time_format.kind, TimeFormat::Kind::kEpochSeconds);
  EXPECT_EQ(seconds.understanding.zone, "UTC");
  const auto milliseconds = Understood("ts,kwh\n1706711400000,1.5\n1706715000000,2.5\n1706718600000,2\n");
  EXPECT_EQ(milliseconds.time_format.kind, TimeFormat::Kind::kEpochMilliseconds);
  EXPECT_EQ(StampIn(milliseconds, "1706711400000"), "2024-01-31T14:30:00");
}

TEST(UnderstandTime, JoinsADateAndAClockColumn) {
  const auto plan = Understood("Datum;Uhrzeit;Verbrauch (kWh)\n30.01.2024;00:15;1,5\n30.01.2024;00:30;1,25\n31.01.2024;00:00;0,5\n");
  EXPECT_EQ(plan.time_columns, (std::vector<std::size_t>{0, 1}));
  EXPECT_EQ(StampIn(plan, "30.01.2024 00:15"), "2024-01-30T00:15:00");
  EXPECT_EQ(RoleOf(plan, "Uhrzeit"), ColumnRole::kHour);
  EXPECT_TRUE(plan.understanding.stamps_end_interval);
  EXPECT_EQ(plan.understanding.decimal, ',');
}

TEST(UnderstandTime, JoinsADateAndHoursOneToTwentyFour) {
  std::string text = "date,hour,kwh\n";
  for (int day = 28; day <= 30; ++day) {
    for (int hour = 1; hour <= 24; ++hour) text += fmt::format("2024-01-{},{},{}.5\n", day, hour, hour);
  }
  const auto plan = Understood(text);
  EXPECT_EQ(StampIn(plan, "2024-01-28 1"), "2024-01-28T00:00:00");
  EXPECT_EQ(StampIn(plan, "2024-01-28 24"), "2024-01-28T23:00:00");
  EXPECT_FALSE(plan.understanding.stamps_end_interval);
  EXPECT_EQ(plan.interval, Seconds(3600));
}

TEST(UnderstandTime, JoinsADateAndHoursFromZero) {
  std::string text = "date,hour,kwh\n";
  for (int day = 28; day <= 30; ++day) {
    for (int hour = 0; hour < 24; ++hour) text += fmt::format("2024-01-{},{},{}.5\n", day, hour, hour);
  }
  EXPECT_EQ(StampIn(Understood(text), "2024-01-28 23"), "2024-01-28T23:00:00");
}

TEST(UnderstandTime, CountsSettlementPeriodsInElapsedTimeWhereALongDayHasFifty) {
  std::string text = "settlement_date,settlement_period,kwh\n";
  for (int period = 1; period <= 50; ++period) text += fmt::format("2024-10-27,{},1.5\n", period);
  for (int period = 1; period <= 48; ++period) text += fmt::format("2024-10-28,{},1.5\n", period);
  const auto plan = Understood(text);
  EXPECT_EQ(plan.time_format.period, Seconds(1800));
  EXPECT_TRUE(plan.time_format.elapsed);
}

TEST(UnderstandTime, JoinsYearMonthDayAndHour) {
  std::string text = "year,month,day,hour,kwh\n";
  for (int hour = 0; hour < 24; ++hour) text += fmt::format("2024,2,29,{},1.5\n", hour);
  EXPECT_EQ(StampIn(Understood(text), "2024 2 29 7"), "2024-02-29T07:00:00");
}

TEST(UnderstandTime, TakesHourEndingFromTheHeaderAndFromTwentyFourOClock) {
  EXPECT_TRUE(Understood("Hour Ending,load_mw\n2024-01-01 05:00,1.5\n2024-01-01 06:00,1.2\n2024-01-01 07:00,3\n").understanding.stamps_end_interval);
  const auto plan = Understood("date,kwh\n2024-01-01 22:00,1.5\n2024-01-01 23:00,1.2\n2024-01-01 24:00,3\n2024-01-02 01:00,3\n");
  EXPECT_TRUE(plan.understanding.stamps_end_interval);
  EXPECT_EQ(StampIn(plan, "2024-01-01 24:00"), "2024-01-02T00:00:00");
}

TEST(UnderstandTime, UsesTheStartWhereStartAndEndStand) {
  const auto plan = Understood("Début;Fin;kWh\n2024-01-01 00:00;2024-01-01 01:00;1\n2024-01-01 01:00;2024-01-01 02:00;2\n");
  EXPECT_EQ(plan.time_columns, (std::vector<std::size_t>{0}));
  EXPECT_FALSE(plan.understanding.stamps_end_interval);
}

TEST(UnderstandTime, LetsTheZoneOptionWinOverStampsAsTheyStand) {
  InputOptions options;
  options.zone = "Europe/Paris";
  const auto plan = Understood("date,kwh\n2024-01-01 00:00,1\n2024-01-01 01:00,1\n", "a.csv", options);
  EXPECT_EQ(plan.understanding.zone, "Europe/Paris");
  EXPECT_TRUE(plan.zone_is_given);
  EXPECT_FALSE(Understood("date,kwh\n2024-01-01 00:00,1\n2024-01-01 01:00,1\n").zone_is_given);
}

TEST(UnderstandTime, ReadsMonthlyAndDailyReadings) {
  const auto plan = Understood("mois;conso (kWh)\n2024-01;310\n2024-02;290\n2024-03;300\n");
  EXPECT_EQ(StampIn(plan, "2024-02"), "2024-02-01T00:00:00");
  EXPECT_EQ(Understood("jour;conso (kWh)\n29/01/2024;31\n30/01/2024;29\n31/01/2024;30\n").interval, Seconds(86400));
}

}  // namespace
}  // namespace kilowatch
