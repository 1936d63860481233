#include "detection/events/run_chance.h"

#include <gtest/gtest.h>

#include <cmath>

#include "detection/events/synthetic_block.h"

namespace kilowatch {
namespace {

using namespace synthetic;

constexpr std::size_t kHours = 4000;

// No two readings are alike but for runs of `lengths`, one at every fortieth hour, and one of `held` hours from 3000 on.
CleanBlock WithRuns(const std::vector<std::size_t>& lengths, std::size_t held) {
  return Cleaned(FrameOf(kHours, [&](std::size_t hour) {
    const std::size_t run = hour / 40, at = hour % 40;
    if (hour >= 3000 && hour < 3000 + held) return 17.5;
    if (hour < 2800 && run < lengths.size() && at < lengths[run]) return 20 + 0.01 * static_cast<double>(run);
    return 10 + 0.001 * static_cast<double>(hour);
  }));
}

TEST(RunChance, IsSmallForAValueHeldForDaysWhereNothingRepeats) { EXPECT_LT(RunChance(WithRuns({2, 2, 2}, 48), 3000, 3047), 1e-12); }

TEST(RunChance, IsHighWhereSuchRunsComeByThemselves) {
  const std::vector<std::size_t> lengths = {4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2};
  EXPECT_EQ(RunChance(WithRuns(lengths, 4), 3000, 3003), 1);
}

TEST(RunChance, GoesOnGeometricallyBeyondWhatWasSeen) {
  // 40 runs reach 2, 20 reach 3, 10 reach 4, 5 reach 5, none 6: half go on each time, so 8 comes 5 / 8 times.
  std::vector<std::size_t> lengths(20, 2);
  lengths.insert(lengths.end(), 10, 3);
  lengths.insert(lengths.end(), 5, 4);
  lengths.insert(lengths.end(), 5, 5);
  EXPECT_NEAR(RunChance(WithRuns(lengths, 8), 3000, 3007), 1 - std::exp(-5.0 / 8), 1e-9);
}

TEST(RunChance, IsOneWhereNothingRepeats) { EXPECT_EQ(RunChance(WithRuns({}, 0), 3000, 3010), 1); }

}  // namespace
}  // namespace kilowatch
