#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <numbers>
#include <string_view>
#include <vector>

#include "data/frame/meter_frame.h"
#include "data/frame/site.h"

namespace kilowatch {

// Frames that the tests of this room read. A Monday, 00:00 UTC.
inline const Instant kTestStart = FromEpochSeconds(1'704'067'200);

inline MeterFrame FrameOf(std::size_t rows, const std::function<double(std::size_t)>& value, Seconds interval = Seconds(3600),
                          Instant begin = kTestStart) {
  MeterFrame frame;
  frame.meter.name = "m";
  frame.interval = interval;
  for (std::size_t i = 0; i < rows; ++i) {
    frame.time.push_back(begin + static_cast<std::int64_t>(i) * interval);
    frame.value.push_back(value(i));
    frame.quality.push_back(std::isnan(frame.value.back()) ? Quality::kMissing : Quality::kMeasured);
  }
  return frame;
}

// An office: 20 to 60 kWh, high by day, never near zero, no two neighbours equal. `hour` counts from a Monday 00:00.
inline double OfficeLoad(std::size_t hour) {
  const double day = std::sin(std::numbers::pi * static_cast<double>(hour % 24) / 24.0);
  const bool weekend = hour / 24 % 7 >= 5;
  return 20 + (weekend ? 8 : 40) * day + 0.01 * static_cast<double>(hour * 37 % 100);
}

inline Site SiteIn(std::string_view zone) {
  Site site;
  site.zone = *TimeZone::Find(zone);
  return site;
}

}  // namespace kilowatch
