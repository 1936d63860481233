#include "data/ingestion/parquet/table_text.h"

#include <unistd.h>

#include <cmath>

#include <gtest/gtest.h>

#include "data/store/table.h"

namespace kilowatch {
namespace {

TEST(TableText, WritesAHeaderAndEmptyCellsForNulls) {
  if (!HasArrow()) GTEST_SKIP() << "built without Arrow: run scripts/bootstrap core";
  const auto path = std::filesystem::temp_directory_path() / ("kilowatch-table-text-" + std::to_string(::getpid()) + ".parquet");
  auto writer = TableWriter::Create(path);
  ASSERT_TRUE(writer);
  ASSERT_TRUE(writer->Write({{"meter", std::vector<std::string>{"a", ""}},
                             {"time", std::vector<Instant>{FromEpochSeconds(0), Instant::min()}},
                             {"value", std::vector<double>{1.5, std::nan("")}}}));
  ASSERT_TRUE(writer->Commit());
  const auto text = TableAsText(path);
  std::filesystem::remove(path);
  ASSERT_TRUE(text) << text.error().Text();
  EXPECT_EQ(*text, "\"meter\",\"time\",\"value\"\n\"a\",1970-01-01T00:00:00Z,1.5\n,,\n");
}

}  // namespace
}  // namespace kilowatch
