#include "learning/evaluation/evaluation.h"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "learning/evaluation/evaluation_plot.h"
#include "learning/evaluation/evaluation_report.h"

namespace kilowatch {
namespace {

const double kNone = std::numeric_limits<double>::quiet_NaN();

void AddMeter(Evaluator& evaluator, const std::string& name, const std::vector<double>& score, const std::vector<std::uint8_t>& label,
              double alarm_from = 0.7) {
  std::vector<Instant> time;
  std::vector<std::uint8_t> alarm, reading(score.size(), 1);
  for (std::size_t i = 0; i < score.size(); ++i) {
    time.push_back(FromEpochSeconds(static_cast<std::int64_t>(i) * 3600));
    alarm.push_back(score[i] >= alarm_from);
  }
  evaluator.Add(name, {time, score, alarm, label, reading, Seconds(3600)});
}

// a: ROC 1, PR 1. b: labelled 0.2 among 0.1, 0.3: ROC 1/2, PR 1/2. c: no label.
Evaluation ThreeMeters() {
  Evaluator evaluator;
  AddMeter(evaluator, "c", {0.9, 0.1}, {0, 0});
  AddMeter(evaluator, "b", {0.1, 0.3, 0.2}, {0, 0, 1});
  AddMeter(evaluator, "a", {0.8, 0.1, 0.2}, {1, 0, 0});
  return std::move(evaluator).Finish();
}

TEST(Evaluation, MeansCountEachLabelledMeterTheSame) {
  const Evaluation evaluation = ThreeMeters();
  ASSERT_EQ(evaluation.meters.size(), 3U);
  EXPECT_EQ(evaluation.meters[0].meter, "a");
  EXPECT_EQ(evaluation.meters_with_both, 2);
  EXPECT_DOUBLE_EQ(evaluation.mean_roc_auc, 0.75);
  EXPECT_DOUBLE_EQ(evaluation.mean_pr_auc, 0.75);
}

TEST(Evaluation, PooledRowsCompeteOnOneScale) {
  // By score: 0.9 other, 0.8 labelled, 0.3 other, 0.2 labelled and other, 0.1 three others. Pairs: 0.8 beats 5 of 6; 0.2 beats 3, ties 1: 3.5 of 6.
  const Evaluation evaluation = ThreeMeters();
  EXPECT_DOUBLE_EQ(evaluation.pooled.roc_auc, 8.5 / 12);
  // Precision at the two gains: 1/2 and 2/5.
  EXPECT_DOUBLE_EQ(evaluation.pooled.pr_auc, 0.5 * 0.5 + 0.5 * 0.4);
  EXPECT_EQ(evaluation.pooled.events.events, 2);
  EXPECT_EQ(evaluation.pooled.events.found, 1);
  EXPECT_EQ(evaluation.pooled.events.false_alarms(), 1);
}

TEST(Evaluation, SaysHowManyLabelledReadingsWereNeverScored) {
  Evaluator evaluator;
  AddMeter(evaluator, "a", {kNone, 0.1, 0.9}, {1, 0, 1});
  const Evaluation evaluation = std::move(evaluator).Finish();
  EXPECT_EQ(evaluation.pooled.labelled, 2);
  EXPECT_EQ(evaluation.pooled.labelled_judged, 1);
  EXPECT_NE(EvaluationTable(evaluation, Language::kEnglish).find("1 labelled reading without a score"), std::string::npos);
}

TEST(Evaluation, AlarmsPerMonthAreOverTheMonthsOfReadings) {
  Evaluator evaluator;
  std::vector<double> score(1461, 0.1);  // hours: two months of 30.4375 days
  score[5] = 0.9;
  AddMeter(evaluator, "a", score, std::vector<std::uint8_t>(1461, 0));
  const Evaluation evaluation = std::move(evaluator).Finish();
  EXPECT_DOUBLE_EQ(evaluation.pooled.months, 2);
  EXPECT_DOUBLE_EQ(evaluation.pooled.FalseAlarmsPerMonth(), 0.5);
}

TEST(Evaluation, MeansOfRangeAndAffiliationAreOverTheMetersThatHaveThem) {
  // a: its one labelled row is alarmed, alone. b: nothing is alarmed, the label is missed. c: no label.
  const Evaluation evaluation = ThreeMeters();
  EXPECT_DOUBLE_EQ(evaluation.mean_range.recall, 0.5);
  EXPECT_DOUBLE_EQ(evaluation.mean_range.precision, 0.5);  // a: 1, c: a false alarm
  EXPECT_DOUBLE_EQ(evaluation.mean_affiliation.precision, 1);
  EXPECT_DOUBLE_EQ(evaluation.mean_affiliation.recall, 0.5);
  EXPECT_TRUE(std::isnan(evaluation.pooled.range.recall));
}

TEST(EvaluationReport, ShowsThePointAdjustedFigureOnlyBesideTheHonestOne) {
  const std::string table = EvaluationTable(ThreeMeters(), Language::kEnglish);
  const auto honest = table.find(", F1 "), adjusted = table.find("point-adjusted F1");
  ASSERT_NE(honest, std::string::npos);
  EXPECT_LT(honest, adjusted);
}

TEST(EvaluationReport, WritesWhatIsNotDefinedAsNull) {
  const nlohmann::json json = EvaluationJson(ThreeMeters());
  EXPECT_TRUE(json["meters"][2]["roc_auc"].is_null());
  EXPECT_EQ(json["mean"]["meters"], 2);
  EXPECT_DOUBLE_EQ(json["mean"]["pr_auc"].get<double>(), 0.75);
}

TEST(EvaluationReport, SpeaksFrenchWithADecimalComma) {
  const std::string table = EvaluationTable(ThreeMeters(), Language::kFrench);
  EXPECT_NE(table.find("moyenne de 2 compteurs"), std::string::npos);
  EXPECT_NE(table.find("0,750"), std::string::npos);
}

TEST(EvaluationReport, AlignsColumnsOfAccentedText) {
  // Every row is as wide as the headings, counted in characters.
  const std::string table = EvaluationTable(ThreeMeters(), Language::kFrench);
  std::size_t width = 0;
  for (std::size_t begin = 0; begin < table.size();) {
    const std::size_t end = table.find('\n', begin);
    if (end == begin) break;  // what follows is text
    std::size_t characters = 0;
    for (std::size_t i = begin; i < end; ++i) characters += (static_cast<unsigned char>(table[i]) & 0xC0) != 0x80;
    if (width == 0) width = characters;
    EXPECT_EQ(characters, width) << table.substr(begin, end - begin);
    begin = end + 1;
  }
}

TEST(EvaluationPlot, DrawsTheCurveFromCornerToCorner) {
  // The square lies from (52, 34) to (352, 334): the curve starts bottom left and ends top right.
  const std::string svg = RocCurveSvg(ThreeMeters(), Language::kEnglish);
  EXPECT_NE(svg.find("M52.0 334.0"), std::string::npos);
  EXPECT_NE(svg.find("L352.0 34.0\""), std::string::npos);
}

TEST(EvaluationPlot, EscapesMeterNames) {
  Evaluator evaluator;
  AddMeter(evaluator, "a<b&c", {0.9, 0.1}, {1, 0});
  const std::string svg = TimelineSvg(std::move(evaluator).Finish(), Language::kEnglish);
  EXPECT_NE(svg.find("a&lt;b&amp;c"), std::string::npos);
  EXPECT_EQ(svg.find("a<b"), std::string::npos);
}

}  // namespace
}  // namespace kilowatch
