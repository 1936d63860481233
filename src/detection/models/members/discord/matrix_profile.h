#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "data/preprocessing/clean_block.h"

namespace kilowatch {

inline constexpr std::uint32_t kNoNeighbour = std::numeric_limits<std::uint32_t>::max();

// For each window of a series its nearest other: the matrix profile of Yeh et al. 2016 (ICDM, "Matrix Profile I").
struct MatrixProfile {
  std::vector<double>
      distance;  // z-normalised Euclidean, in [0, 2 sqrt(window)]; infinite where a window holds a reading that is not finite, or has no other
  std::vector<std::uint32_t> neighbour;  // first reading of the nearest window; kNoNeighbour where there is none
};

// Windows of `window` readings (three at least) that begin at each reading of `series`; those that begin less than a quarter of a window apart (rounded up, at
// least one) are no others of one another. Review: all windows are others; Live: those that begin earlier alone. Two windows without any variation are alike
// (distance 0), one without and one with variation have distance sqrt(window), as in STUMPY. A series shorter than a window has an empty profile.
// Exact: distances to the neighbour that is found are computed anew from the readings. Quadratic in time, linear in memory; the same bytes for any number of threads.
MatrixProfile ComputeMatrixProfile(std::span<const double> series, std::size_t window, Mode mode, int threads = 1);

// The same by comparing all windows one by one: cubic, for tests.
MatrixProfile ComputeMatrixProfileSimply(std::span<const double> series, std::size_t window, Mode mode);

}  // namespace kilowatch
