#pragma once

#include <cstdint>
#include <span>

#include "data/frame/quality.h"

namespace kilowatch {

// Flags as out of range the readings of another unit: where a meter's days fall in two groups a thousand times apart (700 to 1,400, and hardly a day between them), and it went
// from one to the other four times at most, those of the group with fewer days (of equal ones the later). So it looks where somebody changes a meter, a factor or an export from
// kWh to MWh or Wh. `day_of` numbers the days of cells, not longer than a day. Needs the whole history, so Review only.
void FlagUnitStep(std::span<const double> value, std::span<const std::uint32_t> day_of, std::span<Quality> quality);

}  // namespace kilowatch
