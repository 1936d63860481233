#include "data/ingestion/csv/stamp.h"

#include <gtest/gtest.h>

#include "data/ingestion/csv/stamp_parser.h"

namespace kilowatch {
namespace {

std::optional<StampGuess> GuessOf(std::vector<std::string_view> texts) { return GuessTimeFormat(texts, true); }

TEST(StampGuessTest, NamesTheFormatInWordsOfStrftime) {
  EXPECT_EQ(GuessOf({"2024-01-31T14:30:00Z"})->words, "%Y-%m-%dT%H:%M:%S%z");
  EXPECT_EQ(GuessOf({"31/01/2024 14:30"})->words, "%d/%m/%Y %H:%M");
  EXPECT_EQ(GuessOf({"01/31/2024 02:30 PM"})->words, "%m/%d/%Y %I:%M %p");
  EXPECT_EQ(GuessOf({"20240131143000"})->words, "%Y%m%d%H%M%S");
  EXPECT_EQ(GuessOf({"1706711400"})->words, "epoch seconds");
}

TEST(StampGuessTest, ReadsStampsThatAreCutShortAtMidnight) {
  const auto guess = GuessOf({"2024-01-01", "2024-01-01 01:00:00", "2024-01-01 02:00:00"});
  ASSERT_TRUE(guess);
  EXPECT_EQ(ReadStamp("2024-01-02", guess->format)->time, LocalTime(std::chrono::local_days(std::chrono::year(2024) / 1 / 2)));
}

TEST(StampGuessTest, GivesNothingForNumbersAndWords) {
  EXPECT_FALSE(GuessOf({"12.5", "13.25", "11.0"}));
  EXPECT_FALSE(GuessOf({"Nord", "Sud"}));
  EXPECT_FALSE(LooksLikeDate("Total 12"));
  EXPECT_FALSE(LooksLikeDate("1.234.567"));
  EXPECT_TRUE(LooksLikeDate("lun. 05/02/2024 10h30"));
  EXPECT_TRUE(LooksLikeClock("1:00 PM"));
}

TEST(StampGuessTest, RefusesDaysAndHoursThatDoNotExist) {
  const auto guess = GuessOf({"2024-02-28 10:00", "2024-02-29 10:00"});
  EXPECT_FALSE(ReadStamp("2024-02-30 10:00", guess->format));
  EXPECT_FALSE(ReadStamp("2024-02-28 25:00", guess->format));
  EXPECT_FALSE(ReadStamp("", guess->format));
}

TEST(StampGuessTest, AgreesWithTheParserThatReadsTheFile) {
  for (std::vector<std::string_view> texts : std::vector<std::vector<std::string_view>>{{"2024-03-31T03:30:00+02:00", "2024-03-31T01:30:00Z"},
                                                                                        {"31/12/2023 23:59", "1/1/2024 0:00"},
                                                                                        {"1/14/2024 12:00 AM", "1/14/2024 11:15 PM"},
                                                                                        {"29 janv. 2024 13h05", "1 février 2024 00h00"},
                                                                                        {"20240131T1430", "20240131T0000"},
                                                                                        {"202401311430"},
                                                                                        {"1706711400000"},
                                                                                        {"45322.5"},
                                                                                        {"31.01.24 10:00:30,250", "31.01.24 24:00:00"},
                                                                                        {"Mon 05 Feb 2024 10:00"},
                                                                                        {"2024-01"},
                                                                                        {"2024-01-31 00:00 - 00:30"}}) {
    const auto guess = GuessOf(texts);
    ASSERT_TRUE(guess) << texts.front();
    const StampParser parser(guess->format, TimeZone());
    for (const std::string_view text : texts) {
      const auto stamp = ReadStamp(text, guess->format);
      const auto parsed = parser.ParseSimple(text);
      ASSERT_TRUE(stamp) << text;
      ASSERT_TRUE(parsed) << text;
      EXPECT_EQ((stamp->time.time_since_epoch() - stamp->offset.value_or(Seconds(0))).count(), parsed->seconds) << text;
      EXPECT_EQ(stamp->offset.has_value(), parsed->is_instant) << text;
    }
  }
}

}  // namespace
}  // namespace kilowatch
