#include "foundation/base/money.h"

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

const Currency kEuro{"EUR", 2};

TEST(Money, RoundsHalfAwayFromZero) {
  EXPECT_EQ(RoundToMoney(0.125, kEuro).minor, 13);
  EXPECT_EQ(RoundToMoney(-0.125, kEuro).minor, -13);
}

TEST(Money, WritesDecimalText) {
  EXPECT_EQ(FormatMoney({-5}, kEuro), "-0.05");
  EXPECT_EQ(FormatMoney({123450}, kEuro), "1234.50");
  EXPECT_EQ(FormatMoney({7}, *ParseCurrency("KRW")), "7");
  EXPECT_EQ(FormatMoney({7}, *ParseCurrency("KWD")), "0.007");
}

TEST(Money, RefusesWhatIsNoCurrency) {
  EXPECT_FALSE(ParseCurrency("eur"));
  EXPECT_FALSE(ParseCurrency("EURO"));
}

}  // namespace
}  // namespace kilowatch
