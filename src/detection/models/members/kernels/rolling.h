#pragma once

#include <cstddef>
#include <span>

#include "detection/models/members/kernels/column_pool.h"

namespace kilowatch {

// The cells from i - before to i + after, as far as there are any.
struct Window {
  std::size_t before = 0;
  std::size_t after = 0;

  // `width` cells around i (one more before than after where width is even), or up to i.
  static Window Around(std::size_t width) { return {width - 1 - (width - 1) / 2, (width - 1) / 2}; }
  static Window UpTo(std::size_t width) { return {width - 1, 0}; }
  std::size_t width() const { return before + after + 1; }
};

// All skip NaN, are NaN where a window has fewer than `least` (1 unless said) numbers, and add in a fixed order that depends on the window alone,
// not on where the column begins. `out` must not be `x`.
void RollingMax(std::span<const double> x, Window window, std::span<double> out);
void RollingMean(std::span<const double> x, Window window, ColumnPool& pool, std::span<double> out);
// With n - 1 below the sum of squares.
void RollingDeviation(std::span<const double> x, Window window, std::size_t least, ColumnPool& pool, std::span<double> out);
// By networks for narrow windows, by a sorted window for wide ones.
void RollingMedian(std::span<const double> x, Window window, std::span<double> out);
// The same in the plainest way, for any width: what RollingMedian must equal.
void RollingMedianSorted(std::span<const double> x, Window window, std::span<double> out);

}  // namespace kilowatch
