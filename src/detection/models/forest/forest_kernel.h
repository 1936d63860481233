#pragma once

#include <cstddef>
#include <cstdint>

namespace kilowatch {

// Rows that are scored together: their columns and one tree stay in the first-level cache.
inline constexpr std::size_t kForestTile = 256;

// Complete trees of eight levels, 256 words each: word 1 is the root, words 2i and 2i + 1 the children of i, word 256 + k leads to leaf k.
struct ForestTrees {
  const float* thresholds = nullptr;       // a greater value goes to 2i + 1
  const std::uint16_t* offsets = nullptr;  // kForestTile times the column
  const float* leaves = nullptr;
  std::size_t count = 0;
};

// Adds to each of `rows` path sums the leaf that each tree leads the row to, tree after tree. `tile` holds kForestTile floats a column without NaN,
// sums kForestTile; both lie on a multiple of 64 bytes. Dispatches to the widest instructions at run time; lanes are rows, so all widths give the
// same bits.
void AddForestPaths(const ForestTrees& trees, const float* tile, std::size_t rows, float* sums);

// The instructions that AddForestPaths takes here.
const char* ForestKernelLevel();

}  // namespace kilowatch
