#include "data/ingestion/csv/field_scanner.h"

#include <gtest/gtest.h>

#include "foundation/base/random.h"

namespace kilowatch {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows Scan(std::string_view text, char separator, bool simple = false, bool whole = true) {
  FieldScanner scanner(text, separator, '"', whole);
  Rows rows;
  while (simple ? scanner.NextSimple() : scanner.Next()) {
    rows.emplace_back(scanner.fields().begin(), scanner.fields().end());
    rows.back().push_back(std::to_string(scanner.lines()));
  }
  return rows;
}

TEST(FieldScanner, RowsEndWithAnyLineEndAndTheLastNeedsNone) {
  EXPECT_EQ(Scan("a,b\r\n1,2\n3,", ','), (Rows{{"a", "b", "1"}, {"1", "2", "1"}, {"3", "", "1"}}));
}

TEST(FieldScanner, AQuotedFieldHoldsSeparatorsQuotesAndLineEnds) {
  EXPECT_EQ(Scan("\"a;b\";\"say \"\"x\"\"\";\"two\nlines\"\r\n1;2;3\n", ';'), (Rows{{"a;b", "say \"x\"", "two\nlines", "2"}, {"1", "2", "3", "1"}}));
}

TEST(FieldScanner, AQuoteInsideAFieldIsACharacter) { EXPECT_EQ(Scan("pipe 3\",4\n", ','), (Rows{{"pipe 3\"", "4", "1"}})); }

TEST(FieldScanner, AQuoteThatNeverClosesSwallowsNothing) {
  std::string text = "\"a,1\n";
  for (int i = 0; i < 20000; ++i) text += "b,2\n";
  const Rows rows = Scan(text, ',');
  ASSERT_EQ(rows.size(), 20001U);
  EXPECT_EQ(rows[0], (std::vector<std::string>{"\"a", "1", "1"}));
}

TEST(FieldScanner, AnUnfinishedRowWaitsForMoreText) {
  EXPECT_EQ(Scan("1,2\n3,4", ',', false, false), (Rows{{"1", "2", "1"}}));
  EXPECT_EQ(Scan("1,2\n\"3", ',', false, false), (Rows{{"1", "2", "1"}}));
}

TEST(FieldScanner, TheFastFormAgreesWithTheSimpleOne) {
  Random rng(7);
  constexpr std::string_view kAlphabet = "ab1.,,\n\"\r ;";
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    const auto length = rng.Below(60);
    for (std::uint64_t i = 0; i < length; ++i) text.push_back(kAlphabet[rng.Below(static_cast<std::uint32_t>(kAlphabet.size()))]);
    for (const bool whole : {true, false}) ASSERT_EQ(Scan(text, ',', false, whole), Scan(text, ',', true, whole)) << text;
  }
}

}  // namespace
}  // namespace kilowatch
