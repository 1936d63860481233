#include "detection/events/window_scan.h"

#include <gtest/gtest.h>

#include <cmath>

#include "foundation/base/random.h"

namespace kilowatch {
namespace {

// Days that differ by chance alone, with a spread of one; uniform sums of twelve are as good as normal.
std::vector<double> DaysOfChance(std::uint64_t seed, std::size_t count = 364) {
  Random random(seed, "window scan");
  std::vector<double> days;
  for (std::size_t d = 0; d < count; ++d) {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += random.Uniform();
    days.push_back(sum);
  }
  return days;
}

TEST(WeibullChance, GoesThroughItsTwoQuantiles) {
  // Quantiles of an exponential distribution: log 10 and log 40. At the second one, one window of forty is above: 1 - exp(-40 × 0.025) = 0.632.
  EXPECT_NEAR(WeibullChance(std::log(40), std::log(10), std::log(40), 40), 1 - std::exp(-1.0), 1e-12);
  EXPECT_NEAR(WeibullChance(std::log(10), std::log(10), std::log(40), 10), 1 - std::exp(-1.0), 1e-12);
  // An exponential tail goes on: exp(-3 log 40) = 1 / 64000.
  EXPECT_NEAR(WeibullChance(3 * std::log(40), std::log(10), std::log(40), 1), 1.0 / 64000, 1e-9);
}

TEST(WindowScan, FindsTheWindowThatWasRaised) {
  std::vector<double> days = DaysOfChance(1);
  for (std::size_t d = 200; d < 220; ++d) days[d] += 4;
  const WindowScan scan(days);
  const DayWindow window = scan.Strangest();
  EXPECT_NEAR(static_cast<double>(window.begin), 200, 1);
  EXPECT_NEAR(static_cast<double>(window.end), 220, 1);
  EXPECT_LT(scan.ChanceOf(window), 1e-9);
  EXPECT_LT(scan.ChanceBesideOthers(window), 1e-6);
}

TEST(WindowScan, SumsAWindowInSpreads) {
  // Days alternate by 1: no day is like its neighbour, the spread is 1.4826, and four days of +1 in the middle make 4 / (1.4826 × 2).
  std::vector<double> days;
  for (std::size_t d = 0; d < 120; ++d) days.push_back(d % 2 == 0 ? 1 : -1);
  for (std::size_t d = 60; d < 64; ++d) days[d] = 1;
  EXPECT_NEAR(WindowScan(days).At(60, 64).z, 4 / (1.4826 * 2), 1e-9);
}

TEST(WindowScan, SeldomCallsAYearOfNothingImprobable) {
  int improbable = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const WindowScan scan(DaysOfChance(seed));
    const DayWindow window = scan.Strangest();
    improbable += std::max(scan.ChanceOf(window), scan.ChanceBesideOthers(window)) < 0.05 ? 1 : 0;
  }
  EXPECT_LE(improbable, 18);  // 10 are expected; 18 and more come up in one case of a hundred
}

TEST(WindowScan, TakesASeasonThatComesTwiceForItsOwnExcuse) {
  // Spring and autumn both differ by the same: neither is improbable beside the other, though both would be beside single days.
  std::vector<double> days = DaysOfChance(3);
  for (std::size_t d = 80; d < 100; ++d) days[d] += 2;
  for (std::size_t d = 260; d < 280; ++d) days[d] += 2;
  const WindowScan scan(days);
  EXPECT_LT(scan.ChanceOf(scan.At(80, 100)), 1e-6);
  EXPECT_GT(scan.ChanceBesideOthers(scan.At(80, 100)), 0.05);
}

TEST(WindowScan, KnowsNothingBesideTooFewOthers) {
  const WindowScan scan(DaysOfChance(4, 60));
  EXPECT_TRUE(std::isnan(scan.ChanceBesideOthers(scan.At(20, 40))));
}

}  // namespace
}  // namespace kilowatch
