#include "foundation/base/format_phrase.h"

#include <gtest/gtest.h>

#include <cerrno>

#include "foundation/base/result.h"
#include "foundation/base/system_reason.h"

namespace kilowatch {
namespace {

std::string Both(const Phrase& phrase) { return phrase.en + " | " + phrase.fr; }

TEST(FormatPhrase, PutsNamesAlikeAndWordsInTheirLanguage) {
  const Phrase why = {"too short", "trop court"};
  EXPECT_EQ(Both(FormatPhrase("{}:{}: {}", "{}:{} : {}", "a.csv", 3, why)), "a.csv:3: too short | a.csv:3 : trop court");
}

TEST(FormatPhrase, FrenchTakesTheSingularForNoneToo) {
  const Phrase one = {"line", "ligne"};
  const Phrase many = {"lines", "lignes"};
  EXPECT_EQ(Both(Counted(0, one, many)), "0 lines | 0 ligne");
  EXPECT_EQ(Both(Counted(1, one, many)), "1 line | 1 ligne");
  EXPECT_EQ(Both(Counted(2, one, many)), "2 lines | 2 lignes");
}

TEST(FormatPhrase, GroupsThousandsAsEachLanguageWritesThem) {
  EXPECT_EQ(Both(CountWords(999)), "999 | 999");
  EXPECT_EQ(Both(CountWords(1234567)), "1,234,567 | 1\u202f234\u202f567");
  EXPECT_EQ(Both(CountWords(-1000)), "-1,000 | -1\u202f000");
}

TEST(Error, NamesThePlaceBeforeTheMessageInBothLanguages) {
  Error error{ErrorCode::kUnreadable, {"it is empty", "il est vide"}, {"Export it again", "Exportez-le de nouveau"}};
  error.At("a.csv");
  EXPECT_EQ(error.Text(Language::kEnglish), "a.csv: it is empty. Export it again");
  EXPECT_EQ(error.Text(Language::kFrench), "a.csv : il est vide. Exportez-le de nouveau");
}

TEST(SystemReason, SpeaksFrenchOfAFullDisk) {
  EXPECT_EQ(SystemReason(ENOSPC).en, "No space left on device");
  EXPECT_EQ(SystemReason(ENOSPC).fr, "il ne reste plus de place sur le disque");
}

}  // namespace
}  // namespace kilowatch
