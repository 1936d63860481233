#include "detection/events/sum_tail.h"

#include <gtest/gtest.h>

#include "detection/events/synthetic_block.h"
#include "foundation/base/random.h"

namespace kilowatch {
namespace {

using namespace synthetic;

constexpr std::size_t kYear = 8760;

// An office whose readings lie around its expectation with a normal-like noise, and `extra` on [first, last].
CleanBlock NoisyOffice(std::uint64_t seed, std::size_t first = 1, std::size_t last = 0, double extra = 0) {
  Random random(seed, "noise");
  std::vector<double> noise;
  for (std::size_t i = 0; i < kYear; ++i) noise.push_back(random.Uniform() + random.Uniform() + random.Uniform() + random.Uniform() - 2);
  return Cleaned(FrameOf(kYear, [&](std::size_t hour) { return OfficeLoad(hour) + noise[hour] + (hour >= first && hour <= last ? extra : 0); }));
}

double ChanceOf(const CleanBlock& block, std::uint32_t first, std::uint32_t last) {
  return SumTail(block, ExpectOffice(kYear)).ChanceOf(first, last);
}

TEST(SumTail, CallsADayOfDoubleUseNoChance) { EXPECT_LT(ChanceOf(NoisyOffice(1, 4000, 4023, 10), 4000, 4023), 1e-9); }

TEST(SumTail, TakesAnyOrdinaryDayForChance) { EXPECT_GT(ChanceOf(NoisyOffice(1), 4000, 4023), 0.3); }

TEST(SumTail, SeesTheStrangestOfYearsOfNothingAsOftenAsItSays) {
  // Of 40 years without an event, the strangest of their separate days should be below 0.1 in about four; a badly set tail shows in dozens.
  int below = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const CleanBlock block = NoisyOffice(seed);
    SumTail tail(block, ExpectOffice(kYear));
    double least = 1;
    for (std::uint32_t day = 0; day + 1 < kYear / 24; ++day) least = std::min(least, tail.ChanceOf(24 * day, 24 * day + 23));
    below += least < 0.1;
  }
  EXPECT_LE(below, 12);
}

TEST(SumTail, IsHardlyMovedByAWeekOfFaults) {
  const double alone = ChanceOf(NoisyOffice(2, 4000, 4023, 4), 4000, 4023);
  Random random(2, "noise");
  std::vector<double> noise;
  for (std::size_t i = 0; i < kYear; ++i) noise.push_back(random.Uniform() + random.Uniform() + random.Uniform() + random.Uniform() - 2);
  const CleanBlock both = Cleaned(FrameOf(kYear, [&](std::size_t hour) {
    const bool day = hour >= 4000 && hour <= 4023, week = hour >= 6000 && hour < 6168;
    return OfficeLoad(hour) + noise[hour] + (day ? 4 : 0) + (week ? 8 : 0);
  }));
  EXPECT_LT(alone, 1e-6);
  EXPECT_LT(ChanceOf(both, 4000, 4023), 1e-3);
}

TEST(SumTail, DoesNotJudgeWhereNothingWasRead) {
  MeterFrame frame = FrameOf(kYear, [](std::size_t hour) { return hour >= 100 && hour < 130 ? std::nan("") : OfficeLoad(hour); });
  EXPECT_TRUE(std::isnan(ChanceOf(Cleaned(frame), 105, 120)));
}

}  // namespace
}  // namespace kilowatch
