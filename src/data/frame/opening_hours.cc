#include "data/frame/opening_hours.h"

#include <algorithm>

namespace kilowatch {

bool OpeningHours::IsOpen(LocalTime t) const {
  const auto day = std::chrono::floor<std::chrono::days>(t);
  if (std::ranges::binary_search(closed_days, day)) return false;
  const unsigned weekday = std::chrono::weekday(day).iso_encoding() - 1;
  const auto hour = std::chrono::duration_cast<std::chrono::hours>(t - day).count();
  return open[weekday * 24 + static_cast<unsigned>(hour)];
}

}  // namespace kilowatch
