#include "data/ingestion/csv/row_index.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "data/ingestion/csv/alike_lines.h"
#include "data/ingestion/test_folder.h"
#include "foundation/base/random.h"

namespace kilowatch {
namespace {

CsvPlan IndexPlan() {
  CsvPlan plan;
  plan.understanding.columns.resize(3);
  plan.time_columns = {1};
  plan.time_format.parts = {StampPart::kYear, StampPart::kMonth, StampPart::kDay, StampPart::kHour, StampPart::kMinute};
  plan.meter_columns = {0};
  plan.header_line = "meter,time,kwh";
  plan.summary_words = {"total"};
  plan.first_line = 2;
  plan.first_offset = 15;
  return plan;
}

void ExpectSame(const RowIndex& a, const RowIndex& b) {
  EXPECT_EQ(a.rows, b.rows);
  EXPECT_EQ(a.totals, b.totals);
  EXPECT_EQ(a.interleaved, b.interleaved);
  ASSERT_EQ(a.meters.size(), b.meters.size());
  for (std::size_t i = 0; i < a.meters.size(); ++i) {
    EXPECT_EQ(a.meters[i].key, b.meters[i].key);
    ASSERT_EQ(a.meters[i].segments.size(), b.meters[i].segments.size()) << a.meters[i].key;
    for (std::size_t s = 0; s < a.meters[i].segments.size(); ++s) {
      EXPECT_EQ(a.meters[i].segments[s].begin, b.meters[i].segments[s].begin) << a.meters[i].key;
      EXPECT_EQ(a.meters[i].segments[s].end, b.meters[i].segments[s].end);
      EXPECT_EQ(a.meters[i].segments[s].line, b.meters[i].segments[s].line);
    }
  }
}

// Several chunks of meters that stand together, come back, and have lines between them that are no data.
std::string LongText(std::uint64_t seed, bool quoted) {
  Random random(seed);
  std::string text = "meter,time,kwh\n";
  while (text.size() < (9U << 20)) {
    const auto meter = random.Below(400);
    const auto rows = 100 + random.Below(9000);
    for (std::uint32_t row = 0; row < rows; ++row) {
      char line[80];
      std::snprintf(line, sizeof line, "building %u,2016-01-%02u %02u:%02u,%.3f\n", meter, 1 + row / 1440 % 28, row / 60 % 24, row % 60,
                    random.Uniform(-5, 500));
      text += line;
      if (random.Chance(0.0005)) text += "Total,,12\n";
      if (random.Chance(0.0005)) text += "meter,time,kwh\n";
      if (random.Chance(0.0005)) text += "\n";
      if (random.Chance(0.0005)) text += "building 7,no stamp,1\n";
      if (quoted && text.size() > (5U << 20) && random.Chance(0.001)) text += "\"building 8\",2016-01-01 00:00,\"1\n2\"\n";
    }
  }
  return text;
}

TEST(RowIndex, ManyThreadsFindWhatOnePassFinds) {
  const CsvPlan plan = IndexPlan();
  for (const bool quoted : {false, true}) {
    TestFolder folder;
    const auto path = folder.Write("long.csv", LongText(quoted ? 5 : 3, quoted));
    const auto file = TextFile::Open(path);
    ASSERT_TRUE(file);
    const auto simple = IndexRowsSimply(**file, plan, {});
    ASSERT_TRUE(simple);
    EXPECT_GT(simple->meters.size(), 50U);
    EXPECT_GT(simple->totals, 20);
    for (const int threads : {1, 4}) {
      const auto quick = IndexRows(**file, plan, {threads, {}});
      ASSERT_TRUE(quick);
      ExpectSame(*quick, *simple);
    }
  }
}

TEST(RowIndex, ALineOverSeveralChunksIsOneRow) {
  TestFolder folder;
  const std::string text = "meter,time,kwh\na,2016-01-01 00:00,1\na,2016-01-01 01:00," + std::string(5U << 20, '1') + "\nb,2016-01-01 00:00,2\n";
  const auto file = TextFile::Open(folder.Write("line.csv", text));
  ASSERT_TRUE(file);
  const auto index = IndexRows(**file, IndexPlan(), {2, {}});
  ASSERT_TRUE(index);
  EXPECT_EQ(index->rows, 3);
  ASSERT_EQ(index->meters.size(), 2U);
  EXPECT_EQ(index->meters[1].segments[0].line, 4);
}

TEST(AlikeLines, TheQuickWayStopsWhereTheSimpleOneDoes) {
  Random random(11);
  for (int round = 0; round < 2000; ++round) {
    const std::string start = random.Chance(0.5) ? "m1," : "a long meter name,";
    std::string text;
    while (text.size() < 900)
      text += (random.Chance(0.02) ? "m2," : start) + std::string(random.Below(90), 'x') + (random.Chance(0.01) ? "\n\n" : "\n");
    std::int64_t quick_lines = 0, simple_lines = 0;
    const std::size_t simple = PassAlikeLinesSimply(text, 0, start, simple_lines);
    std::size_t quick = PassAlikeLines(text, 0, start, quick_lines);
    ASSERT_LE(quick, simple);
    ASSERT_TRUE(quick == simple || quick + 300 > text.size());  // near the end the simple way goes on
    quick = PassAlikeLinesSimply(text, quick, start, quick_lines);
    ASSERT_EQ(quick, simple);
    ASSERT_EQ(quick_lines, simple_lines);
  }
}

}  // namespace
}  // namespace kilowatch
