#pragma once

#include <memory>
#include <string>

#include "data/frame/holidays.h"
#include "data/frame/opening_hours.h"
#include "data/frame/time_zone.h"
#include "data/frame/weather.h"

namespace kilowatch {

// What meters of one place share. Weather and opening hours are shared by many meters that are cleaned at once, hence shared_ptr to const.
struct Site {
  std::string name;
  TimeZone zone;
  Holidays holidays;
  std::shared_ptr<const Weather> weather;             // null: no temperature beside what the meter's own file carries
  std::shared_ptr<const OpeningHours> opening_hours;  // null: not given
};

}  // namespace kilowatch
