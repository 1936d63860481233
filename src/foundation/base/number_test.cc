#include "foundation/base/number.h"

#include <cmath>

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

TEST(Number, WritesTheShortestTextThatReadsBack) {
  EXPECT_EQ(FormatNumber(0.1), "0.1");
  EXPECT_EQ(FormatNumber(1e6), "1000000");
  EXPECT_EQ(FormatNumber(-0.0), "0");
  EXPECT_EQ(FormatNumber(1e300), "1e+300");
  EXPECT_EQ(FormatNumber(std::nan("")), "");
}

TEST(Number, ReadsOnlyWholeFiniteNumbers) {
  EXPECT_EQ(ParseNumber("+12.5"), 12.5);
  for (const char* bad : {"", "1e999", "nan", "inf", "1,5", "12 ", "-", "0x10"}) EXPECT_FALSE(ParseNumber(bad)) << bad;
}

}  // namespace
}  // namespace kilowatch
