#include "data/frame/time_zone.h"

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

Instant At(std::string_view text) { return *ParseInstant(text); }
LocalTime Wall(std::string_view text) { return LocalTime(ParseInstant(text)->time_since_epoch()); }
TimeZone Zone(std::string_view name) { return *TimeZone::Find(name); }

void ExpectDayLength(const TimeZone& zone, std::string_view day, int minutes) {
  const LocalDay date = std::chrono::floor<std::chrono::days>(Wall(day));
  EXPECT_EQ(zone.StartOfDay(date + std::chrono::days(1)) - zone.StartOfDay(date), Seconds(minutes * 60)) << zone.name() << " " << day;
}

TEST(TimeZone, DaysOfClockChangesHaveTheirRealLength) {
  ExpectDayLength(Zone("Europe/Paris"), "2023-03-26", 23 * 60);
  ExpectDayLength(Zone("Europe/Paris"), "2023-10-29", 25 * 60);
  ExpectDayLength(Zone("America/New_York"), "2016-03-13", 23 * 60);
  ExpectDayLength(Zone("America/New_York"), "2016-11-06", 25 * 60);
  // Lord Howe Island moves its clocks by half an hour.
  ExpectDayLength(Zone("Australia/Lord_Howe"), "2023-10-01", 23 * 60 + 30);
  ExpectDayLength(Zone("Australia/Lord_Howe"), "2023-04-02", 24 * 60 + 30);
  ExpectDayLength(TimeZone(), "2023-03-26", 24 * 60);
}

TEST(TimeZone, AReadingThatComesTwiceNamesBothInstants) {
  const auto twice = Zone("Europe/Paris").ToInstants(Wall("2023-10-29T02:30:00"));
  EXPECT_EQ(twice.first, At("2023-10-29T00:30:00Z"));
  ASSERT_TRUE(twice.second);
  EXPECT_EQ(*twice.second, At("2023-10-29T01:30:00Z"));
}

TEST(TimeZone, AReadingThatNeverWasGivesTheMomentOfTheChange) {
  const auto never = Zone("America/New_York").ToInstants(Wall("2016-03-13T02:30:00"));
  EXPECT_FALSE(never.exists);
  EXPECT_EQ(never.first, At("2016-03-13T07:00:00Z"));
}

TEST(TimeZone, LocalTimeGoesBackAnHourInAutumn) {
  const TimeZone paris = Zone("Europe/Paris");
  EXPECT_EQ(paris.ToLocal(At("2023-10-29T00:59:59Z")), Wall("2023-10-29T02:59:59"));
  EXPECT_EQ(paris.ToLocal(At("2023-10-29T01:00:00Z")), Wall("2023-10-29T02:00:00"));
}

TEST(TimeZone, AnOffsetPeriodHoldsUntilTheNextChange) {
  const auto summer = Zone("Europe/Paris").OffsetPeriod(At("2023-07-01T00:00:00Z"));
  EXPECT_EQ(summer.seconds, Seconds(7200));
  EXPECT_EQ(summer.valid, (Span{At("2023-03-26T01:00:00Z"), At("2023-10-29T01:00:00Z")}));
}

TEST(TimeZone, UtcAndNothingAreTheClockOfTheStamps) {
  for (const char* name : {"", "UTC", "Z"}) EXPECT_FALSE(Zone(name).HasClockChanges());
}

TEST(TimeZone, AnUnknownNameGetsTheNearestOnes) {
  const auto misspelt = TimeZone::Find("Europe/Pariss");
  ASSERT_FALSE(misspelt);
  EXPECT_EQ(misspelt.error().code, ErrorCode::kNotFound);
  EXPECT_NE(misspelt.error().advice.en.find("Europe/Paris"), std::string::npos) << misspelt.error().advice.en;
  EXPECT_NE(TimeZone::Find("new york").error().advice.en.find("America/New_York"), std::string::npos);
  EXPECT_FALSE(TimeZone::Find(std::string(100000, 'x')));
}

TEST(CountryOfZone, KnowsPresentAndOldNames) {
  EXPECT_EQ(CountryOfZone("Europe/Paris"), "FR");
  EXPECT_EQ(CountryOfZone("Asia/Seoul"), "KR");
  EXPECT_EQ(CountryOfZone("US/Eastern"), "US");
  EXPECT_EQ(CountryOfZone("Etc/GMT+1"), "");
  EXPECT_EQ(CountryOfZone(""), "");
}

}  // namespace
}  // namespace kilowatch
