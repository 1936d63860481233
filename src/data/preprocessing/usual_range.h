#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace kilowatch {

// What a meter usually reads and how long it usually holds a value, learned from its own readings: what the data rules judge by.
struct UsualRange {
  bool known = false;  // false: too few readings to judge by
  double low = 0;      // 5 % quantile
  double middle = 0;   // median
  double high = 0;     // 95 % quantile
  double mean = 0;
  double largest = 0;                     // 99 % quantile of the magnitudes that are not zero
  std::size_t frozen_cells = 0;           // a value other than zero held for more cells than this is frozen
  std::size_t zero_cells = 0;             // zeros for more cells than this may be an outage
  bool switched = false;                  // over two in five readings are zero: PV, irrigation, a load with a timer
  bool zero_is_rare = false;              // fewer than one zero run in twenty days, and a 5 % quantile above zero
  std::vector<double> low_placeholders;   // constants where the load never is: outages
  std::vector<double> high_placeholders;  // constants far above it: error codes
};

// `value` has NaN where there is no reading; `cells_a_day` and `cells_a_quarter_day` are at least 1.
//
// Quantiles come from at most 2,048 readings, evenly picked. Frozen: four times the run length that 99.5 % of the meter's runs of equal readings
// do not exceed (so a coarse meter, which repeats itself, gets a longer limit than a fine one), at least three cells and a quarter of a day; a
// whole day for a switched load, which runs evenly.
// Zeros: three times the length that its zero runs do not exceed, all but the longest three (and hundredth) of them; at least three days.
// A placeholder is zero, or a value that came at least three times in a row, which
//   - lies outside the usual range with room between: under half the 5 % quantile of the other readings, or over three times the 95 % quantile;
//   - has (nearly) no other reading on its side of the middle of that room: the load jumps to it, it does not go there;
//   - comes in fewer runs than one in four days and in under half of the cells: what comes daily is operation (PV at night, a switched load).
UsualRange LearnUsualRange(std::span<const double> value, std::size_t cells_a_day, std::size_t cells_a_quarter_day);

// Whether `value` is a number that meters and loggers write for "no value": all bits set (16, 24, 28, 32 or 48 bits, or 31 for signed), as it stands
// or divided by 10 to 10,000. Such a number can also be read by chance: ask only of values far above the usual.
bool IsErrorCode(double value);

}  // namespace kilowatch
