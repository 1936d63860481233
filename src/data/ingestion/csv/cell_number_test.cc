#include "data/ingestion/csv/cell_number.h"

#include <gtest/gtest.h>

#include "foundation/base/number.h"
#include "foundation/base/random.h"

namespace kilowatch {
namespace {

TEST(CellNumber, PlainDecimalsAreCorrectlyRounded) {
  EXPECT_EQ(ParseCell("136.028182983398", {}), 136.028182983398);
  EXPECT_EQ(ParseCell("-0.1", {}), -0.1);
  EXPECT_EQ(ParseCell("76259", {}), 76259.0);
  EXPECT_EQ(ParseCell("391.487378999999999999999", {}), 391.487378999999999999999);
  EXPECT_EQ(ParseCell(" 1.5e3 ", {}), 1500.0);
  EXPECT_EQ(ParseCell("(12.5)", {}), -12.5);
}

TEST(CellNumber, FrenchAndSwissWritingIsRead) {
  EXPECT_EQ(ParseCell("1 234,5", {',', ' '}), 1234.5);
  EXPECT_EQ(ParseCell("1\xC2\xA0"
                      "234,5",
                      {',', ' '}),
            1234.5);
  EXPECT_EQ(ParseCell("1\xE2\x80\xAF"
                      "234\xE2\x80\xAF"
                      "567",
                      {',', ' '}),
            1234567.0);
  EXPECT_EQ(ParseCell("1'234.5", {'.', '\''}), 1234.5);
  EXPECT_EQ(ParseCell("1.234.567,8", {',', '.'}), 1234567.8);
  EXPECT_EQ(ParseCell("12,5 kWh", {',', 0, true}), 12.5);
}

TEST(CellNumber, WhatIsNoNumberIsRefused) {
  for (const char* text : {"1e999", "NaN", "nan", "inf", "-", "n/a", "#REF!", "", " ", "1,5", "12 34", "1.2.3", "0x10", "--1", "1e", "()", "(-1)"}) {
    EXPECT_FALSE(ParseCell(text, {}).has_value()) << text;
  }
  EXPECT_FALSE(ParseCell("1.5", {',', 0}).has_value());
}

TEST(CellNumber, TheFastFormAgreesWithTheSimpleOne) {
  Random random(3);
  constexpr std::string_view kAlphabet = "0123456789012345678901234567890..,-+e '";
  for (int round = 0; round < 200000; ++round) {
    std::string text;
    const auto length = random.Below(22);
    for (std::uint32_t i = 0; i < length; ++i) text.push_back(kAlphabet[random.Below(static_cast<std::uint32_t>(kAlphabet.size()))]);
    for (const CellStyle& style : {CellStyle{}, CellStyle{',', '.'}, CellStyle{'.', '\''}}) {
      ASSERT_EQ(ParseCell(text, style), ParseCellSimple(text, style)) << text;
    }
    const std::string number = FormatNumber((random.Uniform() - 0.3) * 1e5);
    ASSERT_EQ(ParseCell(number, {}), ParseNumber(number)) << number;
  }
}

}  // namespace
}  // namespace kilowatch
