#pragma once

#include <cstddef>
#include <cstdint>

namespace kilowatch {

// Rows that are scored together: their columns and one tree stay in the first-level cache.
inline constexpr std::size_t kForestTile = 256;
inline constexpr std::uint32_t kForestColumnBits = 6;

// Adds to each of `rows` path sums the leaf that each tree leads the row to, tree after tree. `tile` holds kForestTile floats a column without NaN,
// sums kForestTile; both lie on a multiple of 64 bytes. Dispatches to the widest instructions at run time; lanes are rows, so all widths give the same bits.
void AddForestPaths(const float* tile, std::size_t rows, const std::uint32_t* nodes, const float* leaves, std::size_t trees, float* sums);

// The instructions that AddForestPaths takes here.
const char* ForestKernelLevel();

}  // namespace kilowatch
