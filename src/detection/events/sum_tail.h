#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "data/preprocessing/clean_block.h"
#include "detection/models/expectation.h"

namespace kilowatch {

// How large the sum of a meter's differences (reading minus expectation) over some consecutive cells is by chance, as the meter's own history shows.
// For lengths of 1, 2, 4 … cells the sums over all such windows are taken, apart by sign; a Weibull tail, exp(-(s / a)^k) with k in [0.4, 2], goes
// through their 90% and 97.5% quantiles, so that a few per cent of faults hardly move it; lengths between are interpolated. Windows longer than an
// eighth of the history are taken to grow with their length, which no sum of differences outgrows. Not thread safe: lengths are computed when asked for.
class SumTail {
 public:
  // Habits are learnt from the cells that models see (CleanBlock::input); a stretch is measured by what was read. Cells without count 0.
  SumTail(const CleanBlock& block, const Expectation& expectation);

  // The probability that somewhere in a history of this length a stretch as long as [first, last] shows a sum as large with the same sign, though
  // nothing happened: 1 - exp(-windows × tail). NaN where the stretch has no cell with a difference.
  double ChanceOf(std::uint32_t first, std::uint32_t last);

 private:
  static constexpr std::size_t kLengths = 24;
  struct Quantiles {
    double q900 = 0;
    double q975 = 0;
  };
  Quantiles Measure(std::size_t length, bool above) const;
  const Quantiles& At(std::size_t power, bool above);
  Quantiles Between(double length, bool above);

  // All before each cell: sums of the differences of what was read and of what models see, and counts of cells that have one.
  std::vector<double> read_{0};
  std::vector<std::uint32_t> read_count_{0};
  std::vector<double> sum_{0};
  std::vector<std::uint32_t> count_{0};
  std::array<std::array<std::optional<Quantiles>, kLengths>, 2> known_;
};

}  // namespace kilowatch
