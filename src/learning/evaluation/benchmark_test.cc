#include "learning/evaluation/benchmark.h"

#include <cmath>

#include <gtest/gtest.h>

#include "learning/evaluation/benchmark_report.h"

namespace kilowatch {
namespace {

// Four rows, the last labelled. Residual ranks it first; variability ranks it last.
MemberEvidence Small(const std::string& name) {
  MemberEvidence evidence;
  evidence.meter = name;
  evidence.label = {0, 0, 0, 1};
  evidence.is_one = {0, 0, 1, 0};
  evidence.score = {0.1, 0.6, 0.2, 0.5};
  evidence.members = {{Member::kResidual, {0, 1, 2, 3}}, {Member::kVariability, {3, 2, 1, 0}}};
  return evidence;
}

MemberFactors FactorsOf(double residual, double variability) {
  MemberFactors factors{};
  factors[static_cast<std::size_t>(Member::kResidual)] = residual;
  factors[static_cast<std::size_t>(Member::kVariability)] = variability;
  return factors;
}

TEST(AreasOfSum, WeighsWhatMembersSay) {
  EXPECT_DOUBLE_EQ(AreasOfSum(Small("a"), FactorsOf(1, 0)).roc, 1);
  EXPECT_DOUBLE_EQ(AreasOfSum(Small("a"), FactorsOf(0, 1)).roc, 0);
  EXPECT_DOUBLE_EQ(AreasOfSum(Small("a"), FactorsOf(1, 1)).roc, 0.5);  // all rows alike
}

TEST(AreasOfScore, CanLeaveOutReadingsOfExactlyOne) {
  // The labelled row beats 0.1 and 0.2, not 0.6; without the row of 0.2 one of two.
  EXPECT_DOUBLE_EQ(AreasOfScore(Small("a")).roc, 2.0 / 3);
  EXPECT_DOUBLE_EQ(AreasOfScore(Small("a"), true).roc, 0.5);
}

TEST(ChooseWithoutEach, NeverLooksAtTheMeterItChoosesFor) {
  // b and c want residual. a wants variability, but its own labels are not asked.
  std::vector<MemberEvidence> meters = {Small("a"), Small("b"), Small("c")};
  meters[0].label = {1, 0, 0, 0};
  const auto chosen = ChooseWithoutEach(meters, 1);
  ASSERT_EQ(chosen.size(), 3U);
  EXPECT_DOUBLE_EQ(AreasOfSum(meters[1], chosen[0]).roc, 1);
  meters[0].label = {0, 1, 1, 0};
  EXPECT_EQ(ChooseWithoutEach(meters, 1)[0], chosen[0]);
  EXPECT_TRUE(ChooseWithoutEach({Small("a"), Small("b")}, 1).empty());
}

TEST(Summarise, LeavesOutWhatIsNotDefined) {
  const AreaSummary summary = Summarise({{0.5, 0.2}, {1, 0.4}, {std::nan(""), std::nan("")}});
  EXPECT_DOUBLE_EQ(summary.mean.roc, 0.75);
  EXPECT_DOUBLE_EQ(summary.least.pr, 0.2);
  EXPECT_DOUBLE_EQ(summary.median.pr, 0.3);
}

TEST(BenchmarkReport, ShowsEveryWayAndEscapesNames) {
  BenchmarkTable table{"set", Mode::kLive, {"a<b"}, {{"ensemble", {"ensemble", "ensemble"}, {{0.9, 0.8}}, {{0.9, 0.7}}}}, {}};
  EXPECT_NE(BenchmarkText(table, Language::kFrench).find("0,900"), std::string::npos);
  EXPECT_EQ(BenchmarkSvg(table, Language::kEnglish).find("a<b"), std::string::npos);
  const nlohmann::json json = BenchmarkJson({table});
  EXPECT_EQ(json[0]["mode"], "live");
  EXPECT_DOUBLE_EQ(json[0]["rows"][0]["without_ones"]["pr_auc"]["mean"].get<double>(), 0.7);
}

}  // namespace
}  // namespace kilowatch
