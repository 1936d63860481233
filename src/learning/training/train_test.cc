#include "learning/training/train.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kilowatch {
namespace {

// Hourly meters of so many days each, with a working-day shape; a name that says "broken" cannot be read.
class MadeUpSource final : public Source {
 public:
  explicit MadeUpSource(std::vector<std::pair<std::string, int>> days) : days_(std::move(days)) {
    for (const auto& [name, unused] : days_) meters_.push_back({.name = name});
  }
  const std::vector<Meter>& meters() const override { return meters_; }
  Result<MeterFrame> Read(std::size_t meter, Span) const override {
    if (days_[meter].first == "broken")
      return Fail(ErrorCode::kUnreadable, {"broken changed while it was read", "broken a changé pendant la lecture"});
    MeterFrame frame;
    frame.meter = meters_[meter];
    for (int hour = 0; hour < 24 * days_[meter].second; ++hour) {
      frame.time.push_back(FromEpochSeconds(1704067200 + 3600LL * hour));
      frame.value.push_back(10 + 5 * std::sin(hour % 24 * 0.26) + 0.1 * (hour % 7));
      frame.quality.push_back(Quality::kMeasured);
    }
    return frame;
  }
  const Site& site_of(std::size_t) const override { return site_; }
  std::vector<FileUnderstanding> understood() const override { return {}; }

 private:
  std::vector<std::pair<std::string, int>> days_;
  std::vector<Meter> meters_;
  Site site_;
};

Result<Training> Train(const MadeUpSource& source, int threads) {
  const Scorer scorer{ScorerOptions()};
  TrainingRun run;
  run.scorer = &scorer;
  run.threads = threads;
  return TrainPortfolio(source, run);
}

TEST(TrainPortfolio, KeepsWhatCanBeJudgedAndSaysWhyTheRestCannot) {
  const auto training = Train(MadeUpSource({{"long", 60}, {"short", 3}}), 2);
  ASSERT_TRUE(training) << training.error().Text();
  EXPECT_EQ(training->models.size(), 1U);
  EXPECT_NE(training->models.Find("long"), nullptr);
  ASSERT_EQ(training->skipped.size(), 1U);
  EXPECT_EQ(training->skipped[0].meter, "short");
  EXPECT_FALSE(training->skipped[0].why.fr.empty());
}

TEST(TrainPortfolio, MakesTheSameBundleForAnyNumberOfThreads) {
  const MadeUpSource source({{"a", 40}, {"b", 50}, {"c", 60}});
  const auto one = Train(source, 1), three = Train(source, 3);
  ASSERT_TRUE(one && three);
  EXPECT_EQ(one->models.ToBundle().Encode(), three->models.ToBundle().Encode());
}

TEST(TrainPortfolio, FailsWhereNothingCanBeTrainedOrAMeterCannotBeRead) {
  const auto short_only = Train(MadeUpSource({{"short", 3}}), 1);
  ASSERT_FALSE(short_only);
  EXPECT_EQ(short_only.error().code, ErrorCode::kUnreadable);
  const auto broken = Train(MadeUpSource({{"broken", 60}, {"long", 60}}), 2);
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().message.en, "broken changed while it was read");
}

}  // namespace
}  // namespace kilowatch
