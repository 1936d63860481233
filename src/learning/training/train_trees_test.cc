#include "learning/training/train_trees.h"

#include <gtest/gtest.h>

#include <cmath>

#include "foundation/base/random.h"
#include "learning/training/supervised_evaluation.h"

namespace kilowatch {
namespace {

constexpr int kDays = 120;
constexpr int kDeadEvery = 20;

// Hourly offices of different size; every twentieth day is dead from 10 to 16. `label` says what is marked of an hour.
class LabelledOffices final : public Source {
 public:
  using Label = std::function<std::uint8_t(std::size_t meter, int hour, bool dead)>;

  LabelledOffices(std::size_t meters, Label label) : label_(std::move(label)) {
    for (std::size_t m = 0; m < meters; ++m) meters_.push_back({.name = "office " + std::to_string(m)});
  }
  const std::vector<Meter>& meters() const override { return meters_; }
  Result<MeterFrame> Read(std::size_t meter, Span) const override {
    MeterFrame frame;
    frame.meter = meters_[meter];
    Random random(meter + 1);
    const double size = std::pow(10, static_cast<double>(meter));
    for (int hour = 0; hour < 24 * kDays; ++hour) {
      const bool open = hour / 24 % 7 < 5 && hour % 24 >= 8 && hour % 24 < 18;
      const bool dead = hour / 24 % kDeadEvery == 11 + static_cast<int>(meter) && hour % 24 >= 10 && hour % 24 < 16;
      frame.time.push_back(FromEpochSeconds(1514764800 + 3600LL * hour));
      frame.value.push_back(size * (dead ? 0.1 : (open ? 30 : 10) + 0.5 * random.Normal()));
      frame.quality.push_back(Quality::kMeasured);
      if (label_) frame.label.push_back(label_(meter, hour, dead));
    }
    return frame;
  }
  const Site& site_of(std::size_t) const override { return site_; }
  std::vector<FileUnderstanding> understood() const override { return {}; }

 private:
  std::vector<Meter> meters_;
  Label label_;
  Site site_;
};

std::uint8_t TheDead(std::size_t, int, bool dead) { return dead ? 1 : 0; }

std::string Refusal(const LabelledOffices& source) {
  const auto lessons = GatherLessons(source, {});
  const Status enough = EnoughToLearn(*lessons);
  EXPECT_FALSE(enough);
  if (enough) return "";
  EXPECT_FALSE(enough.error().advice.empty());
  EXPECT_NE(enough.error().message.en, enough.error().message.fr);
  return enough.error().message.en;
}

TEST(EnoughToLearn, SaysWhatIsMissing) {
  EXPECT_EQ(Refusal(LabelledOffices(2, nullptr)), "no meter that can be judged has a label");
  EXPECT_EQ(Refusal(LabelledOffices(2, [](auto, auto, auto) { return 0; })), "the labels mark no reading as anomalous");
  EXPECT_EQ(Refusal(LabelledOffices(2, [](auto, auto, auto) { return 1; })), "the labels mark every reading as anomalous");
  EXPECT_EQ(Refusal(LabelledOffices(1, [](auto, int hour, auto) { return hour >= 300 && hour < 309 ? 1 : 0; })),
            "the labels mark 9 readings as anomalous; trees need 10 to learn from");
}

TEST(GatherLessons, LeavesOutMetersThatNobodyLabelled) {
  const auto lessons = GatherLessons(LabelledOffices(1, nullptr), {});
  ASSERT_TRUE(lessons);
  EXPECT_TRUE(lessons->empty());
}

TEST(FitByXgboost, SaysWhichPackageIsMissingOrLearns) {
  Random random(3);
  TrainingRows rows{.columns = 2};
  for (int i = 0; i < 4000; ++i) {
    const double x = random.Uniform(), y = random.Uniform();
    rows.values.insert(rows.values.end(), {static_cast<float>(x), random.Chance(0.1) ? std::nanf("") : static_cast<float>(y)});
    rows.label.push_back(x > 0.6 && y > 0.5 ? 1 : 0);
    rows.weight.push_back(1);
  }
  const auto trees = FitByXgboost(rows, {});
  if (XgboostVersion().empty()) {
    ASSERT_FALSE(trees);
    EXPECT_EQ(trees.error().code, ErrorCode::kUnsupported);
    EXPECT_NE(trees.error().Text().find("libxgboost-dev"), std::string::npos);
    return;
  }
  ASSERT_TRUE(trees) << trees.error().Text();
  FeatureBlock block;
  block.Resize(4, 2);
  block.values = {0.9F, 0.9F, 0.1F, 0.1F, 0.9F, 0.1F, 0.9F, 0.1F};
  std::vector<float> sums(4);
  trees->Score(block, sums);
  EXPECT_GT(sums[0], 1);
  for (int r = 1; r < 4; ++r) EXPECT_LT(sums[r], -1);
}

class WithXgboost : public testing::Test {
 protected:
  void SetUp() override {
    if (XgboostVersion().empty()) GTEST_SKIP() << "this build has no XGBoost";
  }
};

TEST_F(WithXgboost, SixMarkedDaysOfOneMeterAreEnoughForAnotherTenTimesAsLarge) {
  const LabelledOffices source(1, TheDead);
  const auto taught = TrainTrees(source, {.threads = 1});
  ASSERT_TRUE(taught) << taught.error().Text();
  EXPECT_EQ(taught->labelled, 36);
  const LabelledOffices others(2, nullptr);
  auto models = std::make_shared<ModelSet>();
  models->SetTrees(taught->trees);
  for (const Mode mode : {Mode::kReview, Mode::kLive}) {
    ScorerOptions options;
    options.mode = mode;
    const ScoredMeter scored = Scorer(options, models).Run(*others.Read(1, kAllTime), Site());
    const std::size_t dead = 24 * (12 + 4 * kDeadEvery) + 13;
    const std::vector<double>& score = scored.judgement.scores.score;
    EXPECT_GT(score[dead], score[dead - 24]);
    EXPECT_GT(score[dead], kAlarmScore);
  }
}

TEST_F(WithXgboost, TheSameLabelsGiveTheSameTreesForAnyNumberOfThreads) {
  const LabelledOffices source(3, TheDead);
  const auto bytes = [&](int threads) {
    const auto taught = TrainTrees(source, {.threads = threads});
    ModelSet models;
    models.SetTrees(taught->trees);
    return models.ToBundle().Encode();
  };
  EXPECT_EQ(bytes(1), bytes(3));
}

TEST_F(WithXgboost, ABundleBringsItsTreesBack) {
  const auto taught = TrainTrees(LabelledOffices(2, TheDead), {});
  ASSERT_TRUE(taught);
  ModelSet models;
  models.SetTrees(taught->trees);
  const auto back = ModelSet::FromBundle(*Bundle::Decode(models.ToBundle().Encode()));
  ASSERT_TRUE(back);
  ASSERT_NE(back->TreesFor("any"), nullptr);
  EXPECT_EQ(back->ToBundle().Encode(), models.ToBundle().Encode());
}

TEST_F(WithXgboost, EachBuildingIsJudgedByTreesTaughtOnTheOthers) {
  const LabelledOffices source(3, TheDead);
  const Scorer scorer{ScorerOptions()};
  const Tariff tariff = *Tariff::Default(*ParseCurrency("EUR"));
  PortfolioRun run;
  run.scorer = &scorer;
  run.tariff = &tariff;
  const auto evaluation = EvaluateSupervised(source, run, std::nullopt);
  ASSERT_TRUE(evaluation) << evaluation.error().Text();
  EXPECT_EQ(evaluation->buildings, 3U);
  EXPECT_EQ(evaluation->folds, 3U);
  EXPECT_GE(evaluation->supervised.all.mean_pr_auc, evaluation->members.all.mean_pr_auc - 0.01);
  EXPECT_GT(evaluation->supervised.all.mean_pr_auc, 0.9);
  EXPECT_FALSE(evaluation->supervised.without);
}

TEST_F(WithXgboost, OneBuildingCannotBeLeftOut) {
  const Scorer scorer{ScorerOptions()};
  PortfolioRun run;
  run.scorer = &scorer;
  const auto evaluation = EvaluateSupervised(LabelledOffices(1, TheDead), run, std::nullopt);
  ASSERT_FALSE(evaluation);
  EXPECT_EQ(evaluation.error().code, ErrorCode::kInvalid);
}

}  // namespace
}  // namespace kilowatch
