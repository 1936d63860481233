#include "foundation/base/file.h"

#include <gtest/gtest.h>

namespace kilowatch {
namespace {

class AtomicFileTest : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path folder_ = std::filesystem::temp_directory_path() / ("kilowatch-file-test-" + std::to_string(::getpid()));
};

TEST_F(AtomicFileTest, KeepsTheOldFileUntilCommit) {
  const auto path = folder_ / "out.csv";
  ASSERT_TRUE(WriteFileAtomically(path, "old"));
  {
    auto file = AtomicFile::Create(path);
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->Write("half"));
  }
  EXPECT_EQ(*ReadFile(path), "old");
  ASSERT_TRUE(WriteFileAtomically(path, "new"));
  EXPECT_EQ(*ReadFile(path), "new");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1) << "no temporary file may stay";
}

TEST_F(AtomicFileTest, RefusesAFolderThatDoesNotExist) {
  const auto missing = WriteFileAtomically(folder_ / "no" / "such" / "folder.csv", "x");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
}

TEST_F(AtomicFileTest, SaysThatAFileIsMissing) {
  const auto missing = ReadFile(folder_ / "none");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace kilowatch
