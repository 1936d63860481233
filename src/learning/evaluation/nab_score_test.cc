#include "learning/evaluation/nab_score.h"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "learning/evaluation/marks_test.h"

namespace kilowatch {
namespace {

const NabProfile& kStandard = kNabProfiles[0];

double LogisticOf(double x) { return 2 / (1 + std::exp(5 * x)) - 1; }

// Twenty rows, the window being rows 10 to 14; rows 0 to 2 are probation.
NabSeries AlarmsAt(const std::vector<std::size_t>& rows) {
  NabSeries series{std::vector<double>(20, 0.0), {{10, 14}}};
  for (const std::size_t row : rows) series.score[row] = 1;
  return series;
}

double ScoreOf(const NabSeries& series, const NabProfile& profile) { return NabScore(std::vector<NabSeries>{series}, 0.5, profile); }

TEST(NabScore, IsAHundredForTheFirstRowOfTheWindowAndZeroForSilence) {
  EXPECT_NEAR(ScoreOf(AlarmsAt({10}), kStandard), 100, 1e-9);
  EXPECT_NEAR(ScoreOf(AlarmsAt({}), kStandard), 0, 1e-9);
}

TEST(NabScore, ALateAlarmEarnsLessAndOnlyTheFirstCounts) {
  // The last row is a fifth of the window from its end: 0.468; (0.468 + 1) / 2.
  const double late = LogisticOf(-0.2) / LogisticOf(-1);
  EXPECT_NEAR(late, 0.468, 0.001);
  EXPECT_NEAR(ScoreOf(AlarmsAt({14}), kStandard), 50 * (late + 1), 1e-9);
  EXPECT_NEAR(ScoreOf(AlarmsAt({10, 13, 14}), kStandard), 100, 1e-9);
}

TEST(NabScore, FalseAlarmsCostMoreFarFromAWindow) {
  // Before any window the whole 0.11; two rows behind it, of four, 0.848 of it.
  EXPECT_NEAR(ScoreOf(AlarmsAt({5, 10}), kStandard), 50 * (1 - 0.11 + 1), 1e-9);
  EXPECT_NEAR(ScoreOf(AlarmsAt({10, 16}), kStandard), 50 * (1 + 0.11 * LogisticOf(0.5) + 1), 1e-9);
}

TEST(NabScore, ProfilesWeighFalseAlarmsAndMisses) {
  EXPECT_NEAR(ScoreOf(AlarmsAt({5, 10}), kNabProfiles[1]), 50 * (1 - 0.22 + 1), 1e-9);
  // Missed with one false alarm before: (-2 - 0.11 + 2) / (1 + 2).
  EXPECT_NEAR(ScoreOf(AlarmsAt({5}), kNabProfiles[2]), 100 * -0.11 / 3, 1e-9);
}

TEST(NabScore, NothingCountsInProbationOrWithoutAScore) {
  NabSeries series = AlarmsAt({0, 2, 10});
  series.score[5] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_NEAR(ScoreOf(series, kStandard), 100, 1e-9);
  EXPECT_EQ(NabProbation(20), 3U);
  EXPECT_EQ(NabProbation(22695), 750U);
}

RC_GTEST_PROP(NabScore, TheBestIsTheBestOfAllThresholds, ()) {
  std::vector<NabSeries> all;
  for (int s = 0; s < 2; ++s) {
    const auto [label, alarm] = DrawMarks();
    NabSeries series{{}, RunsOfMarks(label)};
    for (std::size_t i = 0; i < label.size(); ++i) series.score.push_back(*rc::gen::inRange(0, 6));
    all.push_back(std::move(series));
  }
  RC_PRE(!all[0].windows.empty() || !all[1].windows.empty());
  for (const NabProfile& profile : kNabProfiles) {
    const NabOptimum best = BestNabScore(all, profile);
    double highest = NabScore(all, 99, profile);
    for (int threshold = 0; threshold < 6; ++threshold) highest = std::max(highest, NabScore(all, threshold, profile));
    RC_ASSERT(std::fabs(best.score - highest) < 1e-9);
    RC_ASSERT(std::fabs(NabScore(all, best.threshold, profile) - best.score) < 1e-9);
  }
}

}  // namespace
}  // namespace kilowatch
