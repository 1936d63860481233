#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "detection/models/members/kernels/column_medians.h"
#include "detection/models/members/kernels/fast_log.h"
#include "detection/models/members/kernels/order_statistics.h"
#include "detection/models/members/kernels/rolling.h"
#include "foundation/base/random.h"

namespace kilowatch {
namespace {

constexpr double kUnread = std::numeric_limits<double>::quiet_NaN();

// Coarse normal numbers, so that there are ties; one in `gap` is NaN (0: none).
std::vector<double> Numbers(std::size_t size, std::uint32_t gap, std::uint64_t seed = 7) {
  Random random(seed);
  std::vector<double> x(size);
  for (double& v : x) v = std::round(100 * random.Normal()) / 100;
  if (gap == 0) return x;
  for (double& v : x) v = random.Below(gap) == 0 ? kUnread : v;
  return x;
}

std::vector<double> Sorted(std::vector<double> x) {
  std::erase_if(x, [](double v) { return std::isnan(v); });
  std::sort(x.begin(), x.end());
  return x;
}

double MedianOf(const std::vector<double>& x) {
  const std::vector<double> s = Sorted(x);
  return s.empty() ? kUnread : (s[(s.size() - 1) / 2] + s[s.size() / 2]) / 2;
}

void ExpectSame(double a, double b) {
  if (std::isnan(b)) {
    EXPECT_TRUE(std::isnan(a));
  } else {
    EXPECT_EQ(a, b);
  }
}

TEST(ColumnMediansTest, EqualMediansOfSortedColumnsForAnyNumberOfRows) {
  for (std::size_t rows = 1; rows <= 70; ++rows) {
    const std::vector<double> x = Numbers(rows * ColumnMedians::kLanes, rows % 2 == 0 ? 0 : 4, rows);
    ColumnMedians medians(rows);
    std::copy(x.begin(), x.end(), medians.Row(0));
    std::array<double, ColumnMedians::kLanes> found;
    medians.Find(1, found.size(), found.data());
    for (std::size_t c = 0; c < found.size(); ++c) {
      std::vector<double> column;
      for (std::size_t r = 0; r < rows; ++r) column.push_back(x[r * ColumnMedians::kLanes + c]);
      ExpectSame(found[c], MedianOf(column));
    }
  }
}

TEST(RollingMedianTest, TheNetworkEqualsTheSortedWindow) {
  const std::vector<double> x = Numbers(1000, 5);
  std::vector<double> fast(x.size());
  std::vector<double> plain(x.size());
  for (const std::size_t width : {1U, 2U, 3U, 4U, 7U, 12U, 28U, 40U}) {
    for (const Window window : {Window::Around(width), Window::UpTo(width)}) {
      RollingMedian(x, window, fast);
      RollingMedianSorted(x, window, plain);
      for (std::size_t i = 0; i < x.size(); ++i) ExpectSame(fast[i], plain[i]);
    }
  }
}

TEST(RollingTest, AWindowOfSixReachesThreeBackAndTwoOn) {
  const std::vector<double> x = {0, 0, 9, 0, 0, 0, 0, 0, 0};
  std::vector<double> most(x.size());
  RollingMax(x, Window::Around(6), most);
  EXPECT_EQ(most, (std::vector<double>{9, 9, 9, 9, 9, 9, 0, 0, 0}));
}

TEST(RollingTest, MeansAndDeviationsSkipWhatIsNotThere) {
  const std::vector<double> x = {1, 3, kUnread, 8};
  std::vector<double> out(x.size());
  ColumnPool pool;
  RollingMean(x, Window::UpTo(3), pool, out);
  EXPECT_EQ(out, (std::vector<double>{1, 2, 2, 5.5}));
  RollingDeviation(x, Window::UpTo(3), 2, pool, out);
  EXPECT_TRUE(std::isnan(out[0]));
  EXPECT_DOUBLE_EQ(out[1], std::sqrt(2.0));
  EXPECT_DOUBLE_EQ(out[3], std::sqrt(12.5));
}

TEST(QuantilesTest, LieBetweenTheSortedNeighbours) {
  for (const std::size_t size : {1U, 2U, 30U, 5000U}) {
    std::vector<double> x = Numbers(size, 0, size);
    const std::vector<double> sorted = Sorted(x);
    constexpr std::array<double, 2> kP = {0.5, 0.9};
    std::array<double, 2> found;
    Quantiles(x, kP, found);
    for (std::size_t q = 0; q < 2; ++q) {
      const double at = kP[q] * static_cast<double>(size - 1);
      const auto below = static_cast<std::size_t>(at);
      const double high = sorted[std::min(below + 1, size - 1)];
      EXPECT_NEAR(found[q], sorted[below] + (high - sorted[below]) * (at - static_cast<double>(below)), 1e-12);
    }
  }
}

TEST(QuantilesTest, OfManyEqualNumbersIsThatNumber) {
  std::vector<double> x(5000, 3.0);
  x[17] = 100;
  std::array<double, 2> found;
  Quantiles(x, std::array<double, 2>{0.5, 0.9}, found);
  EXPECT_EQ(found, (std::array<double, 2>{3, 3}));
}

TEST(RankedColumnTest, AMovingWindowKnowsItsOrder) {
  std::vector<double> x = Numbers(3000, 6);
  for (std::size_t i = 0; i < 200; ++i) x[i] = 1e6 + static_cast<double>(i % 7) * 1e-6;  // equal in their upper bits
  RankedColumn ranked(x);
  EXPECT_TRUE(std::is_sorted(ranked.sorted().begin(), ranked.sorted().end()));
  for (std::size_t end = 0; end <= x.size(); end += 97) {
    const std::size_t begin = end > 900 ? end - 900 : 0;
    ranked.MoveTo(begin, end);
    const std::vector<double> sorted = Sorted({x.begin() + static_cast<std::ptrdiff_t>(begin), x.begin() + static_cast<std::ptrdiff_t>(end)});
    ASSERT_EQ(ranked.count(), sorted.size());
    for (std::size_t k = 0; k < sorted.size(); k += 13) {
      EXPECT_EQ(ranked.Kth(k), sorted[k]);
      EXPECT_EQ(ranked.CountBelow(ranked.KthRank(k)), k);
    }
  }
}

TEST(MedianDistanceTest, EqualsTheMedianOfTheDistances) {
  for (std::size_t size = 1; size < 60; ++size) {
    const std::vector<double> sorted = Sorted(Numbers(size, 0, size));
    const double middle = sorted[size / 3];
    std::vector<double> distance;
    for (const double x : sorted) distance.push_back(std::fabs(x - middle));
    EXPECT_EQ(MedianDistance(size, middle, [&](std::size_t k) { return sorted[k]; }), MedianOf(distance));
  }
}

TEST(FastLogTest, IsTheLogarithm) {
  for (double x = 1e-300; x < 1e300; x *= 1.7) EXPECT_NEAR(FastLog(x), std::log(x), 1e-15 + 4e-16 * std::fabs(std::log(x)));
  EXPECT_EQ(FastLog(1.0), 0.0);
}

}  // namespace
}  // namespace kilowatch
