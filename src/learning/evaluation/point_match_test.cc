#include "learning/evaluation/point_match.h"

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

struct MarkedRows {
  MarkedRows(const std::string& label_text, const std::string& alarm_text) {
    for (std::size_t i = 0; i < label_text.size(); ++i) {
      label.push_back(label_text[i] == '1');
      alarm.push_back(alarm_text[i] == '1');
      reading.push_back(label_text[i] != ' ');
    }
  }
  JudgedRows view() const { return {{}, {}, alarm, label, reading, Seconds(3600)}; }

  std::vector<std::uint8_t> label, alarm, reading;
};

TEST(MatchPoints, CountsRowsWithAReading) {
  // Hits: row 2. False: row 5. Missed: rows 1 and 3. Row 4 has no reading.
  const PointMatch match = MatchPoints(MarkedRows(".111 ..", "..1.11.").view());
  EXPECT_EQ(match.hits, 1);
  EXPECT_EQ(match.false_alarms, 1);
  EXPECT_EQ(match.missed, 2);
  EXPECT_DOUBLE_EQ(match.f1(), 0.4);
}

TEST(MatchPoints, AdjustmentTakesAWholeEventForOneRow) {
  const MarkedRows rows(".1111.11", "..1..1..");
  EXPECT_DOUBLE_EQ(MatchPoints(rows.view()).recall(), 1.0 / 6);
  const PointMatch adjusted = MatchPointsAdjusted(rows.view());
  EXPECT_DOUBLE_EQ(adjusted.recall(), 4.0 / 6);
  EXPECT_DOUBLE_EQ(adjusted.precision(), 4.0 / 5);
}

TEST(MatchPoints, IsNotDefinedWithoutAlarmsOrLabels) {
  EXPECT_TRUE(std::isnan(MatchPoints(MarkedRows("11", "..").view()).precision()));
  EXPECT_TRUE(std::isnan(MatchPoints(MarkedRows("..", "11").view()).recall()));
}

}  // namespace
}  // namespace kilowatch
