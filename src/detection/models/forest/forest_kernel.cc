#include "detection/models/forest/forest_kernel.h"

// Compiles this file once for each set of instructions.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "detection/models/forest/forest_kernel.cc"
#include "foundation/base/simd_targets.h"
// clang-format off
#include "foundation/base/simd.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace kilowatch {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::ScalableTag<float>;
using Ints = hn::ScalableTag<std::int32_t>;
constexpr int kTopLevels = 5;
constexpr std::size_t kTopNodes = 1U << kTopLevels;
constexpr int kLevels = 8;

// One tree's first levels, unpacked once for all rows of a tile.
struct TopNodes {
  float threshold[kTopNodes];
  const float* column[kTopNodes];
};

HWY_INLINE TopNodes Unpack(const float* tile, const float* thresholds, const std::uint16_t* offsets) {
  TopNodes top;
  for (std::size_t i = 1; i < kTopNodes; ++i) {
    top.threshold[i] = thresholds[i];
    top.column[i] = tile + offsets[i];
  }
  return top;
}

// -1 where the rows from `row` on go right at the node that lies `depth` levels below `node` on the way that `turns` describes, else 0.
template <int depth>
HWY_INLINE hn::Vec<Ints> GoesRight(const TopNodes& top, std::size_t node, std::size_t row, const hn::Vec<Ints>* turns) {
  const Floats f;
  if constexpr (depth == 0) {
    return hn::BitCast(Ints(), hn::VecFromMask(f, hn::Gt(hn::Load(f, top.column[node] + row), hn::Set(f, top.threshold[node]))));
  } else {
    const auto if_right = GoesRight<depth - 1>(top, 2 * node + 1, row, turns + 1);
    const auto if_left = GoesRight<depth - 1>(top, 2 * node, row, turns + 1);
    return hn::IfVecThenElse(turns[0], if_right, if_left);
  }
}

// The word that each row has reached after the first levels. Comparing at all their nodes is cheaper than looking up the one that each row needs.
HWY_INLINE hn::Vec<Ints> DescendTop(const TopNodes& top, std::size_t row) {
  const Ints d;
  hn::Vec<Ints> turns[kTopLevels];
  turns[0] = GoesRight<0>(top, 1, row, turns);
  turns[1] = GoesRight<1>(top, 1, row, turns);
  turns[2] = GoesRight<2>(top, 1, row, turns);
  turns[3] = GoesRight<3>(top, 1, row, turns);
  turns[4] = GoesRight<4>(top, 1, row, turns);
  auto word = hn::Set(d, 1);
  for (const auto& turn : turns) word = hn::Sub(hn::Add(word, word), turn);
  return word;
}

// The other levels, row after row: two loads a node, which no gather does faster. Rows do not wait for one another.
HWY_INLINE float LeafBelow(const float* tile_at_row, const float* thresholds, const std::uint16_t* offsets, const float* leaves, std::uint32_t word) {
  for (int level = kTopLevels; level < kLevels; ++level) {
    word = word + word + static_cast<std::uint32_t>(tile_at_row[offsets[word]] > thresholds[word]);
  }
  return leaves[word - (1U << kLevels)];
}

void AddPaths(const ForestTrees& trees, const float* tile, std::size_t rows, float* sums) {
  const Ints d;
  const std::size_t lanes = hn::Lanes(d);
  HWY_ALIGN std::int32_t words[kForestTile];
  for (std::size_t tree = 0; tree < trees.count; ++tree) {
    const float* thresholds = trees.thresholds + (tree << kLevels);
    const std::uint16_t* offsets = trees.offsets + (tree << kLevels);
    const float* leaves = trees.leaves + (tree << kLevels);
    const TopNodes top = Unpack(tile, thresholds, offsets);
    for (std::size_t row = 0; row < rows; row += lanes) hn::Store(DescendTop(top, row), d, words + row);
    for (std::size_t row = 0; row < rows; ++row) {
      sums[row] += LeafBelow(tile + row, thresholds, offsets, leaves, static_cast<std::uint32_t>(words[row]));
    }
  }
}

const char* LevelName() { return hwy::TargetName(HWY_TARGET); }

}  // namespace HWY_NAMESPACE
}  // namespace kilowatch
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kilowatch {

HWY_EXPORT(AddPaths);
HWY_EXPORT(LevelName);

void AddForestPaths(const ForestTrees& trees, const float* tile, std::size_t rows, float* sums) {
  HWY_DYNAMIC_DISPATCH(AddPaths)(trees, tile, rows, sums);
}

const char* ForestKernelLevel() { return HWY_DYNAMIC_DISPATCH(LevelName)(); }

}  // namespace kilowatch
#endif
