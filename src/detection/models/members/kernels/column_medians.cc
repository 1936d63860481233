#include "detection/models/members/kernels/column_medians.h"

#if defined(__SSE2__)
#include <immintrin.h>
#endif

#include <cmath>
#include <limits>

namespace kilowatch {
namespace {

constexpr double kNone = std::numeric_limits<double>::infinity();

// Puts the smaller of each lane into a, the larger into b. There are no NaN.
void Exchange(double* a, double* b) {
#if defined(__SSE2__)
  // Compilers do not make these two instructions of the comparison below, for the sake of NaN.
  for (std::size_t c = 0; c < ColumnMedians::kLanes; c += 2) {
    const __m128d x = _mm_loadu_pd(a + c);
    const __m128d y = _mm_loadu_pd(b + c);
    _mm_storeu_pd(a + c, _mm_min_pd(x, y));
    _mm_storeu_pd(b + c, _mm_max_pd(y, x));
  }
#else
  for (std::size_t c = 0; c < ColumnMedians::kLanes; ++c) {
    const double x = a[c];
    const double y = b[c];
    a[c] = x < y ? x : y;
    b[c] = y > x ? y : x;
  }
#endif
}

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
  for (const auto& [first, second] : network_) Exchange(tile_.data() + first, tile_.data() + second);
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
