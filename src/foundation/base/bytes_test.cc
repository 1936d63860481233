#include "foundation/base/bytes.h"

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

std::string StoredExample() {
  ByteWriter writer;
  writer.Put(std::uint16_t{0x0201});
  writer.Put(-1.5);
  writer.Put(true);
  writer.PutText("été");
  writer.PutColumn(std::vector<float>{1, 2, 3});
  return writer.Take();
}

TEST(Bytes, AreLittleEndian) { EXPECT_EQ(StoredExample().substr(0, 2), "\x01\x02"); }

TEST(Bytes, ReadBackWhatWasWritten) {
  const std::string bytes = StoredExample();
  ByteReader reader(bytes);
  EXPECT_EQ(*reader.Get<std::uint16_t>(), 0x0201);
  EXPECT_EQ(*reader.Get<double>(), -1.5);
  EXPECT_TRUE(*reader.GetBool());
  EXPECT_EQ(*reader.GetText(), "été");
  EXPECT_EQ(*reader.GetColumn<float>(3), (std::vector<float>{1, 2, 3}));
  EXPECT_TRUE(reader.ExpectEnd());
}

TEST(Bytes, RefuseToReadPastTheEnd) {
  const std::string bytes = StoredExample();
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    ByteReader reader(std::string_view(bytes).substr(0, length));
    const bool whole = reader.Get<std::uint16_t>() && reader.Get<double>() && reader.GetBool() && reader.GetText() && reader.GetColumn<float>(3);
    EXPECT_FALSE(whole) << length;
  }
}

TEST(Bytes, RefuseAColumnLongerThanAllowedOrThanTheFile) {
  ByteWriter writer;
  writer.Put(~std::uint64_t{0});
  EXPECT_FALSE(ByteReader(writer.bytes()).GetColumn<double>(~std::uint64_t{0}));
  ByteWriter three;
  three.PutColumn(std::vector<std::uint8_t>{1, 2, 3});
  EXPECT_FALSE(ByteReader(three.bytes()).GetColumn<std::uint8_t>(2));
}

TEST(Bytes, RefuseATruthValueThatIsNeither) { EXPECT_FALSE(ByteReader("\x02").GetBool()); }

TEST(Bytes, SayWhenSomethingIsLeftOver) { EXPECT_FALSE(ByteReader("x").ExpectEnd()); }

}  // namespace
}  // namespace kilowatch
