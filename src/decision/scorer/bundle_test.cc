#include "decision/scorer/bundle.h"

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

Bundle Example() {
  Bundle bundle;
  bundle.Put("meter/b", "two");
  bundle.Put("meter/a", std::string("\0\1\2", 3));
  bundle.Put("manifest", "{}");
  return bundle;
}

TEST(Bundle, ReadsBackWhatItWrote) {
  const auto back = Bundle::Decode(Example().Encode());
  ASSERT_TRUE(back);
  EXPECT_EQ(*back->Section("meter/a"), std::string_view("\0\1\2", 3));
  EXPECT_EQ(back->Names("meter/"), (std::vector<std::string>{"meter/a", "meter/b"}));
  EXPECT_EQ(back->Version(), Example().Version());
}

TEST(Bundle, RefusesEveryTruncation) {
  const std::string whole = Example().Encode();
  for (std::size_t length = 0; length < whole.size(); ++length) EXPECT_FALSE(Bundle::Decode(whole.substr(0, length))) << length;
}

TEST(Bundle, RefusesEveryFlippedByte) {
  const std::string whole = Example().Encode();
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string broken = whole;
    broken[i] = static_cast<char>(broken[i] ^ 0x20);
    EXPECT_FALSE(Bundle::Decode(broken)) << i;
  }
}

TEST(Bundle, NamesTheSectionThatIsNotThere) {
  const Bundle bundle = Example();
  const auto missing = bundle.Section("forest");
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().message.en.find("forest"), std::string::npos);
}

}  // namespace
}  // namespace kilowatch
