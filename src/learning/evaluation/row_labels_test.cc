#include "learning/evaluation/row_labels.h"

#include <utility>

#include <gtest/gtest.h>

#include "learning/evaluation/evaluate_portfolio.h"
#include "learning/evaluation/injection_curve.h"

namespace kilowatch {
namespace {

// Meters in memory, with labels by span.
class MemorySource : public Source {
 public:
  explicit MemorySource(std::vector<MeterFrame> frames, std::vector<LabelSpan> labels = {}) : frames_(std::move(frames)), labels_(std::move(labels)) {
    for (const MeterFrame& frame : frames_) meters_.push_back(frame.meter);
  }
  const std::vector<Meter>& meters() const override { return meters_; }
  Result<MeterFrame> Read(std::size_t meter, Span) const override { return frames_[meter]; }
  const Site& site_of(std::size_t) const override { return site_; }
  std::vector<FileUnderstanding> understood() const override { return {}; }
  std::vector<LabelSpan> labels() const override { return labels_; }

 private:
  std::vector<MeterFrame> frames_;
  std::vector<LabelSpan> labels_;
  std::vector<Meter> meters_;
  Site site_;
};

// Hours that read 5, 6, 5, 6 …
MeterFrame Hours(int count) {
  MeterFrame frame;
  frame.meter.name = "taxi";
  for (int hour = 0; hour < count; ++hour) {
    frame.time.push_back(FromEpochSeconds(static_cast<std::int64_t>(hour) * 3600));
    frame.value.push_back(5 + hour % 2);
    frame.quality.push_back(Quality::kMeasured);
  }
  return frame;
}

Span HoursOf(int begin, int end) {
  return {FromEpochSeconds(static_cast<std::int64_t>(begin) * 3600), FromEpochSeconds(static_cast<std::int64_t>(end) * 3600)};
}

TEST(RowLabels, ASpanLabelsTheRowsThatBeginInIt) {
  const MemorySource source({Hours(4)}, {{"taxi", HoursOf(1, 3), true, ""}, {"taxi", HoursOf(3, 4), false, ""}, {"bus", HoursOf(0, 4), true, ""}});
  EXPECT_EQ(RowLabels(source).Of(Hours(4)), (std::vector<std::uint8_t>{0, 1, 1, 0}));
}

TEST(RowLabels, AColumnWinsOverSpansAndTheBenchmarksWindowsOverBoth) {
  MeterFrame frame = Hours(3);
  frame.label = {1, 0, 0};
  const MemorySource source({frame}, {{"taxi", HoursOf(1, 3), true, ""}});
  EXPECT_EQ(RowLabels(source).Of(frame), (std::vector<std::uint8_t>{1, 0, 0}));
  const NabWindows windows = {{"taxi", {{FromEpochSeconds(3600), FromEpochSeconds(7201)}}}};
  EXPECT_EQ(RowLabels(source, &windows).Of(frame), (std::vector<std::uint8_t>{0, 1, 1}));
}

TEST(EvaluatePortfolio, RefusesASourceWithoutLabels) {
  const MemorySource source({Hours(24 * 30)});
  const Scorer scorer{ScorerOptions()};
  const auto tariff = Tariff::Default(*ParseCurrency("EUR"));
  PortfolioRun run;
  run.scorer = &scorer;
  run.tariff = &*tariff;
  const auto evaluation = EvaluatePortfolio(source, run);
  ASSERT_FALSE(evaluation);
  EXPECT_NE(evaluation.error().Text(Language::kFrench).find("--labels"), std::string::npos);
}

TEST(MeasureInjections, RefusesMetersThatAreTooShort) {
  InjectionRun run;
  const auto curve = MeasureInjections(MemorySource({Hours(48)}), run);
  ASSERT_FALSE(curve);
  EXPECT_EQ(curve.error().code, ErrorCode::kUnreadable);
}

}  // namespace
}  // namespace kilowatch
