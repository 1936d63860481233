#include "detection/models/boosted/boosted_trees.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "foundation/base/random.h"

namespace kilowatch {
namespace {

constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();

FeatureBlock NormalRows(std::size_t rows, std::size_t columns, double unknown, std::uint64_t seed) {
  FeatureBlock block;
  block.Resize(rows, columns);
  Random random(seed);
  for (float& value : block.values) value = random.Chance(unknown) ? kUnknown : static_cast<float>(random.Normal());
  return block;
}

// Splits at tenths, so that values of the rows meet thresholds exactly now and then; a node may be a leaf at any depth.
void Grow(GrownTree& tree, std::size_t columns, std::size_t depth, Random& random) {
  const std::size_t self = tree.nodes.size();
  tree.nodes.push_back({});
  tree.nodes[self].value = static_cast<float>(0.1 * random.Normal());
  if (depth == kBoostedDepth || random.Chance(0.15)) return;
  tree.nodes[self].column = static_cast<std::uint16_t>(random.Below(static_cast<std::uint32_t>(columns)));
  tree.nodes[self].unknown_goes_left = random.Chance(0.5);
  tree.nodes[self].value = static_cast<float>(random.Below(200)) / 50 - 2;
  tree.nodes[self].left = static_cast<std::int32_t>(tree.nodes.size());
  Grow(tree, columns, depth + 1, random);
  tree.nodes[self].right = static_cast<std::int32_t>(tree.nodes.size());
  Grow(tree, columns, depth + 1, random);
}

BoostedTrees RandomTrees(std::size_t count, std::size_t columns, std::uint64_t seed) {
  Random random(seed);
  std::vector<GrownTree> trees(count);
  for (GrownTree& tree : trees) Grow(tree, columns, 0, random);
  return *BoostedTrees::Make(trees, -1.5F, columns);
}

// Below 3: 1 if column 1 is known, else 2. Else 4.
GrownTree ThreeLeaves() { return {{{1, 2, 0, false, 3}, {3, 4, 1, true, 1e9F}, {-1, -1, 0, true, 4}, {-1, -1, 0, true, 1}, {-1, -1, 0, true, 2}}}; }

std::vector<float> Sums(const BoostedTrees& trees, const FeatureBlock& block) {
  std::vector<float> sums(block.rows);
  trees.Score(block, sums);
  return sums;
}

TEST(BoostedTrees, LeadsEachRowToItsLeafAndUnknownValuesTheWayTheyWereTaught) {
  GrownTree tree = ThreeLeaves();
  tree.nodes[1].unknown_goes_left = false;
  const auto trees = BoostedTrees::Make({&tree, 1}, 0.5F, 2);
  ASSERT_TRUE(trees);
  FeatureBlock block;
  block.Resize(5, 2);
  block.values = {2, 2, 3, kUnknown, -std::numeric_limits<float>::infinity(), 0, kUnknown, 0, 0, std::numeric_limits<float>::infinity()};
  EXPECT_EQ(Sums(*trees, block), (std::vector<float>{1.5F, 2.5F, 4.5F, 4.5F, 2.5F}));
}

TEST(BoostedTrees, FastAndSimpleAgreeToTheBit) {
  for (const std::size_t rows : {1UL, 31UL, 256UL, 1000UL}) {
    for (const std::size_t columns : {1UL, 26UL, 128UL}) {
      FeatureBlock block = NormalRows(rows, columns, 0.1, rows + columns);
      Random random(3);
      for (float& value : block.values) {
        if (random.Chance(0.3)) value = static_cast<float>(random.Below(200)) / 50 - 2;
      }
      const BoostedTrees trees = RandomTrees(50, columns, columns);
      std::vector<float> simple(rows);
      trees.ScoreSimply(block, simple);
      EXPECT_EQ(Sums(trees, block), simple) << rows << " rows, " << columns << " columns";
    }
  }
}

TEST(BoostedTrees, TellApartAsManyThresholdsAsAByteCan) {
  std::vector<GrownTree> stumps;
  for (int k = 0; k < 255; ++k) stumps.push_back({{{1, 2, 0, true, static_cast<float>(k)}, {-1, -1, 0, true, 0}, {-1, -1, 0, true, 1}}});
  const auto trees = BoostedTrees::Make(stumps, 0, 1);
  ASSERT_TRUE(trees);
  FeatureBlock block;
  block.Resize(257, 1);
  for (std::size_t r = 0; r < 257; ++r) block.values[r] = static_cast<float>(r) - 1;
  const std::vector<float> sums = Sums(*trees, block);
  for (std::size_t r = 0; r < 257; ++r) EXPECT_EQ(sums[r], std::min(static_cast<float>(r), 255.0F)) << r;
  stumps.push_back({{{1, 2, 0, true, 300}, {-1, -1, 0, true, 0}, {-1, -1, 0, true, 1}}});
  EXPECT_FALSE(BoostedTrees::Make(stumps, 0, 1));
}

TEST(BoostedTrees, RefusesWhatIsNoTree) {
  const auto refused = [](GrownTree tree) { return !BoostedTrees::Make({&tree, 1}, 0, 2); };
  EXPECT_FALSE(refused(ThreeLeaves()));
  EXPECT_TRUE(refused({}));
  GrownTree tree = ThreeLeaves();
  tree.nodes[1].left = 0;
  EXPECT_TRUE(refused(tree)) << "a circle";
  tree = ThreeLeaves();
  tree.nodes[1].right = 5;
  EXPECT_TRUE(refused(tree)) << "a node that is not there";
  tree = ThreeLeaves();
  tree.nodes[0].column = 2;
  EXPECT_TRUE(refused(tree)) << "a column that is not there";
  tree = ThreeLeaves();
  tree.nodes[3].value = kUnknown;
  EXPECT_TRUE(refused(tree)) << "a leaf that is no number";
  GrownTree chain;
  for (std::int32_t depth = 0; depth < 7; ++depth) {
    chain.nodes.push_back({2 * depth + 1, 2 * depth + 2, 0, true, 0});
    chain.nodes.push_back({});
  }
  chain.nodes.resize(15);
  EXPECT_TRUE(refused(chain)) << "seven levels";
}

TEST(BoostedTrees, SavedAndLoadedTheyScoreTheSame) {
  const BoostedTrees trees = RandomTrees(20, 26, 5);
  ByteWriter writer;
  trees.Save(writer);
  ByteReader reader(writer.bytes());
  const auto loaded = BoostedTrees::Load(reader);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(reader.left(), 0U);
  const FeatureBlock block = NormalRows(300, 26, 0.1, 6);
  EXPECT_EQ(Sums(trees, block), Sums(*loaded, block));
}

TEST(BoostedTrees, RefuseDamagedBytesWithoutFalling) {
  const FeatureBlock block = NormalRows(64, 5, 0.1, 9);
  ByteWriter writer;
  RandomTrees(3, 5, 8).Save(writer);
  const std::string bytes = writer.Take();
  Random random(10);
  std::vector<float> fast(64);
  std::vector<float> simple(64);
  for (int round = 0; round < 2000; ++round) {
    const bool cut = round % 2 == 0;
    std::string damaged = bytes.substr(0, cut ? random.Below(static_cast<std::uint32_t>(bytes.size())) : bytes.size());
    for (int flip = 0; flip < 3 && !damaged.empty(); ++flip) {
      damaged[random.Below(static_cast<std::uint32_t>(damaged.size()))] = static_cast<char>(random.Below(256));
    }
    ByteReader reader(damaged);
    const auto loaded = BoostedTrees::Load(reader);
    if (cut) {
      EXPECT_FALSE(loaded);
    }
    if (!loaded || loaded->columns() > block.columns) continue;
    loaded->Score(block, fast);
    loaded->ScoreSimply(block, simple);
    EXPECT_EQ(fast, simple);
  }
}

}  // namespace
}  // namespace kilowatch
