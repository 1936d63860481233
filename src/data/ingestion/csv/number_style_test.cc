#include "data/ingestion/csv/number_style.h"

#include <gtest/gtest.h>

#include <vector>

#include "data/ingestion/csv/cell_number.h"

namespace kilowatch {
namespace {

NumberStyleGuess GuessOf(std::vector<std::string_view> cells, char separator = ';') { return GuessNumberStyle(cells, separator); }

TEST(NumberStyleTest, TellsMarksApartByHowTheyStand) {
  EXPECT_EQ(GuessOf({"1.234,5", "7"}).style, (NumberStyle{',', '.'}));
  EXPECT_EQ(GuessOf({"1,234.5", "7"}).style, (NumberStyle{'.', ','}));
  EXPECT_EQ(GuessOf({"12,5", "1 234,25"}).style, (NumberStyle{',', ' '}));
  EXPECT_EQ(GuessOf({"1'234.5"}).style, (NumberStyle{'.', '\''}));
  EXPECT_EQ(GuessOf({"1,234,567", "12"}, '\t').style, (NumberStyle{'.', ','}));
  EXPECT_EQ(GuessOf({"0,125", "3"}).style, (NumberStyle{',', 0}));
}

TEST(NumberStyleTest, SaysWhatAnUnclearCommaWasTakenFor) {
  EXPECT_EQ(GuessOf({"1,234", "5,678"}).style, (NumberStyle{',', 0}));
  EXPECT_FALSE(GuessOf({"1,234", "5,678"}).assumed.empty());
  EXPECT_EQ(GuessOf({"1,234", "5,678"}, ',').style, (NumberStyle{'.', ','}));
  EXPECT_TRUE(GuessOf({"1.234", "5.678"}).assumed.empty());
}

TEST(NumberStyleTest, KnowsNumbersWithUnitsAndWhatIsNoNumber) {
  EXPECT_TRUE(LooksLikeNumber("12.5 kWh"));
  EXPECT_TRUE(LooksLikeNumber("-1e-3"));
  for (const char* text : {"", "-", "n/a", "#REF!", "2024-01-31", "12:30", "A12"}) EXPECT_FALSE(LooksLikeNumber(text)) << text;
  EXPECT_TRUE(GuessOf({"12.5 kWh", "13 kWh"}).carry_unit);
}

TEST(NumberStyleTest, AgreesWithTheParserThatReadsTheFile) {
  const NumberStyle style{',', ' '};
  for (const char* text : {"1 234,5", "12", "-0,25", "1\u00A0234,75", "1e3", "1e999", "#REF!", "1.5"}) {
    EXPECT_EQ(ReadNumber(text, style), ParseCell(text, {',', ' ', false})) << text;
  }
}

}  // namespace
}  // namespace kilowatch
