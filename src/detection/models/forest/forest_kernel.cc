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
constexpr std::size_t kTopNodes = 16;  // words 1 to 15: the first four levels

// One tree's first four levels, unpacked once for all rows of a tile.
struct TopNodes {
  float threshold[kTopNodes];
  const float* column[kTopNodes];
};

HWY_INLINE TopNodes Unpack(const float* tile, const std::uint32_t* nodes) {
  TopNodes top;
  for (std::size_t i = 1; i < kTopNodes; ++i) {
    hwy::CopyBytes<4>(nodes + i, top.threshold + i);
    top.column[i] = tile + (nodes[i] & ((1U << kForestColumnBits) - 1)) * kForestTile;
  }
  return top;
}

// -1 where the rows from `row` on go right at node i, else 0.
HWY_INLINE hn::Vec<Ints> GoesRight(const TopNodes& top, std::size_t i, std::size_t row) {
  const Floats f;
  return hn::BitCast(Ints(), hn::VecFromMask(f, hn::Gt(hn::Load(f, top.column[i] + row), hn::Set(f, top.threshold[i]))));
}

HWY_INLINE hn::Vec<Ints> Choose(hn::Vec<Ints> right, hn::Vec<Ints> if_right, hn::Vec<Ints> if_left) {
  return hn::IfVecThenElse(right, if_right, if_left);
}

// The word, 16 to 31, that each row has reached after four levels: all fifteen comparisons are cheaper than three gathers.
HWY_INLINE hn::Vec<Ints> DescendTop(const TopNodes& top, std::size_t row) {
  const Ints d;
  const auto b1 = GoesRight(top, 1, row);
  const auto b2 = Choose(b1, GoesRight(top, 3, row), GoesRight(top, 2, row));
  const auto left3 = Choose(b2, GoesRight(top, 5, row), GoesRight(top, 4, row));
  const auto right3 = Choose(b2, GoesRight(top, 7, row), GoesRight(top, 6, row));
  const auto b3 = Choose(b1, right3, left3);
  const auto left4a = Choose(b3, GoesRight(top, 9, row), GoesRight(top, 8, row));
  const auto left4b = Choose(b3, GoesRight(top, 11, row), GoesRight(top, 10, row));
  const auto right4a = Choose(b3, GoesRight(top, 13, row), GoesRight(top, 12, row));
  const auto right4b = Choose(b3, GoesRight(top, 15, row), GoesRight(top, 14, row));
  const auto b4 = Choose(b1, Choose(b2, right4b, right4a), Choose(b2, left4b, left4a));
  auto word = hn::Sub(hn::Set(d, 2), b1);
  word = hn::Sub(hn::Add(word, word), b2);
  word = hn::Sub(hn::Add(word, word), b3);
  return hn::Sub(hn::Add(word, word), b4);
}

HWY_INLINE hn::Vec<Ints> DescendBottom(const float* tile, const std::uint32_t* nodes, hn::Vec<Ints> rows, hn::Vec<Ints> word) {
  const Ints d;
  const Floats f;
  for (int level = 4; level < 8; ++level) {
    const auto node = hn::GatherIndex(d, reinterpret_cast<const std::int32_t*>(nodes), word);
    const auto column = hn::And(node, hn::Set(d, (1 << kForestColumnBits) - 1));
    const auto x = hn::GatherIndex(f, tile, hn::Add(hn::ShiftLeft<8>(column), rows));
    const auto right = hn::BitCast(d, hn::VecFromMask(f, hn::Gt(x, hn::BitCast(f, node))));
    word = hn::Sub(hn::Add(word, word), right);
  }
  return word;
}

void AddPaths(const float* tile, std::size_t rows, const std::uint32_t* nodes, const float* leaves, std::size_t trees, float* sums) {
  static_assert(kForestTile == 256, "a column is found by shifting");
  const Ints d;
  const Floats f;
  const std::size_t lanes = hn::Lanes(d);
  for (std::size_t tree = 0; tree < trees; ++tree, nodes += 256, leaves += 256) {
    const TopNodes top = Unpack(tile, nodes);
    for (std::size_t row = 0; row < rows; row += lanes) {
      const auto places = hn::Iota(d, static_cast<std::int32_t>(row));
      const auto word = DescendBottom(tile, nodes, places, DescendTop(top, row));
      const auto path = hn::GatherIndex(f, leaves, hn::Sub(word, hn::Set(d, 256)));
      hn::Store(hn::Add(hn::Load(f, sums + row), path), f, sums + row);
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

void AddForestPaths(const float* tile, std::size_t rows, const std::uint32_t* nodes, const float* leaves, std::size_t trees, float* sums) {
  HWY_DYNAMIC_DISPATCH(AddPaths)(tile, rows, nodes, leaves, trees, sums);
}

const char* ForestKernelLevel() { return HWY_DYNAMIC_DISPATCH(LevelName)(); }

}  // namespace kilowatch
#endif
