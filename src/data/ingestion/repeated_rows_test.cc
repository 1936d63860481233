#include "data/ingestion/repeated_rows.h"

#include <gtest/gtest.h>

#include "data/ingestion/test_folder.h"

namespace kilowatch {
namespace {

TEST(RepeatedRows, RowsOfOneStampAreCountedOnceLessThanTheyAre) {
  TestFolder folder;
  const std::string path =
      folder.Write("m.csv", "meter,time,kwh\n" + HourlyRows(2, "a,") + "a,2021-06-01 05:00,11.5\na,2021-06-01 05:00,12\n" + HourlyRows(2, "b,"));
  const auto source = OpenInputs({path}, {}).value();
  ASSERT_TRUE(source->Read(0, kAllTime) && source->Read(1, kAllTime));
  // 05:00 is 11.5 (5 · 7 mod 24, and a half) already: one row says the same, one contradicts.
  const auto repeated = source->understood().at(0).repeated_by_meter;
  ASSERT_EQ(repeated.size(), 1U);
  EXPECT_EQ(repeated.at("a").count, 2);
  EXPECT_EQ(repeated.at("a").differing, 1);
}

TEST(RepeatedRows, WhereFilesOverlapTheLaterFileRepeats) {
  TestFolder folder;
  const std::string one = folder.Write("one.csv", "meter,time,kwh\n" + HourlyRows(3, "a,", 1));
  const std::string two = folder.Write("two.csv", "meter,time,kwh\n" + HourlyRows(3, "a,", 3));
  const auto source = OpenInputs({one, two}, {}).value();
  ASSERT_TRUE(source->Read(0, kAllTime));
  EXPECT_TRUE(source->understood().at(0).repeated_by_meter.empty());
  EXPECT_EQ(source->understood().at(1).repeated_by_meter.at("a").count, 24);
  EXPECT_EQ(source->understood().at(1).repeated_by_meter.at("a").differing, 0);
}

TEST(RepeatedRows, TheHourThatTheClockPassesTwiceIsNoRepeat) {
  TestFolder folder;
  InputOptions options;
  options.zone = "Europe/Paris";
  const std::string text =
      "time,kwh\n2021-10-31 00:00,1\n2021-10-31 01:00,2\n2021-10-31 02:00,3\n2021-10-31 02:00,4\n2021-10-31 03:00,5\n2021-10-31 04:00,6\n";
  const auto source = OpenInputs({folder.Write("m.csv", text)}, options).value();
  ASSERT_TRUE(source->Read(0, kAllTime));
  EXPECT_TRUE(source->understood().at(0).repeated_by_meter.empty());
}

}  // namespace
}  // namespace kilowatch
