#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "detection/models/members/unusual_day/day_shapes.h"

namespace kilowatch {

inline constexpr std::size_t kNearestDays = 5;

// The mean squared differences to the five nearest days of each day, ascending, infinite where there are fewer: by rank, then day.
struct NearestDays {
  std::vector<float> same_weekday;
  std::array<std::vector<float>, 2> kind;  // workdays, weekends; never the day itself

  // The mean of the roots for a day, of as many as there are; NaN if there is none. `nearest` is one of the columns above.
  static double Mean(const std::vector<float>& nearest, std::size_t days, std::size_t day);
};

// Compares each day with all others. An unknown day is near to none. Lanes are days, so that all widths of vectors give the same bits.
void FindNearestDays(const DayShapes& shapes, std::size_t first_weekday, NearestDays& nearest);

// The same by the book, a pair of days at a time: what FindNearestDays must equal.
void FindNearestDaysSimply(const DayShapes& shapes, std::size_t first_weekday, NearestDays& nearest);

}  // namespace kilowatch
