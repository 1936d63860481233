#include "decision/policy/week_budget.h"

#include <gtest/gtest.h>

#include "decision/policy/portfolio_fixture.h"

namespace kilowatch {
namespace {

using portfolio::At;

const Instant kBegin = At("2024-01-01T00:00:00Z");

Claim ClaimFor(const char* begin, const char* end, double loss, int tier = 0) { return {{At(begin), At(end)}, tier, loss}; }

TEST(WeekBudget, TellsTheCostliestOfAWeek) {
  const auto told = GiveWeeks(
      {ClaimFor("2024-01-02T00:00:00Z", "2024-01-03T00:00:00Z", 10), ClaimFor("2024-01-03T00:00:00Z", "2024-01-04T00:00:00Z", 20)}, kBegin, 1);
  EXPECT_FALSE(told[0]);
  EXPECT_EQ(told[1], kBegin);
}

TEST(WeekBudget, LetsWhatGoesOnWaitForTheNextWeek) {
  const auto told = GiveWeeks(
      {ClaimFor("2024-01-02T00:00:00Z", "2024-01-20T00:00:00Z", 10), ClaimFor("2024-01-03T00:00:00Z", "2024-01-04T00:00:00Z", 20)}, kBegin, 1);
  EXPECT_EQ(told[0], At("2024-01-08T00:00:00Z"));
  EXPECT_EQ(told[1], kBegin);
}

TEST(WeekBudget, PutsDataFaultsAfterWhatCosts) {
  const auto told = GiveWeeks(
      {ClaimFor("2024-01-02T00:00:00Z", "2024-01-03T00:00:00Z", 1000, 2), ClaimFor("2024-01-03T00:00:00Z", "2024-01-04T00:00:00Z", 1)}, kBegin, 1);
  EXPECT_FALSE(told[0]);
  EXPECT_TRUE(told[1]);
}

TEST(WeekBudget, TellsEachOnceAndKeepsEachWeeksNumber) {
  std::vector<Claim> claims;
  for (int i = 0; i < 100; ++i) claims.push_back(ClaimFor("2024-01-01T00:00:00Z", "2024-01-29T00:00:00Z", i));
  const auto told = GiveWeeks(claims, kBegin, 10);
  std::map<Instant, int> weeks;
  for (const auto& week : told) {
    if (week) ++weeks[*week];
  }
  EXPECT_EQ(weeks.size(), 4u);
  for (const auto& [week, count] : weeks) EXPECT_EQ(count, 10);
  EXPECT_EQ(told[99], kBegin);
  EXPECT_FALSE(told[59]);
}

}  // namespace
}  // namespace kilowatch
