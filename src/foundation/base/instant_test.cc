#include "foundation/base/instant.h"

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

TEST(Instant, WritesUtcToTheSecond) { EXPECT_EQ(FormatInstant(FromEpochSeconds(1457834400)), "2016-03-13T02:00:00Z"); }

TEST(Instant, ReadsBackWhatItWrites) {
  for (const std::int64_t s : {0LL, -1LL, 951782400LL, 4102444799LL}) {
    EXPECT_EQ(ParseInstant(FormatInstant(FromEpochSeconds(s))), FromEpochSeconds(s)) << s;
  }
}

TEST(Instant, SubtractsTheOffset) { EXPECT_EQ(ParseInstant("2024-07-01T02:00:00+02:00"), ParseInstant("2024-07-01T00:00:00Z")); }

TEST(Instant, RefusesDaysThatDoNotExist) {
  EXPECT_FALSE(ParseInstant("2023-02-29"));
  EXPECT_FALSE(ParseInstant("2023-13-01"));
  EXPECT_FALSE(ParseInstant("2023-01-01T25:00:00"));
  EXPECT_FALSE(ParseInstant("2023-01-01 trailing"));
}

TEST(Duration, SpeaksIso8601) {
  EXPECT_EQ(FormatDuration(Seconds(900)), "PT15M");
  EXPECT_EQ(FormatDuration(Seconds(3600)), "PT1H");
  EXPECT_EQ(FormatDuration(Seconds(86400)), "P1D");
  EXPECT_EQ(FormatDuration(Seconds(5400)), "PT1H30M");
  for (const char* text : {"PT15M", "15min", "15m"}) EXPECT_EQ(ParseDuration(text), Seconds(900)) << text;
  EXPECT_EQ(ParseDuration("PT0S"), std::nullopt);
  EXPECT_EQ(ParseDuration("1 parsec"), std::nullopt);
}

}  // namespace
}  // namespace kilowatch
