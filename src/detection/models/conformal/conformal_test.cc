#include "detection/models/conformal/conformal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "detection/models/conformal/score_tail.h"
#include "detection/models/meter_model.h"
#include "foundation/base/random.h"

namespace kilowatch {
namespace {

// Scores whose -log(1 - score) is exponential: the chance of more than x is exp(-x).
double ScoreOfChance(double uniform) { return 1 - std::max(uniform, 1e-12); }

std::vector<double> ScoresOfChance(std::uint64_t seed, std::size_t count) {
  Random random(seed, "conformal");
  std::vector<double> scores;
  for (std::size_t i = 0; i < count; ++i) scores.push_back(ScoreOfChance(random.Uniform()));
  return scores;
}

TEST(ScoreTail, CountsRanks) {
  // Of four scores two are 0.3 or more: (2 + 1) / (4 + 1).
  const ScoreTail tail({0.1, 0.2, 0.3, 0.4});
  EXPECT_DOUBLE_EQ(tail.PValue(0.3), 0.6);
  EXPECT_DOUBLE_EQ(tail.PValue(0.05), 1);
  EXPECT_DOUBLE_EQ(tail.PValue(0.9), 0.2);
  EXPECT_TRUE(std::isnan(tail.PValue(std::nan(""))));
}

TEST(ScoreTail, KnowsNothingWithoutScores) { EXPECT_EQ(ScoreTail({}).PValue(0.9), 1); }

TEST(ScoreTail, GoesOnBeyondTheHighestScoreAsTheTailDoes) {
  // Scores at the middles of 10,000 equal shares: p of a score s is 1 - s. One in 100,000 was never seen.
  std::vector<double> scores;
  for (int i = 0; i < 10000; ++i) scores.push_back((i + 0.5) / 10000);
  const ScoreTail tail(scores);
  EXPECT_NEAR(tail.PValue(0.99), 0.01, 2e-4);
  EXPECT_NEAR(std::log10(tail.PValue(1 - 1e-4)), -4, 0.1);
  // So far out the shape is uncertain: p is no rarer than it is, and not much more often.
  EXPECT_GT(tail.PValue(1 - 1e-5), 1e-5);
  EXPECT_LT(tail.PValue(1 - 1e-5), 3e-5);
}

RC_GTEST_PROP(ScoreTail, FallsAsTheScoreGrows, ()) {
  const ScoreTail tail(ScoresOfChance(*rc::gen::arbitrary<std::uint64_t>(), 3000));
  double last = 1;
  for (double score = 0.5; score < 1; score += (1 - score) / 20 + 1e-9) {
    const double p = tail.PValue(score);
    RC_ASSERT(p > 0 && p <= last);
    last = p;
  }
}

TEST(ScoreTail, GivesUniformPValuesWhereScoresAreExchangeable) {
  // 400 calibrations of 2,500 scores, 2,500 fresh ones each: a million p-values.
  std::array<double, 3> rates = {1e-1, 1e-2, 1e-3};
  std::array<double, 3> reached{};
  double below_ten_thousandth = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const ScoreTail tail(ScoresOfChance(2 * seed, 2500));
    for (const double score : ScoresOfChance(2 * seed + 1, 2500)) {
      const double p = tail.PValue(score);
      for (std::size_t i = 0; i < rates.size(); ++i) reached[i] += p <= rates[i] ? 1 : 0;
      below_ten_thousandth += p <= 1e-4 ? 1 : 0;
    }
  }
  for (std::size_t i = 0; i < rates.size(); ++i) EXPECT_NEAR(reached[i] / 1e6 / rates[i], 1, 0.12) << rates[i];
  EXPECT_NEAR(below_ten_thousandth / 100, 1, 0.35);  // of 2,500 scores alone none could be so rare
}

struct Judged {
  CleanBlock block;
  Scores scores;
};

Judged OfChance(std::size_t hours, Mode mode, std::uint64_t seed) {
  MeterFrame frame;
  frame.meter.name = "m";
  for (std::size_t i = 0; i < hours; ++i) {
    frame.time.emplace_back(Seconds(1704067200 + 3600 * static_cast<std::int64_t>(i)));
    frame.value.push_back(10 + 0.001 * static_cast<double>((i * 7919) % 1000));
    frame.quality.push_back(Quality::kMeasured);
  }
  return {Clean(frame, {}, mode), {ScoresOfChance(seed, hours), std::vector<Member>(hours, Member::kResidual)}};
}

double ShareBelow(const std::vector<double>& p, double rate, std::size_t from = 0) {
  double below = 0, known = 0;
  for (std::size_t i = from; i < p.size(); ++i) {
    known += std::isfinite(p[i]) ? 1 : 0;
    below += p[i] <= rate ? 1 : 0;
  }
  return below / known;
}

TEST(ConformalPValues, KeepTheRateInReviewAndLive) {
  for (const Mode mode : {Mode::kReview, Mode::kLive}) {
    double sum = 0;
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
      const Judged judged = OfChance(8736, mode, seed);
      sum += ShareBelow(ConformalPValues(judged.block, judged.scores, std::vector<bool>(8736, false)), 0.01);
    }
    EXPECT_NEAR(sum / 10, 0.01, 0.001) << static_cast<int>(mode);
  }
}

TEST(ConformalPValues, OfLiveDependOnThePastAlone) {
  Judged judged = OfChance(4000, Mode::kLive, 3);
  const auto before = ConformalPValues(judged.block, judged.scores, std::vector<bool>(4000, false));
  for (std::size_t i = 3000; i < 4000; ++i) judged.scores.score[i] = 0.999;
  const auto after = ConformalPValues(judged.block, judged.scores, std::vector<bool>(4000, false));
  for (std::size_t i = 0; i < 3000; ++i) EXPECT_TRUE(before[i] == after[i] || (std::isnan(before[i]) && std::isnan(after[i]))) << i;
  EXPECT_TRUE(std::isnan(before[100]));  // fewer than four weeks
  EXPECT_FALSE(std::isnan(before[1000]));
}

TEST(ConformalPValues, ComeBackToTheRateAfterADriftInLive) {
  // From hour 5,000 on the scores' tail is twice as heavy. Eight weeks later the rate is near the promise again, far below what it would be.
  Judged judged = OfChance(8736, Mode::kLive, 5);
  for (std::size_t i = 5000; i < 8736; ++i) judged.scores.score[i] = 1 - std::pow(1 - judged.scores.score[i], 2);
  const auto p = ConformalPValues(judged.block, judged.scores, std::vector<bool>(8736, false));
  EXPECT_LT(ShareBelow(p, 0.01, 5000 + 8 * 168), 0.04);  // without: sqrt(0.01) = 0.1 at first
}

TEST(ConformalPValues, AreNotHeldAgainstWhatIsLeftOut) {
  Judged judged = OfChance(4000, Mode::kReview, 7);
  std::vector<bool> left_out(4000, false);
  for (std::size_t i = 1000; i < 1400; ++i) {
    judged.scores.score[i] = 0.9999;
    left_out[i] = true;
  }
  EXPECT_LT(ConformalPValues(judged.block, judged.scores, left_out)[1100], 1e-3);
  EXPECT_GT(ConformalPValues(judged.block, judged.scores, std::vector<bool>(4000, false))[1100], 1e-2);
}

TEST(AtAlarmRate, PutsTheThresholdWhereThePValueIsTheRate) {
  // 1 / (1 + sqrt(1)), 1 / (1 + sqrt(25 / 9)) = 3 / 8, 1 / (1 + sqrt(1 / 4)) = 2 / 3.
  const Scores scores = AtAlarmRate({{0.1, 0.2, 0.3, 0.4}, std::vector<Member>(4, Member::kLevel)}, {0.01, 0.25 / 9, 0.0025, std::nan("")}, 0.01);
  EXPECT_DOUBLE_EQ(scores.score[0], 0.5);
  EXPECT_NEAR(scores.score[1], kContinueScore, 1e-12);
  EXPECT_NEAR(scores.score[2], 2.0 / 3, 1e-12);
  EXPECT_TRUE(std::isnan(scores.score[3]));
}

}  // namespace
}  // namespace kilowatch
