#include "detection/models/forest/forest.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "foundation/base/random.h"

namespace kilowatch {
namespace {

// Independent normal columns; some values unknown.
FeatureBlock NormalRows(std::size_t rows, std::size_t columns, double unknown, std::uint64_t seed) {
  FeatureBlock block;
  block.Resize(rows, columns);
  Random random(seed);
  for (float& value : block.values) {
    value = static_cast<float>(random.Normal());
    if (random.Chance(unknown)) value = std::numeric_limits<float>::quiet_NaN();
  }
  return block;
}

Forest FitOn(const FeatureBlock& block, const ForestOptions& options = {}) {
  FeatureSample sample;
  sample.Add(block, 4096);
  return *Forest::Fit(sample, options);
}

TEST(Forest, ScoresARowFarFromAllOthersHighest) {
  FeatureBlock block = NormalRows(2000, 5, 0, 1);
  for (std::size_t c = 0; c < 5; ++c) block.Column(c)[777] = 9;
  std::vector<float> scores(block.rows);
  FitOn(block).Score(block, scores);
  EXPECT_EQ(std::max_element(scores.begin(), scores.end()) - scores.begin(), 777);
  EXPECT_GT(scores[777], 0.7F);
  std::nth_element(scores.begin(), scores.begin() + 1000, scores.end());
  EXPECT_LT(scores[1000], 0.5F);
}

TEST(Forest, FastAndSimpleAgreeToTheBit) {
  for (const std::size_t rows : {1UL, 7UL, 255UL, 256UL, 1000UL}) {
    for (const std::size_t columns : {1UL, 26UL, 64UL}) {
      const FeatureBlock block = NormalRows(rows, columns, 0.05, rows * 100 + columns);
      const Forest forest = FitOn(NormalRows(600, columns, 0.02, 4), {.trees = 30});
      std::vector<float> fast(rows);
      std::vector<float> simple(rows);
      forest.Score(block, fast);
      forest.ScoreSimply(block, simple);
      EXPECT_EQ(fast, simple) << rows << " rows, " << columns << " columns";
    }
  }
}

TEST(Forest, IsTheSameForTheSameSeedAndAnotherForAnother) {
  const FeatureBlock block = NormalRows(500, 8, 0, 2);
  std::vector<float> a(500);
  std::vector<float> b(500);
  std::vector<float> c(500);
  FitOn(block, {.seed = 7}).Score(block, a);
  FitOn(block, {.seed = 7}).Score(block, b);
  FitOn(block, {.seed = 8}).Score(block, c);
  EXPECT_EQ(a, b);
  EXPECT_NE(a, c);
}

TEST(Forest, CountsAnUnknownValueAsTheMedian) {
  const FeatureBlock train = NormalRows(999, 4, 0, 3);
  std::vector<float> first(train.Column(0).begin(), train.Column(0).end());
  std::sort(first.begin(), first.end());
  FeatureBlock block = NormalRows(2, 4, 0, 5);
  for (std::size_t c = 1; c < 4; ++c) block.Column(c)[1] = block.Column(c)[0];
  block.Column(0)[0] = std::numeric_limits<float>::quiet_NaN();
  block.Column(0)[1] = first[499];
  std::vector<float> scores(2);
  FitOn(train).Score(block, scores);
  EXPECT_EQ(scores[0], scores[1]);
}

TEST(Forest, LooksAtChosenColumnsOnly) {
  FeatureBlock block = NormalRows(500, 6, 0, 6);
  const Forest forest = FitOn(block, {.columns = {1, 4}});
  std::vector<float> before(500);
  forest.Score(block, before);
  for (const std::size_t c : {0UL, 2UL, 3UL, 5UL}) std::fill(block.Column(c).begin(), block.Column(c).end(), 1e6F);
  std::vector<float> after(500);
  forest.Score(block, after);
  EXPECT_EQ(before, after);
  EXPECT_EQ(forest.block_columns(), 5U);
}

TEST(Forest, GivesEqualRowsOneScoreAndConstantColumnsNoSplit) {
  FeatureBlock block;
  block.Resize(300, 3);
  std::fill(block.values.begin(), block.values.end(), 2.0F);
  std::vector<float> scores(300);
  FitOn(block).Score(block, scores);
  // All rows stay together at the root: the path is the expected one, and 2 ^ -1 is left.
  for (const float score : scores) EXPECT_NEAR(score, 0.5, 1e-5);
}

TEST(Forest, RefusesWhatItCannotLearnFrom) {
  FeatureSample empty;
  EXPECT_FALSE(Forest::Fit(empty, {}));
  FeatureSample sample;
  sample.Add(NormalRows(10, 3, 0, 1), 10);
  EXPECT_FALSE(Forest::Fit(sample, {.columns = {3}}));
  EXPECT_FALSE(Forest::Fit(sample, {.trees = 0}));
}

TEST(Forest, SavesAndLoadsToTheSameScores) {
  const FeatureBlock block = NormalRows(400, 12, 0.1, 8);
  const Forest forest = FitOn(block);
  ByteWriter writer;
  forest.Save(writer);
  ByteReader reader(writer.bytes());
  const auto loaded = Forest::Load(reader);
  ASSERT_TRUE(loaded);
  std::vector<float> a(400);
  std::vector<float> b(400);
  forest.Score(block, a);
  loaded->Score(block, b);
  EXPECT_EQ(a, b);
}

TEST(Forest, RefusesDamagedBytesWithoutFalling) {
  const FeatureBlock block = NormalRows(64, 5, 0.1, 9);
  ByteWriter writer;
  FitOn(block, {.trees = 3}).Save(writer);
  const std::string bytes = writer.Take();
  Random random(10);
  std::vector<float> scores(64);
  for (int round = 0; round < 1000; ++round) {
    const bool cut = round % 2 == 0;
    std::string damaged = bytes.substr(0, cut ? random.Below(static_cast<std::uint32_t>(bytes.size())) : bytes.size());
    for (int flip = 0; flip < 3 && !damaged.empty(); ++flip) {
      damaged[random.Below(static_cast<std::uint32_t>(damaged.size()))] = static_cast<char>(random.Below(256));
    }
    ByteReader reader(damaged);
    const auto loaded = Forest::Load(reader);
    if (cut) {
      EXPECT_FALSE(loaded);
    }
    if (loaded && loaded->block_columns() <= block.columns) loaded->Score(block, scores);
  }
}

}  // namespace
}  // namespace kilowatch
