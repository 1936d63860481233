#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace kilowatch {

// Rows that are scored together: their ranks and one tree stay in the first-level cache.
inline constexpr std::size_t kBoostedTile = 256;
inline constexpr std::size_t kBoostedDepth = 6;
inline constexpr std::size_t kBoostedLeaves = 64;
// Thresholds of one column, padded with infinity to this many: a rank is a byte.
inline constexpr std::size_t kBoostedThresholds = 256;

// Perfect trees of six levels, 64 words each: word 1 is the root, words 2i and 2i + 1 the children of i, word 64 + k leads to leaf k.
struct BoostedKernelTrees {
  const std::uint32_t* least = nullptr;    // 255 less the least rank that goes to 2i + 1, in each of the four bytes
  const std::uint16_t* offsets = nullptr;  // kBoostedTile times the rank column
  const std::uint8_t* leaves = nullptr;    // per tree the first bytes of its 64 floats, then the second ones, the third, the fourth
  std::size_t count = 0;
};

// Adds to each of `rows` sums the leaf that each tree leads the row to, tree after tree. `ranks` holds kBoostedTile bytes a rank column, sums kBoostedTile;
// both lie on a multiple of 64 bytes. Dispatches to the widest instructions at run time; lanes are rows, so all widths give the same bits.
void AddBoostedLeaves(const BoostedKernelTrees& trees, const std::uint8_t* ranks, std::size_t rows, float* sums);

// How many of the thresholds are at or below each value, 0 for NaN. `thresholds` holds kBoostedThresholds floats in order, at least one of them infinity.
void RankBoosted(std::span<const float> values, const float* thresholds, std::uint8_t* ranks);

// The instructions that these take here.
const char* BoostedKernelLevel();

}  // namespace kilowatch
