#pragma once

#include <cstddef>

#include "detection/models/members/kernels/rolling.h"

namespace kilowatch {

// What the rolling figures are made of, for each cell over its window. Cells are lanes, and each adds in the order of its window: all widths of
// vectors give the same bits.

// Sum and count of the numbers.
void RollingSums(const double* x, std::size_t size, Window window, double* sum, double* count);
// Sum of (x - middle[cell])² over the numbers.
void RollingSquares(const double* x, std::size_t size, Window window, const double* middle, double* squares);
// The greatest number, negative infinity where there is none.
void RollingGreatest(const double* x, std::size_t size, Window window, double* most);

}  // namespace kilowatch
