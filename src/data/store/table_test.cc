#include "data/store/table.h"

#include <unistd.h>

#include <cmath>
#include <fstream>

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

class TableTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!HasArrow()) GTEST_SKIP() << "built without Arrow: run scripts/bootstrap core";
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path folder_ = std::filesystem::temp_directory_path() / ("kilowatch-table-test-" + std::to_string(::getpid()));
};

TableBatch Example() {
  return {{"meter", std::vector<std::string>{"a", "", "b"}},
          {"reading", std::vector<double>{1.5, std::nan(""), -2}},
          {"time", std::vector<Instant>{FromEpochSeconds(0), Instant::min(), FromEpochSeconds(-3600)}}};
}

TEST_F(TableTest, ReadsBackWhatItWroteAsParquetAndArrow) {
  for (const char* name : {"t.parquet", "t.arrow"}) {
    auto writer = TableWriter::Create(folder_ / name);
    ASSERT_TRUE(writer) << writer.error().Text();
    ASSERT_TRUE(writer->Write(Example()));
    ASSERT_TRUE(writer->Write(Example()));
    ASSERT_TRUE(writer->Commit());
    auto reader = TableReader::Open(folder_ / name);
    ASSERT_TRUE(reader) << reader.error().Text();
    std::size_t rows = 0;
    for (auto batch = reader->Next(); batch && !batch->empty(); batch = reader->Next()) {
      ASSERT_EQ(batch->size(), 3U);
      EXPECT_EQ(std::get<std::vector<std::string>>((*batch)[0].values)[0], "a");
      EXPECT_TRUE(std::isnan(std::get<std::vector<double>>((*batch)[1].values)[1]));
      EXPECT_EQ(std::get<std::vector<Instant>>((*batch)[2].values)[2], FromEpochSeconds(-3600));
      rows += batch->front().size();
    }
    EXPECT_EQ(rows, 6U) << name;
  }
}

TEST_F(TableTest, LeavesNothingBehindWithoutCommit) {
  {
    auto writer = TableWriter::Create(folder_ / "half.parquet");
    ASSERT_TRUE(writer);
    ASSERT_TRUE(writer->Write(Example()));
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

TEST_F(TableTest, NamesTheFileThatIsNoTable) {
  std::ofstream(folder_ / "fake.parquet") << "meter,time\n";
  const auto reader = TableReader::Open(folder_ / "fake.parquet");
  ASSERT_FALSE(reader);
  EXPECT_EQ(reader.error().code, ErrorCode::kUnreadable);
  EXPECT_NE(reader.error().message.en.find("fake.parquet"), std::string::npos);
}

}  // namespace
}  // namespace kilowatch
