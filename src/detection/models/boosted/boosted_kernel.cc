#include "detection/models/boosted/boosted_kernel.h"

#include <bit>
#include <limits>

// Compiles this file once for each set of instructions.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "detection/models/boosted/boosted_kernel.cc"
#include "foundation/base/simd_targets.h"
// clang-format off
#include "foundation/base/simd.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace kilowatch {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR

void AddBoostedTrees(const BoostedKernelTrees& trees, const std::uint8_t* ranks, std::size_t rows, float* sums) {
  for (std::size_t t = 0; t < trees.count; ++t) {
    const std::uint32_t* least = trees.least + t * kBoostedLeaves;
    const std::uint16_t* offsets = trees.offsets + t * kBoostedLeaves;
    const std::uint8_t* leaves = trees.leaves + t * sizeof(float) * kBoostedLeaves;
    for (std::size_t r = 0; r < rows; ++r) {
      std::size_t word = 1;
      while (word < kBoostedLeaves) word = 2 * word + (ranks[offsets[word] + r] >= 255 - (least[word] & 255) ? 1 : 0);
      std::uint32_t leaf = 0;
      for (std::size_t b = 0; b < sizeof leaf; ++b) leaf |= static_cast<std::uint32_t>(leaves[b * kBoostedLeaves + word - kBoostedLeaves]) << (8 * b);
      sums[r] += std::bit_cast<float>(leaf);
    }
  }
}

#else

using Bytes = hn::ScalableTag<std::uint8_t>;
using Signed = hn::Repartition<std::int8_t, Bytes>;
using Halves = hn::Repartition<std::uint16_t, Bytes>;
using Words = hn::Repartition<std::uint32_t, Bytes>;
using Floats = hn::Repartition<float, Bytes>;
using ByteVec = hn::Vec<Bytes>;

struct Tree {
  const std::uint32_t* least;
  const std::uint16_t* offsets;
};

// The highest bit of a byte says that its row goes right at the node that lies `depth` levels below `node` on the way that `turns` describes; its other bits
// mean nothing. (x + c + 1) / 2 has that bit where x >= 255 - c: one instruction for what AVX2 has no comparison for.
template <int depth>
HWY_INLINE ByteVec GoesRight(const Tree& tree, std::size_t node, const std::uint8_t* ranks, const ByteVec* turns) {
  const Bytes d;
  if constexpr (depth == 0) {
    const ByteVec least = hn::BitCast(d, hn::Set(Words(), tree.least[node]));
    return hn::AverageRound(hn::Load(d, ranks + tree.offsets[node]), least);
  } else {
    const ByteVec if_right = GoesRight<depth - 1>(tree, 2 * node + 1, ranks, turns + 1);
    const ByteVec if_left = GoesRight<depth - 1>(tree, 2 * node, ranks, turns + 1);
    return hn::IfVecThenElse(turns[0], if_right, if_left);
  }
}

// All bits as the highest.
HWY_INLINE ByteVec Widen(ByteVec v) { return hn::BitCast(Bytes(), hn::BroadcastSignBit(hn::BitCast(Signed(), v))); }

// Where a row's leaf lies: in which sixteen (`upper`, `second`: whole bytes), and which of them.
struct LeafPlace {
  ByteVec upper;
  ByteVec second;
  ByteVec index;
};

HWY_INLINE LeafPlace FindLeaf(const Tree& tree, const std::uint8_t* ranks) {
  const Bytes d;
  ByteVec turns[kBoostedDepth];
  turns[0] = GoesRight<0>(tree, 1, ranks, turns);
  turns[1] = GoesRight<1>(tree, 1, ranks, turns);
  turns[2] = GoesRight<2>(tree, 1, ranks, turns);
  turns[3] = GoesRight<3>(tree, 1, ranks, turns);
  turns[4] = GoesRight<4>(tree, 1, ranks, turns);
  turns[5] = GoesRight<5>(tree, 1, ranks, turns);
  const ByteVec high = hn::Or(hn::And(Widen(turns[2]), hn::Set(d, 8)), hn::And(Widen(turns[3]), hn::Set(d, 4)));
  const ByteVec low = hn::Or(hn::And(Widen(turns[4]), hn::Set(d, 2)), hn::And(Widen(turns[5]), hn::Set(d, 1)));
  return {Widen(turns[0]), Widen(turns[1]), hn::Or(high, low)};
}

// One byte of each row's leaf.
HWY_INLINE ByteVec LookUp(const std::uint8_t* bytes, const LeafPlace& place) {
  const Bytes d;
  const auto sixteen = [&](std::size_t k) { return hn::TableLookupBytes(hn::LoadDup128(d, bytes + 16 * k), place.index); };
  const ByteVec left = hn::IfVecThenElse(place.second, sixteen(1), sixteen(0));
  const ByteVec right = hn::IfVecThenElse(place.second, sixteen(3), sixteen(2));
  return hn::IfVecThenElse(place.upper, right, left);
}

HWY_INLINE void AddTo(float* sums, hn::Vec<Halves> first, hn::Vec<Halves> second, bool upper) {
  const Floats f;
  const auto leaf = upper ? hn::InterleaveUpper(Halves(), first, second) : hn::InterleaveLower(Halves(), first, second);
  hn::Store(hn::Add(hn::Load(f, sums), hn::BitCast(f, leaf)), f, sums);
}

// The floats come together within blocks of 16 bytes, so sums lie by quarter of a block, then block: InRowOrder puts them right at the end.
HWY_INLINE void AddLeaves(const std::uint8_t* leaves, const LeafPlace& place, float* sums) {
  const Halves h;
  const Bytes d;
  const std::size_t quarter = hn::Lanes(Floats());
  const ByteVec b0 = LookUp(leaves, place);
  const ByteVec b1 = LookUp(leaves + kBoostedLeaves, place);
  const ByteVec b2 = LookUp(leaves + 2 * kBoostedLeaves, place);
  const ByteVec b3 = LookUp(leaves + 3 * kBoostedLeaves, place);
  const auto low01 = hn::BitCast(h, hn::InterleaveLower(d, b0, b1));
  const auto low23 = hn::BitCast(h, hn::InterleaveLower(d, b2, b3));
  const auto high01 = hn::BitCast(h, hn::InterleaveUpper(d, b0, b1));
  const auto high23 = hn::BitCast(h, hn::InterleaveUpper(d, b2, b3));
  AddTo(sums, low01, low23, false);
  AddTo(sums + quarter, low01, low23, true);
  AddTo(sums + 2 * quarter, high01, high23, false);
  AddTo(sums + 3 * quarter, high01, high23, true);
}

// Of one vector of rows: place of a row's sum among those of its vector.
HWY_INLINE std::size_t PlaceOf(std::size_t row, std::size_t lanes) { return row % 16 / 4 * (lanes / 4) + row / 16 * 4 + row % 4; }

void AddBoostedTrees(const BoostedKernelTrees& trees, const std::uint8_t* ranks, std::size_t rows, float* sums) {
  const std::size_t lanes = hn::Lanes(Bytes());
  HWY_ALIGN float placed[kBoostedTile];
  for (std::size_t r = 0; r < kBoostedTile; ++r) placed[r / lanes * lanes + PlaceOf(r % lanes, lanes)] = sums[r];
  for (std::size_t t = 0; t < trees.count; ++t) {
    const Tree tree{trees.least + t * kBoostedLeaves, trees.offsets + t * kBoostedLeaves};
    const std::uint8_t* leaves = trees.leaves + t * sizeof(float) * kBoostedLeaves;
    for (std::size_t r = 0; r < rows; r += lanes) AddLeaves(leaves, FindLeaf(tree, ranks + r), placed + r);
  }
  for (std::size_t r = 0; r < kBoostedTile; ++r) sums[r] = placed[r / lanes * lanes + PlaceOf(r % lanes, lanes)];
}

#endif

// Sixteen pivots say which sixteen thresholds to look at: as many comparisons as a bisection, but none waits for another.
void RankBoostedRows(std::span<const float> values, const float* thresholds, std::uint8_t* ranks) {
  const hn::CappedTag<float, 16> f;
  const std::size_t lanes = hn::Lanes(f);
  HWY_ALIGN float pivots[16];
  for (std::size_t k = 0; k < 16; ++k) pivots[k] = thresholds[16 * k + 15];
  const auto count = [&](float value, const float* sixteen) {
    std::size_t below = 0;
    for (std::size_t k = 0; k < 16; k += lanes) below += hn::CountTrue(f, hn::Le(hn::LoadU(f, sixteen + k), hn::Set(f, value)));
    return below;
  };
  for (std::size_t r = 0; r < values.size(); ++r) {
    // Not std::min(values, greatest): NaN must stay.
    const float value = values[r] > std::numeric_limits<float>::max() ? std::numeric_limits<float>::max() : values[r];
    const std::size_t first = 16 * count(value, pivots);
    ranks[r] = static_cast<std::uint8_t>(first + count(value, thresholds + first));
  }
}

const char* BoostedLevelName() { return hwy::TargetName(HWY_TARGET); }

}  // namespace HWY_NAMESPACE
}  // namespace kilowatch
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kilowatch {

HWY_EXPORT(AddBoostedTrees);
HWY_EXPORT(RankBoostedRows);
HWY_EXPORT(BoostedLevelName);

void AddBoostedLeaves(const BoostedKernelTrees& trees, const std::uint8_t* ranks, std::size_t rows, float* sums) {
  HWY_DYNAMIC_DISPATCH(AddBoostedTrees)(trees, ranks, rows, sums);
}

void RankBoosted(std::span<const float> values, const float* thresholds, std::uint8_t* ranks) {
  HWY_DYNAMIC_DISPATCH(RankBoostedRows)(values, thresholds, ranks);
}

const char* BoostedKernelLevel() { return HWY_DYNAMIC_DISPATCH(BoostedLevelName)(); }

}  // namespace kilowatch
#endif
