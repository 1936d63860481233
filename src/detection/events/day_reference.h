#pragma once

#include <cstdint>
#include <vector>

#include "data/preprocessing/clean_block.h"

namespace kilowatch {

// A day that was measured whole, and what the meter's own history says of such a day.
struct ReferenceDay {
  LocalDay date;
  double read = 0;
  double reference = 0;
  // The same by a robust fit (Huber weights at 1.5 robust spreads; H. Huber 1964), with the median residual of its weekday added: weeks that differ, for
  // a fault or a closure, hardly move it. What a slow change is held against.
  double steady = 0;
  std::uint32_t begin = 0;  // first cell
  std::uint32_t end = 0;    // one past the last
};

struct DayReference {
  std::vector<ReferenceDay> days;
  bool weather_taken_out = false;
};

// Least squares over all whole days: a mean for working days, one for weekends and holidays, and, where nine days of ten have a temperature, a slope
// per heating and per cooling degree day (base temperatures of 10 to 18 and 16 to 24 °C by least error; slopes are not negative). Unlike the
// baseline it does not follow the meter's level, so that a month that runs better than the others stands out. Empty for fewer than 60 whole days
// and for readings that are longer than a day. Method: degree-day regression, as in ASHRAE Guideline 14, annex D.
DayReference FitDayReference(const CleanBlock& block);

}  // namespace kilowatch
