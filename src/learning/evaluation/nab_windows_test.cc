#include "learning/evaluation/nab_windows.h"

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

TEST(NabWindows, ReadsTheBenchmarksLabelFile) {
  const auto windows =
      ParseNabWindows(R"({"realKnownCause/taxi.csv": [["2014-10-30 15:30:00.000000", "2014-11-03 22:30:00.000000"]], "a/calm.csv": []})");
  ASSERT_TRUE(windows);
  ASSERT_EQ(windows->at("taxi").size(), 1U);
  EXPECT_EQ(windows->at("taxi")[0].begin, *ParseInstant("2014-10-30T15:30:00Z"));
  EXPECT_TRUE(windows->at("taxi")[0].Contains(*ParseInstant("2014-11-03T22:30:00Z")));
  EXPECT_TRUE(windows->at("calm").empty());
}

TEST(NabWindows, IsNothingForOtherJson) {
  EXPECT_FALSE(ParseNabWindows(R"({"meter": [["2014-10-30 15:30:00", 5.5]]})"));
  EXPECT_FALSE(ParseNabWindows("[1, 2]"));
  EXPECT_FALSE(ParseNabWindows("time,value\n"));
}

}  // namespace
}  // namespace kilowatch
