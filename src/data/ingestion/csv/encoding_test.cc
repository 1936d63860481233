#include "data/ingestion/csv/encoding.h"

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

std::string Utf16(std::string_view ascii, bool little) {
  std::string out;
  for (const char c : ascii) little ? (out += c, out += '\0') : (out += '\0', out += c);
  return out;
}

TEST(Encoding, MarksAndZerosTellUtf16) {
  EXPECT_EQ(DetectEncoding("\xFF\xFE" + Utf16("a,b", true)), Encoding::kUtf16Le);
  EXPECT_EQ(DetectEncoding("\xFE\xFF" + Utf16("a,b", false)), Encoding::kUtf16Be);
  EXPECT_EQ(DetectEncoding(Utf16("time,kwh\n2016-01-01", true)), Encoding::kUtf16Le);
  EXPECT_EQ(DetectEncoding(Utf16("time,kwh\n2016-01-01", false)), Encoding::kUtf16Be);
  EXPECT_EQ(ToUtf8("\xFF\xFE" + Utf16("a,b", true), Encoding::kUtf16Le), "a,b");
  EXPECT_EQ(ToUtf8(Utf16("a,b", false), Encoding::kUtf16Be), "a,b");
}

TEST(Encoding, Utf8IsToldFromWindows1252) {
  EXPECT_EQ(DetectEncoding("r\xC3\xA9gion"), Encoding::kUtf8);
  EXPECT_EQ(DetectEncoding("r\xC3"), Encoding::kUtf8);
  EXPECT_EQ(DetectEncoding("r\xE9gion"), Encoding::kWindows1252);
  EXPECT_EQ(DetectEncoding("\xEF\xBB\xBFtime"), Encoding::kUtf8WithBom);
  EXPECT_EQ(ToUtf8("r\xE9gion 5 \x80", Encoding::kWindows1252), "r\xC3\xA9gion 5 \xE2\x82\xAC");
  EXPECT_EQ(ToUtf8("\xEF\xBB\xBFtime", Encoding::kUtf8WithBom), "time");
}

TEST(Encoding, SurrogatesJoinAndLoneOnesAreReplaced) {
  EXPECT_EQ(ToUtf8(std::string("\x3D\xD8\x00\xDE", 4), Encoding::kUtf16Le), "\xF0\x9F\x98\x80");
  EXPECT_EQ(ToUtf8(std::string("\x3D\xD8", 2), Encoding::kUtf16Le), "\xEF\xBF\xBD");
}

TEST(Encoding, BinaryFilesAreRefusedByName) {
  EXPECT_NE(WhyNotText("PK\x03\x04...", Encoding::kUtf8).en.find("Excel"), std::string::npos);
  EXPECT_FALSE(WhyNotText(std::string(100, '\x01'), Encoding::kUtf8).empty());
  EXPECT_TRUE(WhyNotText("time,kwh\n2016-01-01,1\n", Encoding::kUtf8).empty());
  EXPECT_TRUE(WhyNotText("time,kwh\n" + std::string(2, '\0') + std::string(200, '1'), Encoding::kUtf8).empty());
}

}  // namespace
}  // namespace kilowatch
