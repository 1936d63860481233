#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "decision/scorer/scorer.h"

namespace kilowatch {

// A local day, cell by cell, in the meter's unit; NaN where there is none. Where cells are days or longer: two weeks (months) to both sides of one of them.
struct DayCourse {
  LocalDay date;
  std::size_t first = 0;  // cells of the block
  std::size_t end = 0;
  std::vector<double> read;
  std::vector<double> expected;
  std::vector<double> low;
  std::vector<double> high;

  double ReadSum() const;      // of the finite ones
  double ExpectedSum() const;  // likewise
};

DayCourse CourseAround(const ScoredMeter& scored, std::size_t cell);

// The nearest normal day to that of `cell`: see the room's page. Nothing where none is normal, or where nothing is expected.
std::optional<DayCourse> NearestNormalDay(const ScoredMeter& scored, std::size_t cell);

}  // namespace kilowatch
