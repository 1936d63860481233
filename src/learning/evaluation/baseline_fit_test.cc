#include "learning/evaluation/baseline_fit.h"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

const double kNone = std::numeric_limits<double>::quiet_NaN();

TEST(BaselineFit, CvRmseAndNmbeByHand) {
  // Residuals 1, -1, 2, missing; mean reading 4; squares 6 over 3 rows.
  const std::vector<double> actual = {3, 4, 5, kNone}, expected = {2, 5, 3, 9};
  EXPECT_DOUBLE_EQ(CvRmse(actual, expected), std::sqrt(2.0) / 4);
  EXPECT_DOUBLE_EQ(Nmbe(actual, expected), 2.0 / 3 / 4);
  EXPECT_DOUBLE_EQ(CvRmse(actual, expected, 1), std::sqrt(3.0) / 4);
}

TEST(BaselineFit, CoverageCountsTheEdgesOfTheBand) {
  const std::vector<double> actual = {1, 2, 3, 4, kNone}, low = {1, 0, 0, 5, 0}, high = {2, 2, 2.5, 6, 9};
  EXPECT_DOUBLE_EQ(BandCoverage(actual, low, high), 0.5);
}

TEST(BaselineFit, IsNotDefinedWithoutReadingsOrForAMeanOfZero) {
  EXPECT_TRUE(std::isnan(CvRmse(std::vector<double>{kNone}, std::vector<double>{1})));
  EXPECT_TRUE(std::isnan(Nmbe(std::vector<double>{1, -1}, std::vector<double>{0, 0})));
  EXPECT_TRUE(std::isnan(BandCoverage({}, {}, {})));
}

}  // namespace
}  // namespace kilowatch
