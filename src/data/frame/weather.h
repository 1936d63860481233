#pragma once

#include <string>
#include <vector>

#include "foundation/base/instant.h"

namespace kilowatch {

// Outdoor air temperature at one place. Sorted by time, no repeated stamp.
struct Weather {
  std::string name;
  std::vector<Instant> time;
  std::vector<float> temperature_c;

  // The mean over `span` of the piecewise linear curve through the points, by its value at the middle of the span. NaN where the
  // neighbours on both sides are more than three hours away or the span lies outside the series.
  float At(Span span) const;
};

}  // namespace kilowatch
