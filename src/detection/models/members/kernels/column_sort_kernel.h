#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace kilowatch {

// Columns of a tile whose rows have kSortLanes numbers.
inline constexpr std::size_t kSortLanes = 16;

// Writes to count[c] how many of column c are numbers, and puts infinity in place of NaN.
void CountNumbers(double* tile, std::size_t rows, double* count);

// Each pair of offsets into the tile names two rows: puts the smaller of each column into the first, the greater into the second, pair after pair.
// There are no NaN. Columns are lanes: all widths give the same bits.
void SortColumns(double* tile, std::span<const std::pair<std::uint32_t, std::uint32_t>> network);

}  // namespace kilowatch
