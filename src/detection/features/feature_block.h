#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace kilowatch {

// A tile of feature rows, stored column after column: row r of column c is values[c * stride + r]. NaN where a feature is not known.
// Row r stands for cell first_cell + r of the block that it was made of.
struct FeatureBlock {
  std::size_t first_cell = 0;
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::size_t stride = 0;  // >= rows
  std::vector<float> values;

  std::span<const float> Column(std::size_t c) const { return {values.data() + c * stride, rows}; }
  std::span<float> Column(std::size_t c) { return {values.data() + c * stride, rows}; }
  float At(std::size_t row, std::size_t column) const { return values[column * stride + row]; }

  // Makes room for `row_count` rows of `column_count` columns; keeps its memory.
  void Resize(std::size_t row_count, std::size_t column_count) {
    rows = row_count;
    columns = column_count;
    stride = row_count;
    values.resize(rows * columns);
  }
};

}  // namespace kilowatch
