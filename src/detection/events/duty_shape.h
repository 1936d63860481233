#pragma once

#include <optional>

#include "data/preprocessing/clean_block.h"

namespace kilowatch {

// How a meter's load is shared between quiet and busy hours, on days on which neither heating nor cooling is needed: what makes meters of one use alike,
// whatever their size. Rates are per hour.
struct DutyShape {
  double quiet = 0;          // median between 00:00 and 05:00
  double busy = 0;           // 90th percentile on weekdays
  double weekend = 0;        // the same on the quieter of Saturday and Sunday
  double weekday_mean = 0;   // per hour, of all weekdays, Monday to Friday
  double weekend_mean = 0;   // of the quieter day of the weekend
  double weekend_hours = 0;  // of that day, in what was measured
  double hours = 0;          // measured in all
};

// From days whose mean temperature lies between 15 and 20 °C, holidays left out; of all days where no temperature is known. Nothing for readings longer
// than an hour, fewer than 20 such days, or a load that is not above zero.
std::optional<DutyShape> MeasureDuty(const CleanBlock& block);

}  // namespace kilowatch
