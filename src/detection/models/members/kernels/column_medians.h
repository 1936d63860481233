#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "detection/models/members/kernels/column_sort_kernel.h"

namespace kilowatch {

// Medians down kLanes columns at once: a tile of `rows` × kLanes numbers is sorted by Batcher's odd-even merge network (Batcher 1968), whose
// comparisons do not depend on the data, so that each is a minimum and a maximum of whole vectors.
class ColumnMedians {
 public:
  static constexpr std::size_t kLanes = kSortLanes;

  explicit ColumnMedians(std::size_t rows);

  std::size_t rows() const { return rows_; }
  // Where to put the numbers of one row before Find; NaN is no number. Lanes beyond those wanted may hold anything.
  double* Row(std::size_t row) { return tile_.data() + row * kLanes; }
  // The median of each of the first `width` columns (the mean of the two middle numbers), NaN where fewer than `least` are numbers. Destroys the rows.
  void Find(std::size_t least, std::size_t width, double* out);

 private:
  std::size_t rows_;
  std::vector<double> tile_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> network_;  // offsets of the two rows of each comparison
};

}  // namespace kilowatch
