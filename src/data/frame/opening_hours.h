#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "foundation/base/instant.h"

namespace kilowatch {

// When a site is open, as 168 hours of the week (Monday 00:00 first, local time) and closed days. An hour counts as open as a whole.
struct OpeningHours {
  std::array<bool, 168> open{};
  std::vector<LocalDay> closed_days;  // sorted
  bool inferred = false;              // found from the load, not given

  bool IsOpen(LocalTime t) const;
};

}  // namespace kilowatch
