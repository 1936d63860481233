#include "data/ingestion/csv/stamp_resolver.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace kilowatch {
namespace {

// Readings 1, 2, 3 … at the wall clocks given; "-" behind one stands for no value.
RawTable TableOf(const std::vector<std::string>& stamps) {
  RawTable table;
  table.value.resize(1);
  for (const std::string& stamp : stamps) {
    const bool empty = stamp.ends_with("-");
    table.stamp.push_back(EpochSeconds(*ParseInstant(stamp.substr(0, 16) + ":00Z")));
    table.value[0].push_back(empty ? std::nan("") : static_cast<double>(table.stamp.size()));
    table.flag.push_back(0);
  }
  return table;
}

std::vector<std::string> Starts(const std::vector<std::string>& stamps, const char* zone, bool ends, Seconds interval = Seconds(3600)) {
  std::vector<std::string> starts;
  for (const Instant t : ResolveStamps(TableOf(stamps), 0, {*TimeZone::Find(zone), Spacing::kFixed, interval, ends}).time) {
    starts.push_back(FormatInstant(t).substr(5, 11));
  }
  return starts;
}

TEST(StampResolver, ReadsEndsAsTheClockOfThatMomentWhereOctoberHasTwoOClockTwice) {
  // Half hours of 31 October 2021 in Paris: 3:00 summer time is 2:00 winter time.
  EXPECT_EQ(Starts({"2021-10-31T01:30", "2021-10-31T02:00", "2021-10-31T02:30", "2021-10-31T02:00", "2021-10-31T02:30", "2021-10-31T03:00",
                    "2021-10-31T03:30"},
                   "Europe/Paris", true, Seconds(1800)),
            (std::vector<std::string>{"10-30T23:00", "10-30T23:30", "10-31T00:00", "10-31T00:30", "10-31T01:00", "10-31T01:30", "10-31T02:00"}));
}

TEST(StampResolver, ReadsEndsAsStartAndIntervalWhereTheHourThatEndsAtTwoComesTwice) {
  // New York, 6 November 2016: the hour that begins at 1:00 is passed twice and is called 2:00 both times.
  EXPECT_EQ(Starts({"2016-11-06T01:00", "2016-11-06T02:00", "2016-11-06T02:00", "2016-11-06T03:00"}, "America/New_York", true),
            (std::vector<std::string>{"11-06T04:00", "11-06T05:00", "11-06T06:00", "11-06T07:00"}));
}

TEST(StampResolver, ReadsEndsAsTheClockOfThatMomentWhereSpringHasNoTwoOClock) {
  // Paris, 28 March 2021: the hour from 1:00 ends at 3:00 summer time.
  EXPECT_EQ(Starts({"2021-03-28T01:00", "2021-03-28T03:00", "2021-03-28T04:00"}, "Europe/Paris", true),
            (std::vector<std::string>{"03-27T23:00", "03-28T00:00", "03-28T01:00"}));
}

TEST(StampResolver, DropsAnEmptyRowOfTheHourThatSpringSkips) {
  const auto resolved = ResolveStamps(TableOf({"2021-03-28T01:00", "2021-03-28T02:00-", "2021-03-28T03:00"}), 0,
                                      {*TimeZone::Find("Europe/Paris"), Spacing::kFixed, Seconds(3600), false});
  EXPECT_EQ(resolved.no_interval, std::vector<std::size_t>{1});
  EXPECT_EQ(resolved.skipped, 0);
}

TEST(StampResolver, TakesAYearWithoutChangesAsWinterTime) {
  std::vector<std::string> stamps;
  for (const char* day : {"2021-03-28T", "2021-06-01T", "2021-10-31T", "2021-12-01T"}) {
    for (const char* hour : {"01:00", "02:00", "03:00"}) stamps.push_back(std::string(day) + hour);
  }
  const auto resolved = ResolveStamps(TableOf(stamps), 0, {*TimeZone::Find("Europe/Paris"), Spacing::kFixed, Seconds(3600), false});
  EXPECT_TRUE(resolved.no_clock_changes);
  EXPECT_EQ(FormatInstant(resolved.time[1]), "2021-03-28T01:00:00Z");
  EXPECT_EQ(FormatInstant(resolved.time[4]), "2021-06-01T01:00:00Z");
  EXPECT_EQ(FormatInstant(resolved.time[10]), "2021-12-01T01:00:00Z");
}

TEST(StampResolver, BelievesTheZoneWhereOnlyOneSpringOfTwoHasReadingsInItsSkippedHour) {
  const auto resolved = ResolveStamps(TableOf({"2020-03-29T02:00", "2020-10-25T02:00", "2021-03-28T02:00-", "2021-06-01T02:00"}), 0,
                                      {*TimeZone::Find("Europe/Paris"), Spacing::kFixed, Seconds(3600), false});
  EXPECT_FALSE(resolved.no_clock_changes);
  EXPECT_EQ(resolved.skipped, 1);
  EXPECT_EQ(FormatInstant(resolved.time[3]), "2021-06-01T00:00:00Z");
}

}  // namespace
}  // namespace kilowatch
