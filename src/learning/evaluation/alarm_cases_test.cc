#include <cstdlib>
#include <fstream>
#include <vector>

#include <gtest/gtest.h>

#include "learning/evaluation/affiliation.h"
#include "learning/evaluation/marks_test.h"
#include "learning/evaluation/range_based.h"

namespace kilowatch {
namespace {

// Cases with the answers of prts and dtaianomaly, written by tests/interop/alarms_against_python.py: "rows existence range_precision range_recall
// range_recall_front affiliation_precision affiliation_recall", then a line "label alarm" for each row.
TEST(AlarmCases, AgreeWithPython) {
  const char* path = std::getenv("KILOWATCH_ALARM_CASES");
  if (path == nullptr) GTEST_SKIP() << "run tests/interop/alarms_against_python.py";
  std::ifstream file(path);
  std::size_t rows = 0;
  double existence = 0, precision = 0, recall = 0, front = 0, near_precision = 0, near_recall = 0;
  int cases = 0;
  while (file >> rows >> existence >> precision >> recall >> front >> near_precision >> near_recall) {
    std::vector<std::uint8_t> label(rows), alarm(rows);
    for (std::size_t i = 0; i < rows; ++i) {
      int labelled = 0, alarmed = 0;
      ASSERT_TRUE(file >> labelled >> alarmed);
      label[i] = labelled != 0;
      alarm[i] = alarmed != 0;
    }
    const auto labels = RunsOfMarks(label), alarms = RunsOfMarks(alarm);
    const RangeBased range = RangeBasedMatch(alarms, labels, {existence, PositionalBias::kFlat});
    EXPECT_NEAR(range.precision, precision, 1e-9) << "case " << cases;
    EXPECT_NEAR(range.recall, recall, 1e-9) << "case " << cases;
    EXPECT_NEAR(RangeBasedMatch(alarms, labels, {existence, PositionalBias::kFront}).recall, front, 1e-9) << "case " << cases;
    const Affiliation affiliation = AffiliationMatch(alarms, labels, rows);
    EXPECT_NEAR(affiliation.precision, near_precision, 1e-9) << "case " << cases;
    EXPECT_NEAR(affiliation.recall, near_recall, 1e-9) << "case " << cases;
    ++cases;
  }
  EXPECT_GT(cases, 0);
}

}  // namespace
}  // namespace kilowatch
