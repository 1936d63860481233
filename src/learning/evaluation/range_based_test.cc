#include "learning/evaluation/range_based.h"

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "learning/evaluation/marks_test.h"

namespace kilowatch {
namespace {

TEST(RangeBased, CountsTheShareOfEachRange) {
  // The labelled range of four rows is half alarmed; of two alarms one lies within it, one beside it.
  const RangeBased match = RangeBasedMatch(RunsIn("...11.1."), RunsIn("..1111.."));
  EXPECT_DOUBLE_EQ(match.recall, 0.5);
  EXPECT_DOUBLE_EQ(match.precision, 0.5);
  EXPECT_DOUBLE_EQ(match.f1(), 0.5);
}

TEST(RangeBased, AnAlarmThatStuttersEarnsLess) {
  EXPECT_DOUBLE_EQ(RangeBasedMatch(RunsIn("..11...."), RunsIn("..1111..")).recall, 0.5);
  EXPECT_DOUBLE_EQ(RangeBasedMatch(RunsIn("..1.1..."), RunsIn("..1111..")).recall, 0.25);
}

TEST(RangeBased, OneLongAlarmOverTwoEventsEarnsLess) {
  // Four of six rows are labelled, in two ranges.
  EXPECT_DOUBLE_EQ(RangeBasedMatch(RunsIn("111111"), RunsIn("11..11")).precision, 4.0 / 6 / 2);
}

TEST(RangeBased, FrontBiasFavoursAnEarlyAlarm) {
  // Weights 4, 3, 2, 1 of ten.
  const RangeBasedOptions front{0, PositionalBias::kFront};
  EXPECT_DOUBLE_EQ(RangeBasedMatch(RunsIn("..1....."), RunsIn("..1111.."), front).recall, 0.4);
  EXPECT_DOUBLE_EQ(RangeBasedMatch(RunsIn("....11.."), RunsIn("..1111.."), front).recall, 0.3);
}

TEST(RangeBased, ExistenceRewardsTouching) {
  EXPECT_DOUBLE_EQ(RangeBasedMatch(RunsIn("..1....."), RunsIn("..1111.."), {0.5, PositionalBias::kFlat}).recall, 0.5 + 0.5 * 0.25);
}

TEST(RangeBased, IsNotDefinedWithoutRanges) {
  EXPECT_TRUE(std::isnan(RangeBasedMatch({}, RunsIn("11")).precision));
  EXPECT_TRUE(std::isnan(RangeBasedMatch(RunsIn("11"), {}).recall));
  EXPECT_DOUBLE_EQ(RangeBasedMatch({}, RunsIn("11")).recall, 0);
}

// The definition, row by row.
double SlowRecall(const std::vector<std::uint8_t>& label, const std::vector<std::uint8_t>& alarm, const RangeBasedOptions& options) {
  const auto events = RunsOfMarks(label), alarms = RunsOfMarks(alarm);
  double sum = 0;
  for (const RowRun& event : events) {
    double weight = 0, covered = 0, count = 0;
    for (const RowRun& one : alarms) count += one.first <= event.last && one.last >= event.first;
    for (std::uint32_t row = event.first; row <= event.last; ++row) {
      const double own = options.bias == PositionalBias::kFront ? event.last - row + 1 : 1;
      weight += own;
      covered += alarm[row] != 0 ? own : 0;
    }
    if (count > 0) sum += options.existence + (1 - options.existence) * covered / weight / count;
  }
  return sum / static_cast<double>(events.size());
}

RC_GTEST_PROP(RangeBased, AgreesWithTheDefinitionRowByRow, ()) {
  const auto [label, alarm] = DrawMarks();
  const RangeBasedOptions options{*rc::gen::element(0.0, 0.3, 1.0), *rc::gen::element(PositionalBias::kFlat, PositionalBias::kFront)};
  const RangeBased match = RangeBasedMatch(RunsOfMarks(alarm), RunsOfMarks(label), options);
  RC_PRE(!RunsOfMarks(label).empty());
  RC_ASSERT(std::fabs(match.recall - SlowRecall(label, alarm, options)) < 1e-12);
  RC_PRE(!RunsOfMarks(alarm).empty());
  RC_ASSERT(std::fabs(match.precision - SlowRecall(alarm, label, {})) < 1e-12);
}

}  // namespace
}  // namespace kilowatch
