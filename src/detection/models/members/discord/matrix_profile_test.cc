#include "detection/models/members/discord/matrix_profile.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "foundation/base/random.h"

namespace kilowatch {
namespace {

std::vector<double> Daily(std::size_t size, double noise) {
  Random random(3, "daily");
  std::vector<double> series(size);
  for (std::size_t i = 0; i < size; ++i)
    series[i] = 10 + 4 * std::sin(2 * 3.141592653589793 * static_cast<double>(i % 24) / 24) + random.Uniform(-noise, noise);
  return series;
}

void ExpectTheSame(const MatrixProfile& fast, const MatrixProfile& simple) {
  ASSERT_EQ(fast.distance.size(), simple.distance.size());
  for (std::size_t i = 0; i < simple.distance.size(); ++i) {
    if (std::isinf(simple.distance[i])) {
      EXPECT_EQ(fast.distance[i], simple.distance[i]) << i;
      EXPECT_EQ(fast.neighbour[i], kNoNeighbour) << i;
    } else {
      EXPECT_NEAR(fast.distance[i], simple.distance[i], 1e-6) << i;
    }
  }
}

// Windows of three: (0, 1, 0) and (1, 0, 1) are opposites; z-normalised they are (-a, 2a, -a) and (a, -2a, a) with a = 1 / sqrt(2).
TEST(MatrixProfileTest, GivesTheDistanceThatIsWorkedOutByHand) {
  const std::vector<double> series = {0, 1, 0, 1};
  const MatrixProfile profile = ComputeMatrixProfile(series, 3, Mode::kReview);
  ASSERT_EQ(profile.distance.size(), 2U);
  EXPECT_NEAR(profile.distance[0], 2 * std::sqrt(0.5 + 2 + 0.5), 1e-12);
  EXPECT_EQ(profile.neighbour[0], 1U);
  EXPECT_EQ(profile.neighbour[1], 0U);
}

TEST(MatrixProfileTest, FindsTheOnlyDayThatIsLikeNoOther) {
  std::vector<double> series = Daily(60 * 24, 0.3);
  for (std::size_t hour = 0; hour < 24; ++hour) series[30 * 24 + hour] = 10 + 4 * std::cos(6 * 3.141592653589793 * static_cast<double>(hour) / 24);
  const MatrixProfile profile = ComputeMatrixProfile(series, 24, Mode::kReview);
  const auto strangest = static_cast<std::size_t>(std::ranges::max_element(profile.distance) - profile.distance.begin());
  EXPECT_NEAR(static_cast<double>(strangest), 30 * 24, 12);
}

TEST(MatrixProfileTest, LooksBackAloneInLive) {
  const std::vector<double> series = Daily(20 * 24, 1);
  const MatrixProfile whole = ComputeMatrixProfile(series, 24, Mode::kLive);
  const MatrixProfile begin = ComputeMatrixProfile(std::span(series).first(10 * 24), 24, Mode::kLive);
  for (std::size_t i = 0; i < begin.distance.size(); ++i) {
    EXPECT_EQ(begin.neighbour[i], whole.neighbour[i]) << i;
    EXPECT_EQ(begin.distance[i], whole.distance[i]) << i;
  }
  EXPECT_TRUE(std::isinf(whole.distance[0]));
}

TEST(MatrixProfileTest, AgreesWithTheSimpleOneAcrossTilesGapsAndConstants) {
  std::vector<double> series = Daily(5000, 1);
  for (std::size_t i = 700; i < 760; ++i) series[i] = std::nan("");
  for (std::size_t i = 1500; i < 1600; ++i) series[i] = 12.5;
  for (std::size_t i = 4800; i < 4850; ++i) series[i] = 0;
  series[2000] = std::numeric_limits<double>::infinity();
  for (const Mode mode : {Mode::kReview, Mode::kLive})
    ExpectTheSame(ComputeMatrixProfile(series, 25, mode), ComputeMatrixProfileSimply(series, 25, mode));
}

TEST(MatrixProfileTest, GivesTheSameBytesForAnyNumberOfThreads) {
  const std::vector<double> series = Daily(3000, 1);
  const MatrixProfile one = ComputeMatrixProfile(series, 24, Mode::kReview, 1);
  const MatrixProfile three = ComputeMatrixProfile(series, 24, Mode::kReview, 3);
  EXPECT_EQ(one.distance, three.distance);
  EXPECT_EQ(one.neighbour, three.neighbour);
}

TEST(MatrixProfileTest, HasNothingToSayOfSeriesThatAreTooShort) {
  EXPECT_TRUE(ComputeMatrixProfile(std::vector<double>{1, 2}, 3, Mode::kReview).distance.empty());
  const MatrixProfile alone = ComputeMatrixProfile(std::vector<double>{1, 2, 4}, 3, Mode::kReview);
  ASSERT_EQ(alone.distance.size(), 1U);
  EXPECT_TRUE(std::isinf(alone.distance[0]));
}

RC_GTEST_PROP(MatrixProfileProperty, AgreesWithTheSimpleOne, ()) {
  const auto size = *rc::gen::inRange<std::size_t>(3, 160);
  const auto window = *rc::gen::inRange<std::size_t>(3, 20);
  std::vector<double> series(size);
  // Few levels: many windows are alike or without variation.
  for (double& x : series) {
    const int level = *rc::gen::inRange(-1, 5);
    x = level < 0 ? std::nan("") : level;
  }
  for (const Mode mode : {Mode::kReview, Mode::kLive}) {
    const MatrixProfile fast = ComputeMatrixProfile(series, window, mode);
    const MatrixProfile simple = ComputeMatrixProfileSimply(series, window, mode);
    RC_ASSERT(fast.distance.size() == simple.distance.size());
    for (std::size_t i = 0; i < simple.distance.size(); ++i) {
      const bool both_infinite = std::isinf(fast.distance[i]) && std::isinf(simple.distance[i]);
      RC_ASSERT(both_infinite || std::fabs(fast.distance[i] - simple.distance[i]) < 1e-6);
    }
  }
}

}  // namespace
}  // namespace kilowatch
