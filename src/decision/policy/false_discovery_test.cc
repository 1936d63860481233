#include "decision/policy/false_discovery.h"

#include <gtest/gtest.h>

#include <cmath>

#include "foundation/base/random.h"

namespace kilowatch {
namespace {

TEST(Discoveries, AreThoseOfTheWorkedExampleOfBenjaminiAndHochberg) {
  // Their 15 p-values at 0.05: the four smallest, since 0.0095 <= 4/15 * 0.05 = 0.0133 and none after is below its own line.
  const std::vector<double> p = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0};
  const std::vector<bool> found = Discoveries(p, p.size(), 0.05);
  for (std::size_t i = 0; i < p.size(); ++i) EXPECT_EQ(found[i], i < 4) << i;
}

TEST(Discoveries, TakeASmallValueAlongWhoseOwnLineALargerOneReaches) {
  // 0.04 is above 1/2 * 0.05, but 0.045 is below 2/2 * 0.05 and brings it along.
  EXPECT_EQ(Discoveries(std::vector<double>{0.045, 0.04}, 2, 0.05), (std::vector<bool>{true, true}));
}

TEST(Discoveries, GetRarerWhenMoreWasLookedAt) {
  const std::vector<double> p = {0.004};
  EXPECT_TRUE(Discoveries(p, 10, 0.1)[0]);
  EXPECT_FALSE(Discoveries(p, 1000, 0.1)[0]);
}

TEST(ChanceTogether, OfOneStretchIsItsOwn) { EXPECT_NEAR(ChanceTogether(std::vector<double>{0.01}), 0.01, 1e-12); }

TEST(ChanceTogether, CountsSeveralRareStretchesAsRarer) {
  // Three stretches that come up 0.1 times each: P(N >= 3 | 0.1) = 1 - e^-0.1 (1 + 0.1 + 0.005) = 0.00015465; times three that were tried.
  const double p = -std::expm1(-0.1);
  EXPECT_NEAR(ChanceTogether(std::vector<double>{p, p, p}), 3 * 0.00015465, 1e-7);
}

TEST(ChanceTogether, IsNoRarerThanItsValuesWhereNothingHappened) {
  // Histories of nothing: stretches come by chance, their p-values are those of a Poisson process. At most about 5% may fall below 0.05.
  Random random(3, "chance");
  int below = 0;
  constexpr int kHistories = 4000;
  for (int i = 0; i < kHistories; ++i) {
    std::vector<double> chances;
    double mean = 0;
    for (int k = 0; k < 6; ++k) {
      mean -= std::log(random.Uniform());  // waiting times of a process with rate 1: the expected numbers of its strangest stretches
      chances.push_back(-std::expm1(-mean));
    }
    below += ChanceTogether(chances) < 0.05;
  }
  EXPECT_LT(below, kHistories * 0.06);
}

}  // namespace
}  // namespace kilowatch
