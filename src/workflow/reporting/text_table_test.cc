#include "workflow/reporting/text_table.h"

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

TEST(TextTable, AlignsByCharactersNotBytes) {
  TextTable table({"Compteur", "pointe"});
  table.Add({"Épinay", "1 230"});
  table.Add({"b", "7"});
  EXPECT_EQ(table.Draw(), "Compteur  pointe\nÉpinay     1 230\nb              7\n");
}

TEST(WrapText, NeverBeginsALineWithFrenchPunctuation) {
  EXPECT_EQ(WrapText("cas perdus : deux ; non", "", 11), "cas\nperdus :\ndeux ; non\n");
  EXPECT_EQ(WrapText("dit « oui » ici", "", 10), "dit\n« oui »\nici\n");
}

TEST(WrapText, BreaksAtSpacesAndKeepsTheIndent) {
  EXPECT_EQ(WrapText("one two three", " - ", 10), " - one two\n   three\n");
  EXPECT_EQ(WrapText("averylongword", "", 5), "averylongword\n");
}

}  // namespace
}  // namespace kilowatch
