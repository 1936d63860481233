#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "data/preprocessing/clean_block.h"
#include "detection/models/expectation.h"

namespace kilowatch {

// How large the sum of a meter's differences (reading minus expectation) over some consecutive cells is by chance, as the meter's own history shows.
// For lengths of 1, 2, 4 … cells the sums over such windows are taken, with the stretch's sign; a Weibull tail, exp(-(s / a)^k) with k in [0.4, 2], goes
// through their 90% and 97.5% quantiles; lengths between are interpolated. The stretch itself and two weeks (at most an eighth of the history) on both sides
// of it say nothing, so that a fault that comes back night after night is not its own excuse. Windows longer than an eighth of the history are taken to
// grow with their length, which no sum of differences outgrows. Thread safe.
class SumTail {
 public:
  // Habits are learnt from the cells that models see (CleanBlock::input); a stretch is measured by what was read. Cells without count 0.
  SumTail(const CleanBlock& block, const Expectation& expectation);

  // The probability that somewhere in a history of this length a stretch as long as [first, last] shows a sum as large with the same sign, though
  // nothing happened: 1 - exp(-windows × tail). NaN where the stretch has no cell with a difference, or
  // too little history is left to hold it against.
  double ChanceOf(std::uint32_t first, std::uint32_t last) const;

 private:
  struct Quantiles {
    std::size_t windows = 0;  // so many were looked at
    double q900 = 0;
    double q975 = 0;
  };
  // What is looked at: windows of one sign outside [first, last].
  struct Look {
    bool above = true;
    std::size_t first = 0;
    std::size_t last = 0;
  };
  Quantiles Measure(std::size_t length, const Look& look) const;
  Quantiles Between(double length, const Look& look) const;

  std::size_t around_;  // cells
  // All before each cell: sums of the differences of what was read and of what models see, and counts of cells that have one.
  std::vector<double> read_{0};
  std::vector<std::uint32_t> read_count_{0};
  std::vector<double> sum_{0};
  std::vector<std::uint32_t> count_{0};
};

}  // namespace kilowatch
