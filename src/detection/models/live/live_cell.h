#pragma once

#include <cstdint>
#include <limits>

#include "data/frame/quality.h"

namespace kilowatch {

// One cell of a meter's grid as it arrives. Every cell comes once and in order, those without a reading too.
struct LiveCell {
  double value = std::numeric_limits<double>::quiet_NaN();
  Quality quality = Quality::kMissing;  // as Clean(Mode::kLive) decides it
  float temperature = std::numeric_limits<float>::quiet_NaN();
  std::uint32_t day = 0;          // local days since the stream's first cell
  std::uint16_t slot = 0;         // slot of the week by the cell's own weekday
  std::uint16_t day_of_year = 1;  // 1 to 366
  std::uint8_t day_off = 0;       // a DayOff
};

}  // namespace kilowatch
