#include "detection/models/members/kernels/column_medians.h"

#include <cmath>
#include <limits>

namespace kilowatch {
namespace {

constexpr double kNone = std::numeric_limits<double>::infinity();

}  // namespace

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

// Returns the number of rows if every column is full, else 0.
std::size_t ColumnMedians::CountAndReplace(std::array<std::uint32_t, kLanes>& count) {
  std::array<double, kLanes> numbers{};
  double* tile = tile_.data();
  for (std::size_t r = 0; r < rows_; ++r) {
    for (std::size_t c = 0; c < kLanes; ++c) {
      const double x = tile[r * kLanes + c];
      numbers[c] += x == x ? 1.0 : 0.0;
      tile[r * kLanes + c] = x == x ? x : kNone;
    }
  }
  bool full = true;
  for (std::size_t c = 0; c < kLanes; ++c) {
    count[c] = static_cast<std::uint32_t>(numbers[c]);
    full = full && count[c] == rows_;
  }
  return full ? rows_ : 0;
}

void ColumnMedians::Sort() {
  double* tile = tile_.data();
  for (const auto& [first, second] : network_) {
    double* __restrict a = tile + first;
    double* __restrict b = tile + second;
    for (std::size_t c = 0; c < kLanes; ++c) {
      const double x = a[c];
      const double y = b[c];
      a[c] = x < y ? x : y;
      b[c] = y > x ? y : x;
    }
  }
}

void ColumnMedians::Find(std::size_t least, std::size_t width, double* out) {
  std::array<std::uint32_t, kLanes> count{};
  const std::size_t full = CountAndReplace(count);
  Sort();
  if (full > 0 && full >= least) {
    const double* low = Row((full - 1) / 2);
    const double* high = Row(full / 2);
    for (std::size_t c = 0; c < width; ++c) out[c] = (low[c] + high[c]) / 2;
    return;
  }
  for (std::size_t c = 0; c < width; ++c) {
    const std::size_t n = count[c];
    out[c] = n == 0 || n < least ? std::nan("") : (Row((n - 1) / 2)[c] + Row(n / 2)[c]) / 2;
  }
}

}  // namespace kilowatch
