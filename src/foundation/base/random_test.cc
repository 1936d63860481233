#include "foundation/base/random.h"

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

TEST(Random, SameSeedSameNumbers) {
  Random a(7), b(7), c(8);
  EXPECT_EQ(a.Next(), b.Next());
  EXPECT_NE(a.Next(), c.Next());
}

TEST(Random, PartsOfOneSeedDoNotMoveEachOther) {
  Random a(7, "site/1"), b(7, "site/2"), again(7, "site/1");
  EXPECT_EQ(a.Next(), again.Next());
  EXPECT_NE(a.Next(), b.Next());
}

TEST(Random, NormalHasMeanZeroAndUnitVariance) {
  Random random(1);
  double sum = 0, squares = 0;
  constexpr int kDraws = 200000;
  for (int i = 0; i < kDraws; ++i) {
    const double x = random.Normal();
    sum += x;
    squares += x * x;
  }
  EXPECT_NEAR(sum / kDraws, 0, 0.01);
  EXPECT_NEAR(squares / kDraws, 1, 0.02);
}

}  // namespace
}  // namespace kilowatch
