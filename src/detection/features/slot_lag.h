#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>

#include "detection/features/feature_input.h"

namespace kilowatch {

// The distance from `cell` to the one `lag` before it on the wall clock (negative `lag`: after it), for a column's pointer at `cell`: off by up to an
// hour where clocks changed in between. Nothing (0 is never an answer) where the slot does not exist, as in the hour that is left out in spring.
inline std::int64_t SlotDistance(const std::uint16_t* slot_at_cell, std::int64_t lag, const FeatureWindows& windows) {
  const auto slots = static_cast<std::int64_t>(windows.slots);
  if (slot_at_cell[-lag] == FeatureInput::kNoSlot) return 0;
  const std::int64_t wanted = ((*slot_at_cell - lag) % slots + slots) % slots;
  std::int64_t off = wanted - slot_at_cell[-lag];
  if (2 * off > slots) off -= slots;
  if (2 * off < -slots) off += slots;
  if (std::abs(off) > static_cast<std::int64_t>(windows.slack)) return 0;
  return slot_at_cell[-lag + off] == wanted ? lag - off : 0;
}

// Median of the known among a handful of `values`, which is reordered: the mean of the middle two of an even number; NaN of none.
inline float MedianOfKnownValues(float* values, std::size_t count) {
  std::size_t known = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const float value = values[i];
    if (std::isnan(value)) continue;
    // Inserted by hand: for so few it is quicker than std::sort, whose branch for more than 16 makes g++ 12 warn of reading past the array.
    std::size_t at = known++;
    for (; at > 0 && value < values[at - 1]; --at) values[at] = values[at - 1];
    values[at] = value;
  }
  if (known == 0) return std::numeric_limits<float>::quiet_NaN();
  return known % 2 == 1 ? values[known / 2] : 0.5F * (values[known / 2 - 1] + values[known / 2]);
}

}  // namespace kilowatch
