#include "learning/evaluation/event_match.h"

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

// Rows written as text: '1' marked, '.' not. In `reading`, '.' is a row without a reading.
struct Rows {
  explicit Rows(const std::string& label_text, const std::string& alarm_text, const std::string& reading_text = "") {
    for (std::size_t i = 0; i < label_text.size(); ++i) {
      time.push_back(FromEpochSeconds(static_cast<std::int64_t>(i) * 3600));
      label.push_back(label_text[i] == '1');
      alarm.push_back(alarm_text[i] == '1');
      reading.push_back(reading_text.empty() || reading_text[i] == '1');
      score.push_back(alarm.back());
    }
  }
  JudgedRows view() const { return {time, score, alarm, label, reading, Seconds(3600)}; }

  std::vector<Instant> time;
  std::vector<double> score;
  std::vector<std::uint8_t> label, alarm, reading;
};

TEST(MatchEvents, FindsAnEventByOneOfItsRows) {
  const EventMatch match = MatchEvents(Rows(".111..11.", "...1.....").view());
  EXPECT_EQ(match.events, 2);
  EXPECT_EQ(match.found, 1);
  EXPECT_EQ(match.alarms, 1);
  EXPECT_DOUBLE_EQ(match.recall(), 0.5);
  EXPECT_DOUBLE_EQ(match.precision(), 1);
  EXPECT_DOUBLE_EQ(match.f1(), 2.0 / 3);
}

TEST(MatchEvents, AnAlarmBesideAnEventIsFalse) {
  const EventMatch match = MatchEvents(Rows("..11...", "11..11.").view());
  EXPECT_EQ(match.found, 0);
  EXPECT_EQ(match.false_alarms(), 2);
  EXPECT_DOUBLE_EQ(match.precision(), 0);
  EXPECT_DOUBLE_EQ(match.f1(), 0);
}

TEST(MatchEvents, OneLongAlarmFindsTwoEventsAndIsRightOnce) {
  const EventMatch match = MatchEvents(Rows("11..11", "111111").view());
  EXPECT_EQ(match.found, 2);
  EXPECT_EQ(match.alarms, 1);
  EXPECT_EQ(match.right_alarms, 1);
}

TEST(MatchEvents, ARowWithoutAReadingBreaksNoRunAndIsNone) {
  // Row 2 has no reading: labels and alarms there count for nothing, and the event goes on behind it.
  EXPECT_EQ(MatchEvents(Rows("11.11", "....1", "11.11").view()).events, 1);
  EXPECT_EQ(MatchEvents(Rows("..1..", "..1..", "11.11").view()).events, 0);
  EXPECT_EQ(MatchEvents(Rows("..1..", "..1..", "11.11").view()).alarms, 0);
}

TEST(MatchEvents, DelayRunsFromTheFirstRowOfTheEventToItsFirstAlarm) {
  // Delays: 2 h, 0 h (the alarm began before), and the last event is missed.
  const EventMatch match = MatchEvents(Rows("111...11..1", "..1..111...").view());
  EXPECT_EQ(match.delays, (std::vector<Seconds>{Seconds(7200), Seconds(0)}));
  EXPECT_DOUBLE_EQ(match.MedianDelay(), 3600);
}

TEST(MatchEvents, NothingLabelledAndNothingAlarmedIsNotDefined) {
  const EventMatch match = MatchEvents(Rows("....", "....").view());
  EXPECT_TRUE(std::isnan(match.recall()));
  EXPECT_TRUE(std::isnan(match.precision()));
  EXPECT_TRUE(std::isnan(match.MedianDelay()));
}

}  // namespace
}  // namespace kilowatch
