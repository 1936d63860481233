#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>

namespace kilowatch {

// The median of up to 24 numbers; NaN with fewer than `least`.
inline double SmallMedian(std::span<const double> numbers, std::size_t least) {
  std::array<double, 24> sorted;
  std::size_t n = 0;
  for (const double x : numbers) {
    if (!(x == x)) continue;
    std::size_t at = n++;
    for (; at > 0 && sorted[at - 1] > x; --at) sorted[at] = sorted[at - 1];
    sorted[at] = x;
  }
  return n < std::max<std::size_t>(least, 1) ? std::numeric_limits<double>::quiet_NaN() : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
}

// Standard deviation (n - 1) of the numbers; NaN with fewer than `least`.
inline double DeviationOf(std::span<const double> numbers, std::size_t least) {
  double sum = 0, count = 0, squares = 0;
  for (const double x : numbers) sum += x == x ? x : 0, count += x == x ? 1 : 0;
  if (count < static_cast<double>(least)) return std::numeric_limits<double>::quiet_NaN();
  const double mean = sum / count;
  for (const double x : numbers) squares += x == x ? (x - mean) * (x - mean) : 0;
  return std::sqrt(squares / (count - 1));
}

// What one slot of the week read in the last 24 weeks: past[k] is k weeks ago, NaN where nothing was.
struct SlotHistory {
  static constexpr std::size_t kWeeks = 24;
  static constexpr std::size_t kUsualWeeks = 12;
  std::array<double, kWeeks + 1> past;

  struct Usual {
    double value;  // the median of the last twelve weeks
    double size;   // the median over them of how far each was from what was usual then
  };
  // Where fewer than three numbers are there, what is known.
  Usual UsualAndSize(double known_value, double known_size) const;
};

}  // namespace kilowatch
