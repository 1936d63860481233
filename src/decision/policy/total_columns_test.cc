#include "decision/policy/total_columns.h"

#include <gtest/gtest.h>

#include "decision/policy/portfolio_fixture.h"
#include "foundation/base/random.h"

namespace kilowatch {
namespace {

using portfolio::MeterOf;

MeterSummary Random60Days(const std::string& name, double level) {
  MeterSummary meter = MeterOf(name);
  Random random(7, name);
  for (int day = 0; day < 60; ++day) meter.daily.push_back(level * random.Uniform(0.7, 1.3));
  return meter;
}

MeterSummary SumOf(std::string name, const std::vector<MeterSummary>& parts) {
  MeterSummary meter = MeterOf(std::move(name));
  meter.daily.assign(60, 0);
  for (const MeterSummary& part : parts) {
    for (int day = 0; day < 60; ++day) meter.daily[day] += part.daily[day];
  }
  return meter;
}

TEST(SuspectedTotals, FindsAColumnThatAddsUpSomeOfTheOthers) {
  const MeterSummary a = Random60Days("a", 100), b = Random60Days("b", 40), c = Random60Days("c", 70);
  const auto totals = FindSuspectedTotals({a, b, c, SumOf("t", {a, c})});
  ASSERT_EQ(totals.size(), 1u);
  EXPECT_EQ(totals[0].meter, "t");
  EXPECT_EQ(totals[0].members, (std::vector<std::string>{"a", "c"}));
}

TEST(SuspectedTotals, FindsTotalsOfTotals) {
  const MeterSummary a = Random60Days("a", 100), b = Random60Days("b", 40), c = Random60Days("c", 70), d = Random60Days("d", 90);
  const auto totals = FindSuspectedTotals({SumOf("all", {a, b, c, d}), a, b, SumOf("north", {a, b}), c, d});
  ASSERT_EQ(totals.size(), 2u);
  EXPECT_EQ(totals[0].meter, "all");
  EXPECT_EQ(totals[0].members, (std::vector<std::string>{"a", "b", "c", "d"}));
  EXPECT_EQ(totals[1].meter, "north");
}

TEST(SuspectedTotals, FindsACopy) {
  const MeterSummary a = Random60Days("a", 100);
  const auto totals = FindSuspectedTotals({a, SumOf("copy", {a})});
  ASSERT_EQ(totals.size(), 1u);
  EXPECT_EQ(totals[0].meter, "copy");
  EXPECT_EQ(totals[0].members, std::vector<std::string>{"a"});
}

TEST(SuspectedTotals, LeavesDeclaredMainsAndMetersOfTheirOwnAlone) {
  MeterSummary a = Random60Days("a", 100), b = Random60Days("b", 40);
  const MeterSummary main = SumOf("main", {a, b});
  a.parent = b.parent = "main";
  EXPECT_TRUE(FindSuspectedTotals({a, b, main}).empty());
  EXPECT_TRUE(FindSuspectedTotals({Random60Days("x", 100), Random60Days("y", 40), Random60Days("z", 140)}).empty());
}

TEST(SuspectedTotals, DoesNotJudgeByAFewDays) {
  MeterSummary a = Random60Days("a", 100), b = Random60Days("b", 40), total = SumOf("t", {a, b});
  for (MeterSummary* meter : {&a, &b, &total}) meter->daily.resize(14);
  EXPECT_TRUE(FindSuspectedTotals({a, b, total}).empty());
}

TEST(SuspectedTotals, ComparesOnlyMetersOfOneCommodity) {
  MeterSummary a = Random60Days("a", 100), b = Random60Days("b", 40);
  MeterSummary total = SumOf("t", {a, b});
  total.commodity = Commodity::kGas;
  EXPECT_TRUE(FindSuspectedTotals({a, b, total}).empty());
}

}  // namespace
}  // namespace kilowatch
