#include "detection/models/members/kernels/column_medians.h"

#include <algorithm>
#include <cmath>

#include "detection/models/members/kernels/column_sort_kernel.h"

namespace kilowatch {

ColumnMedians::ColumnMedians(std::size_t rows) : rows_(rows), tile_(rows * kLanes) {
  for (std::size_t p = 1; p < rows; p *= 2) {
    for (std::size_t k = p; k >= 1; k /= 2) {
      for (std::size_t j = k % p; j + k < rows; j += 2 * k) {
        for (std::size_t i = 0; i < k && i + j + k < rows; ++i) {
          if ((i + j) / (2 * p) != (i + j + k) / (2 * p)) continue;
          network_.emplace_back(static_cast<std::uint32_t>((i + j) * kLanes), static_cast<std::uint32_t>((i + j + k) * kLanes));
        }
      }
    }
  }
}

void ColumnMedians::Find(std::size_t least, std::size_t width, double* out) {
  std::array<double, kLanes> count;
  CountNumbers(tile_.data(), rows_, count.data());
  SortColumns(tile_.data(), network_);
  const bool full = std::ranges::all_of(count, [&](double n) { return n == static_cast<double>(rows_); });
  if (full && rows_ >= std::max<std::size_t>(least, 1)) {
    const double* low = Row((rows_ - 1) / 2);
    const double* high = Row(rows_ / 2);
    for (std::size_t c = 0; c < width; ++c) out[c] = (low[c] + high[c]) / 2;
    return;
  }
  for (std::size_t c = 0; c < width; ++c) {
    const auto n = static_cast<std::size_t>(count[c]);
    out[c] = n == 0 || n < least ? std::nan("") : (Row((n - 1) / 2)[c] + Row(n / 2)[c]) / 2;
  }
}

}  // namespace kilowatch
