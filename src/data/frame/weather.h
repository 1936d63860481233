#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "data/frame/grid.h"
#include "foundation/base/instant.h"

namespace kilowatch {

// Outdoor air temperature at one place. Sorted by time, no repeated stamp.
struct Weather {
  std::string name;
  std::vector<Instant> time;
  std::vector<float> temperature_c;

  // The mean over `span`: up to two hours by the piecewise linear curve through the points at the middle of the span, longer by the
  // points within it (or, if there are none, by the curve). NaN where the neighbours on both sides are more than three hours away.
  float At(Span span) const;
  // At for each cell of `grid` in one pass.
  std::vector<float> Over(const Grid& grid) const;

 private:
  float Curve(Instant t, std::size_t after) const;
  float MeanOf(std::size_t begin, std::size_t end) const;
};

}  // namespace kilowatch
