#include "data/ingestion/csv/stamp_parser.h"

#include <gtest/gtest.h>

#include "foundation/base/random.h"

namespace kilowatch {
namespace {

using enum StampPart;

TimeFormat Civil(std::vector<StampPart> parts) {
  TimeFormat format;
  format.parts = std::move(parts);
  return format;
}

const std::vector<StampPart> kIso = {kYear, kMonth, kDay, kHour, kMinute, kSecond, kOffset};

// What a format makes of a text: "2016-01-02T03:04:05", with a Z for an instant, or "none".
std::string Read(const TimeFormat& format, std::string_view text, std::string_view zone = "") {
  StampParser parser(format, TimeZone::Find(zone).value());
  const auto stamp = parser.Parse(text);
  if (!stamp) return "none";
  return FormatLocal(LocalTime(Seconds(stamp->seconds))) + (stamp->is_instant ? "Z" : "");
}

TEST(StampParser, IsoIsReadWithAndWithoutOffset) {
  const TimeFormat iso = Civil(kIso);
  EXPECT_EQ(Read(iso, "2016-03-01T02:00:00+02:00"), "2016-03-01T00:00:00Z");
  EXPECT_EQ(Read(iso, "2016-03-01 02:00:00.250 -0530"), "2016-03-01T07:30:00Z");
  EXPECT_EQ(Read(iso, "2016-03-01T02:00Z"), "2016-03-01T02:00:00Z");
  EXPECT_EQ(Read(iso, "2016-03-01T02:00+01:00"), "2016-03-01T01:00:00Z");
  EXPECT_EQ(Read(iso, "2016-03-01 02:00"), "2016-03-01T02:00:00");
  EXPECT_EQ(Read(iso, "2016-03-01"), "2016-03-01T00:00:00");
}

TEST(StampParser, DaysMonthsAndClocksComeInAnyOrder) {
  EXPECT_EQ(Read(Civil({kDay, kMonth, kYear, kHour, kMinute}), "31/12/2019 24:00"), "2020-01-01T00:00:00");
  EXPECT_EQ(Read(Civil({kMonth, kDay, kYear, kHour, kMinute, kAmPm}), "1/2/2019 12:30 AM"), "2019-01-02T00:30:00");
  EXPECT_EQ(Read(Civil({kMonth, kDay, kYear, kHour, kMinute, kAmPm}), "1/2/2019 1:05 p.m."), "2019-01-02T13:05:00");
  EXPECT_EQ(Read(Civil({kDay, kMonthName, kYear, kHour, kMinute}), "3 ao\xC3\xBBt 2019 14h30"), "2019-08-03T14:30:00");
  EXPECT_EQ(Read(Civil({kWord, kDay, kMonthName, kYear}), "Mon, 3 Jul 2019"), "2019-07-03T00:00:00");
  EXPECT_EQ(Read(Civil({kYear, kMonth}), "2019-07"), "2019-07-01T00:00:00");
}

TEST(StampParser, CompactDigitsAndTwoDigitYearsAreRead) {
  TimeFormat format = Civil({kYear, kMonth, kDay, kHour, kMinute});
  format.compact = true;
  EXPECT_EQ(Read(format, "201902280130"), "2019-02-28T01:30:00");
  EXPECT_EQ(Read(format, "20190228T0130"), "2019-02-28T01:30:00");
  format.two_digit_years = true;
  EXPECT_EQ(Read(format, "9902280130"), "1999-02-28T01:30:00");
}

TEST(StampParser, EpochsAndSpreadsheetDaysAreRead) {
  TimeFormat format;
  format.kind = TimeFormat::Kind::kEpochSeconds;
  EXPECT_EQ(Read(format, "1451606400"), "2016-01-01T00:00:00Z");
  format.kind = TimeFormat::Kind::kEpochMilliseconds;
  EXPECT_EQ(Read(format, "1451606400999"), "2016-01-01T00:00:00Z");
  EXPECT_EQ(Read(format, "1.4516064e12"), "2016-01-01T00:00:00Z");
  EXPECT_EQ(Read(format, "1e30"), "none");
  format.kind = TimeFormat::Kind::kSpreadsheetDays;
  EXPECT_EQ(Read(format, "42370.25"), "2016-01-01T06:00:00");
}

TEST(StampParser, PeriodsCountFromMidnight) {
  TimeFormat format = Civil({kYear, kMonth, kDay, kPeriod});
  format.period = Seconds(1800);
  EXPECT_EQ(Read(format, "2019-02-28 1"), "2019-02-28T00:00:00");
  EXPECT_EQ(Read(format, "2019-02-28 48"), "2019-02-28T23:30:00");
  EXPECT_EQ(Read(format, "2019-02-28 49"), "none");
  format.elapsed = true;
  // The long day in Paris begins at 22:00 UTC and has 50 half hours.
  EXPECT_EQ(Read(format, "2019-10-27 50", "Europe/Paris"), "2019-10-27T22:30:00Z");
  EXPECT_EQ(Read(format, "2019-10-27 51", "Europe/Paris"), "none");
}

TEST(StampParser, WhatIsNoStampOrNoDayIsRefused) {
  for (const char* text :
       {"", "Total", "2019-02-30 00:00:00", "2019-13-01", "2019-01-01 25:00:00", "2019-01-01 10:61:00", "20190-01-01", "2019-01-01 24:30:00"}) {
    EXPECT_EQ(Read(Civil(kIso), text), "none") << text;
  }
}

TEST(StampParser, TheFastFormAgreesWithTheSimpleOne) {
  Random random(11);
  StampParser fast(Civil(kIso), {});
  const StampParser simple(Civil(kIso), {});
  std::string text = "2016-01-01 00:00:00";
  const std::vector<std::string> starts = {"2016-01-01 00:00:00", "2016-01-01T00:00:00Z", "2016-01-01 00:00:00+01:00", "2016-01-01 10:20:30.5"};
  for (int round = 0; round < 200000; ++round) {
    if (random.Chance(0.1)) text = starts[random.Below(4)];
    const auto at = random.Below(static_cast<std::uint32_t>(text.size()));
    if (random.Chance(0.8)) text[at] = static_cast<char>(random.Chance(0.95) ? '0' + random.Below(10) : ' ' + random.Below(90));
    ASSERT_EQ(fast.Parse(text), simple.ParseSimple(text)) << text;
  }
}

TEST(WallClock, RepeatedAndSkippedHoursAreFoundWhereverTheClockStood) {
  WallClock clock(TimeZone::Find("Europe/Paris").value());
  Random random(5);
  for (int round = 0; round < 20000; ++round) {
    const std::int64_t wall = 1540000000 + random.Below(86400 * 400);
    const auto quick = clock.ToInstants(wall);
    const auto slow = clock.zone().ToInstants(LocalTime(Seconds(wall)));
    ASSERT_EQ(quick.first, slow.first);
    ASSERT_EQ(quick.second, slow.second);
    ASSERT_EQ(quick.exists, slow.exists);
  }
}

}  // namespace
}  // namespace kilowatch
