#pragma once

#include <cstddef>

namespace kilowatch {

// Loops over cells around a logarithm (FastLog). Cells are lanes: all widths of vectors give the same bits.

// x = log(1 + min(x, 1e300)); NaN stays.
void TakeLogOfOneMore(double* x, std::size_t size);
// x = |log((x + f) / (usual + f))| with f = floor * scale; NaN where that ratio is no ordinary number.
void TakeLogRatio(double* x, const double* usual, const double* scale, double floor, std::size_t size);

// How strange g is: log10(2) decades at `middle`, one at middle + spread, linear between and beyond, none below zero, drawn below `cap`.
struct DecadeScale {
  double middle;
  double spread;
  double weight;
  double cap;
};
// strangeness += weight * cap * e / (cap + e) of the decades e; NaN adds nothing.
void AddDecades(const double* g, std::size_t size, const DecadeScale& scale, double* strangeness);

}  // namespace kilowatch
