#pragma once

#include <cstddef>
#include <cstdint>

namespace kilowatch {

// Readings that a kernel may read behind the end of a column of DiagonalColumns.
inline constexpr std::size_t kDiagonalPad = 64;

// Diagonals that are compared together: their covariances stay in the first cache.
inline constexpr std::size_t kTileDiagonals = 512;

// What the correlation of two windows is made of, a number for each window, with kDiagonalPad unknown (NaN `inverse`) ones behind.
// With windows i and j > i: covariance(i, j) = covariance(i - 1, j - 1) + fall[i] * rise[j] + fall[j] * rise[i]; correlation = covariance * inverse[i] * inverse[j].
struct DiagonalColumns {
  const double* series = nullptr;   // readings less their mean, 0 where unknown
  const double* mean = nullptr;     // of the window
  const double* inverse = nullptr;  // 1 / sqrt(sum of squares about the mean); 0 without variation, NaN where unknown
  const double* fall = nullptr;
  const double* rise = nullptr;
  std::size_t windows = 0;
  std::size_t window = 0;
};

// The best correlation that was seen of each window, and with which.
struct BestCorrelation {
  double* correlation = nullptr;  // kDiagonalPad of them behind
  std::uint32_t* neighbour = nullptr;
};

// Compares window i with window i + d for each d in [first, last), each pair once. With `both` each of a pair may become the other's nearest, else the earlier the later's only.
void CompareDiagonals(const DiagonalColumns& columns, std::size_t first, std::size_t last, bool both, BestCorrelation best);

}  // namespace kilowatch
