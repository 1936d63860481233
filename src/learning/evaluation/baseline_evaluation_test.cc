#include "learning/evaluation/baseline_evaluation.h"

#include <cmath>

#include <gtest/gtest.h>

#include "foundation/base/random.h"
#include "learning/evaluation/baseline_report.h"

namespace kilowatch {
namespace {

constexpr double kNoise = 0.5;

// An office by the hour from Monday 2 January 2023 on: 30 when open, 10 when not, with normal noise; times `later` after the first year.
MeterFrame Office(int days, double later = 1) {
  MeterFrame frame;
  frame.meter.name = "office";
  Random random(5);
  for (int hour = 0; hour < 24 * days; ++hour) {
    const bool open = hour / 24 % 7 < 5 && hour % 24 >= 8 && hour % 24 < 18;
    frame.time.push_back(FromEpochSeconds(1672617600 + static_cast<std::int64_t>(hour) * 3600));
    frame.value.push_back((open ? 30 : 10) * (hour < 24 * 365 ? 1 : later) + kNoise * random.Normal());
    frame.quality.push_back(Quality::kMeasured);
  }
  return frame;
}

TEST(EvaluateMeterBaseline, JudgesTheYearAfterTheFirst) {
  const MeterBaselineFit fit = EvaluateMeterBaseline(Office(740), Site{}, BaselineProtocol::kYearAhead);
  ASSERT_EQ(fit.folds.size(), 1U);
  EXPECT_EQ(fit.folds[0].judged.Length(), Seconds(365 * 86400));
  EXPECT_EQ(fit.folds[0].trained.Length(), Seconds(365 * 86400));
  // The noise over the mean load: a week has 50 hours of 30 and 118 of 10.
  EXPECT_NEAR(fit.frozen.hourly.cv_rmse, kNoise / ((50 * 30 + 118 * 10) / 168.0), 0.003);
  EXPECT_NEAR(fit.frozen.hourly.nmbe, 0, 0.005);
  EXPECT_NEAR(fit.frozen.coverage, 0.95, 0.02);
  EXPECT_TRUE(fit.frozen.KeepsHourlyLimits());
}

TEST(EvaluateMeterBaseline, TheFrozenReferenceStaysWhereTheAdaptiveOneFollows) {
  const MeterBaselineFit fit = EvaluateMeterBaseline(Office(740, 1.2), Site{}, BaselineProtocol::kYearAhead);
  EXPECT_NEAR(fit.frozen.hourly.nmbe, 1 - 1 / 1.2, 0.01);
  EXPECT_LT(std::fabs(fit.adaptive.hourly.nmbe), 0.03);
  EXPECT_FALSE(fit.frozen.KeepsMonthlyLimits());
}

TEST(EvaluateMeterBaseline, ABacktestRefitsEveryMonth) {
  // The step at the end of the first year is learnt by each refit: from 0.17 it falls month by month.
  const MeterBaselineFit fit = EvaluateMeterBaseline(Office(365 + 92, 1.2), Site{}, BaselineProtocol::kBacktest);
  ASSERT_GE(fit.folds.size(), 3U);
  EXPECT_GT(fit.folds[1].trained.end, fit.folds[0].trained.end);
  EXPECT_EQ(fit.folds[1].judged.begin, fit.folds[1].trained.end);
  EXPECT_LT(fit.folds.back().frozen.hourly.nmbe, fit.folds.front().frozen.hourly.nmbe);
}

TEST(EvaluateMeterBaseline, LaterReadingsDoNotChangeWhatWasJudgedBefore) {
  const auto one = EvaluateMeterBaseline(Office(365 + 62), Site{}, BaselineProtocol::kBacktest);
  const auto two = EvaluateMeterBaseline(Office(365 + 92), Site{}, BaselineProtocol::kBacktest);
  ASSERT_GE(two.folds.size(), 2U);
  EXPECT_DOUBLE_EQ(one.folds[0].frozen.hourly.cv_rmse, two.folds[0].frozen.hourly.cv_rmse);
  EXPECT_DOUBLE_EQ(one.folds[0].adaptive.coverage, two.folds[0].adaptive.coverage);
}

TEST(EvaluateMeterBaseline, SaysWhyAMeterCannotBeJudged) {
  const MeterBaselineFit fit = EvaluateMeterBaseline(Office(3), Site{}, BaselineProtocol::kYearAhead);
  EXPECT_TRUE(fit.why_not);
  const std::string table = BaselineTable({fit}, Language::kFrench);
  EXPECT_NE(table.find("office: "), std::string::npos);
  EXPECT_TRUE(BaselineJson({fit})["meters"][0]["frozen"]["hourly"]["cv_rmse"].is_null());
}

}  // namespace
}  // namespace kilowatch
