#include "foundation/text/compression.h"

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

TEST(Compression, MembersOfOneFileFollowEachOther) {
  const std::string a = Gzip("first line\n");
  const std::string b = Gzip(std::string(100000, 'x'));
  const auto text = Gunzip(a + b, "f.gz");
  ASSERT_TRUE(text.has_value()) << text.error().Text();
  EXPECT_EQ(*text, "first line\n" + std::string(100000, 'x'));
}

TEST(Compression, ATruncatedFileIsAnErrorThatNamesIt) {
  std::string member = Gzip("some readings that are long enough to be cut in the middle");
  for (std::size_t size = 3; size < member.size(); ++size) {
    const auto text = Gunzip(std::string_view(member).substr(0, size), "meters.csv.gz");
    ASSERT_FALSE(text.has_value());
    EXPECT_NE(text.error().message.en.find("meters.csv.gz"), std::string::npos);
    EXPECT_EQ(text.error().code, ErrorCode::kUnreadable);
  }
}

TEST(Compression, AWrongChecksumIsAnError) {
  std::string member = Gzip("12.5");
  member[member.size() - 6] ^= 1;
  EXPECT_FALSE(Gunzip(member, "f.gz").has_value());
}

TEST(Compression, ZerosAfterTheLastMemberArePadding) { EXPECT_EQ(Gunzip(Gzip("a") + std::string(512, '\0'), "f.gz").value(), "a"); }

TEST(Compression, MoreThanTheLimitIsRefused) { EXPECT_FALSE(Gunzip(Gzip(std::string(5000, 'x')), "f.gz", 4999).has_value()); }

TEST(Compression, AnEmptyMemberIsEmptyText) { EXPECT_EQ(Gunzip(Gzip(""), "f.gz").value(), ""); }

}  // namespace
}  // namespace kilowatch
