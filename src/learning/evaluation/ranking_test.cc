#include "learning/evaluation/ranking.h"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "learning/evaluation/volume_under_surface.h"

namespace kilowatch {
namespace {

using Scores = std::vector<double>;
using Labels = std::vector<std::uint8_t>;

TEST(RocAuc, CountsPairsInTheRightOrder) {
  // Pairs (labelled, other): (0.35, 0.1) right, (0.35, 0.4) wrong, (0.8, 0.1) right, (0.8, 0.4) right: 3 of 4.
  EXPECT_DOUBLE_EQ(RocAuc(Scores{0.1, 0.4, 0.35, 0.8}, Labels{0, 0, 1, 1}), 0.75);
}

TEST(RocAuc, CountsATieAsOneHalf) {
  EXPECT_DOUBLE_EQ(RocAuc(Scores{1, 1, 1, 1}, Labels{0, 1, 0, 1}), 0.5);
  // Pairs: (2, 1) right, (2, 2) tie, (1, 1) tie, (1, 2) wrong: 2 of 4.
  EXPECT_DOUBLE_EQ(RocAuc(Scores{2, 1, 1, 2}, Labels{1, 1, 0, 0}), 0.5);
  // Pairs: (3, 1) and (3, 2) right, (2, 1) right, (2, 2) tie: 3.5 of 4.
  EXPECT_DOUBLE_EQ(RocAuc(Scores{3, 2, 2, 1}, Labels{1, 1, 0, 0}), 0.875);
}

TEST(RocAuc, IsNotDefinedForOneClass) {
  EXPECT_TRUE(std::isnan(RocAuc(Scores{1, 2}, Labels{1, 1})));
  EXPECT_TRUE(std::isnan(RocAuc(Scores{1, 2}, Labels{0, 0})));
  EXPECT_TRUE(std::isnan(RocAuc(Scores{}, Labels{})));
}

TEST(AveragePrecision, SumsPrecisionAtEachGainInRecall) {
  // By falling score: 0.8 labelled (precision 1), 0.4 not, 0.35 labelled (precision 2/3): 1/2 + 1/2 * 2/3.
  EXPECT_DOUBLE_EQ(AveragePrecision(Scores{0.1, 0.4, 0.35, 0.8}, Labels{0, 0, 1, 1}), 5.0 / 6);
}

TEST(AveragePrecision, TakesTiedRowsTogether) {
  // All in one step: precision is the share of labelled rows.
  EXPECT_DOUBLE_EQ(AveragePrecision(Scores{1, 1, 1, 1}, Labels{0, 1, 0, 0}), 0.25);
  // 3: precision 1, half the recall; 2 (two rows tied): 2 hits of 3.
  EXPECT_DOUBLE_EQ(AveragePrecision(Scores{3, 2, 2, 1}, Labels{1, 1, 0, 0}), 0.5 + 0.5 * 2 / 3);
}

TEST(AveragePrecision, IsNotDefinedWithoutALabel) { EXPECT_TRUE(std::isnan(AveragePrecision(Scores{1, 2}, Labels{0, 0}))); }

// Few distinct scores, so that ties are common.
std::pair<Scores, Labels> DrawRows() {
  const auto rows = *rc::gen::container<std::vector<std::pair<int, bool>>>(rc::gen::pair(rc::gen::inRange(-5, 6), rc::gen::arbitrary<bool>()));
  std::pair<Scores, Labels> columns;
  for (const auto& [score, label] : rows) {
    columns.first.push_back(score);
    columns.second.push_back(label ? 1 : 0);
  }
  return columns;
}

bool Same(double a, double b) { return std::isnan(a) ? std::isnan(b) : a == b; }

RC_GTEST_PROP(Ranking, StaysTheSameUnderARisingMapOfTheScores, ()) {
  const auto [scores, labels] = DrawRows();
  Scores mapped;
  for (const double s : scores) mapped.push_back(std::exp(s) - 3);
  RC_ASSERT(Same(RocAuc(scores, labels), RocAuc(mapped, labels)));
  RC_ASSERT(Same(AveragePrecision(scores, labels), AveragePrecision(mapped, labels)));
}

RC_GTEST_PROP(Ranking, RocAucEqualsTheShareOfOrderedPairs, ()) {
  const auto [scores, labels] = DrawRows();
  double right = 0, pairs = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    for (std::size_t j = 0; j < scores.size(); ++j) {
      if (labels[i] == 0 || labels[j] != 0) continue;
      ++pairs;
      right += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
    }
  }
  RC_PRE(pairs > 0);
  RC_ASSERT(RocAuc(scores, labels) == right / pairs);
}

RC_GTEST_PROP(Ranking, TurningTheScoresAroundTurnsRocAucAround, ()) {
  const auto [scores, labels] = DrawRows();
  Scores turned;
  for (const double s : scores) turned.push_back(-s);
  const double auc = RocAuc(scores, labels);
  RC_PRE(!std::isnan(auc));
  RC_ASSERT(std::fabs(RocAuc(turned, labels) - (1 - auc)) < 1e-12);
}

// Cases with the answers of scikit-learn and vus, written by tests/interop/ranking_against_python.py: "rows roc_auc average_precision longest_buffer
// vus_roc vus_pr" (the last three are 0 without the package vus), then a line "score label" for each row.
TEST(RankingCases, AgreeWithPython) {
  const char* path = std::getenv("KILOWATCH_RANKING_CASES");
  if (path == nullptr) GTEST_SKIP() << "run tests/interop/ranking_against_python.py";
  std::ifstream file(path);
  std::size_t rows = 0;
  std::size_t buffer = 0;
  double roc = 0, precision = 0, vus_roc = 0, vus_pr = 0;
  int cases = 0;
  while (file >> rows >> roc >> precision >> buffer >> vus_roc >> vus_pr) {
    Scores scores(rows);
    Labels labels(rows);
    for (std::size_t i = 0; i < rows; ++i) {
      int label = 0;
      ASSERT_TRUE(file >> scores[i] >> label);
      labels[i] = label != 0;
    }
    EXPECT_NEAR(RocAuc(scores, labels), roc, 1e-12) << "case " << cases;
    EXPECT_NEAR(AveragePrecision(scores, labels), precision, 1e-12) << "case " << cases;
    if (buffer > 0) {
      const VolumeUnderSurface volume = VolumesUnderSurface(scores, labels, buffer);
      EXPECT_NEAR(volume.roc, vus_roc, 1e-9) << "case " << cases;
      EXPECT_NEAR(volume.pr, vus_pr, 1e-9) << "case " << cases;
    }
    ++cases;
  }
  EXPECT_GT(cases, 0);
}

}  // namespace
}  // namespace kilowatch
