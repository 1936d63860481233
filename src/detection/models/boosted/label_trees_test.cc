#include "detection/models/boosted/label_trees.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "detection/models/boosted/hand_made_trees_test.h"
#include "detection/models/boosted/tree_features.h"
#include "detection/models/members/office_block_test.h"

namespace kilowatch {
namespace {

constexpr std::size_t kDays = 100;
constexpr std::size_t kNoonOf80 = 24 * 80 + 12;

MeterModel::Judgement JudgeIt(const CleanBlock& block) { return MeterModel::Untrained().Judge(block, true); }

TEST(LabelTrees, LiftScoresWhereTheyRecogniseWhatWasMarkedAndLowerThemElsewhere) {
  OfficeReadings readings(kDays);
  for (std::size_t h = 0; h < 6; ++h) readings.value[kNoonOf80 + h] = 0;
  for (const Mode mode : {Mode::kReview, Mode::kLive}) {
    const CleanBlock block = readings.Block(mode);
    MeterModel::Judgement judgement = JudgeIt(block);
    const std::vector<double> before = judgement.scores.score;
    HandMadeTrees().JoinIn(block, judgement);
    const std::vector<double>& after = judgement.scores.score;
    EXPECT_LT(after[kNoonOf80 - 48], before[kNoonOf80 - 48]);
    EXPECT_GT(after[kNoonOf80 + 3], kAlarmScore);
    EXPECT_EQ(judgement.evidence.back().member, Member::kTrees);
    for (const double score : after) EXPECT_TRUE(score > 0 && score < 1);
  }
}

TEST(LabelTrees, MeetTheMembersHalfWayInLogOdds) {
  const CleanBlock block = OfficeReadings(kDays).Block(Mode::kReview);
  MeterModel::Judgement judgement = JudgeIt(block);
  const double before = LogDecadesOfScore(judgement.scores.score[kNoonOf80], Mode::kReview);
  HandMadeTrees().JoinIn(block, judgement);
  const double score = judgement.scores.score[kNoonOf80];
  EXPECT_NEAR(std::log(score / (1 - score)), (before + kHandMadeOrdinary) / 2, 1e-6);
}

TEST(LabelTrees, AreNamedOnlyWhereTheMembersAloneWouldGiveNoAlarm) {
  OfficeReadings readings(kDays);
  readings.value[kNoonOf80] = 0;
  const CleanBlock block = readings.Block(Mode::kReview);
  MeterModel::Judgement judgement = JudgeIt(block);
  const Scores before = judgement.scores;
  HandMadeTrees().JoinIn(block, judgement);
  for (std::size_t i = 0; i < block.size(); ++i) {
    if (judgement.scores.strongest[i] == Member::kTrees) {
      EXPECT_LT(before.score[i], kContinueScore);
    } else {
      EXPECT_EQ(judgement.scores.strongest[i], before.strongest[i]);
    }
  }
}

TEST(LabelTrees, SayNothingInAModeThatNobodyTaught) {
  const CleanBlock block = OfficeReadings(kDays).Block(Mode::kLive);
  MeterModel::Judgement judgement = JudgeIt(block);
  const std::vector<double> before = judgement.scores.score;
  LabelTrees(HandMadeCalibrated(Mode::kReview), std::nullopt).JoinIn(block, judgement);
  EXPECT_EQ(judgement.scores.score, before);
}

TEST(TreeFeatures, AreTheSameForAMeterTenTimesAsLarge) {
  OfficeReadings readings(kDays);
  readings.BreakAt(40);
  OfficeReadings large = readings;
  for (double& v : large.value) v *= 10;
  for (const Mode mode : {Mode::kReview, Mode::kLive}) {
    const CleanBlock one = readings.Block(mode);
    const CleanBlock ten = large.Block(mode);
    const FeatureBlock a = TreeFeatures(one, JudgeIt(one));
    const FeatureBlock b = TreeFeatures(ten, JudgeIt(ten));
    const std::vector<std::string> names = TreeColumns(mode);
    ASSERT_EQ(a.columns, names.size());
    for (std::size_t c = 0; c < a.columns; ++c) {
      for (std::size_t r = 24 * 30; r < a.rows; ++r) {
        if (std::isnan(a.At(r, c))) continue;
        ASSERT_NEAR(a.At(r, c), b.At(r, c), 1e-3 * std::max(1.0F, std::fabs(a.At(r, c)))) << names[c] << " at " << r;
      }
    }
  }
}

TEST(TreeFeatures, HaveNamesOfTheirOwnAndNoMoreThanTheTreesTake) {
  for (const Mode mode : {Mode::kReview, Mode::kLive}) {
    std::vector<std::string> names = TreeColumns(mode);
    EXPECT_LE(names.size(), BoostedTrees::kMostColumns);
    std::ranges::sort(names);
    EXPECT_EQ(std::ranges::adjacent_find(names), names.end());
  }
  EXPECT_NE(TreeColumnsHash(Mode::kReview), TreeColumnsHash(Mode::kLive));
}

}  // namespace
}  // namespace kilowatch
