#pragma once

#include <cmath>
#include <limits>
#include <vector>

#include "data/preprocessing/clean_block.h"
#include "foundation/base/random.h"

namespace kilowatch {

// A made-up office, hourly: 10 kWh at night and on weekends, 30 on workdays from 8 to 18, Gaussian noise of 0.5, from Monday 2018-01-01.
struct OfficeReadings {
  std::vector<double> value;  // NaN: no reading

  explicit OfficeReadings(std::size_t days, std::uint64_t seed = 1) {
    Random random(seed);
    for (std::size_t i = 0; i < 24 * days; ++i) {
      const std::size_t hour = i % 24;
      const bool open = i / 24 % 7 < 5 && hour >= 8 && hour < 18;
      value.push_back((open ? 30 : 10) + 0.5 * random.Normal());
    }
  }

  MeterFrame Frame() const {
    MeterFrame frame;
    frame.meter.name = "office";
    for (std::size_t i = 0; i < value.size(); ++i) {
      frame.time.push_back(FromEpochSeconds(1514764800 + 3600 * static_cast<std::int64_t>(i)));
      frame.value.push_back(value[i]);
      frame.quality.push_back(std::isnan(value[i]) ? Quality::kMissing : Quality::kMeasured);
    }
    return frame;
  }
  CleanBlock Block(Mode mode, const Site& site = {}) const { return Clean(Frame(), site, mode); }

  // A gap of one hour, then twelve hours of exactly zero in the middle of a working day.
  void BreakAt(std::size_t day) {
    value[24 * day + 7] = std::numeric_limits<double>::quiet_NaN();
    for (std::size_t h = 8; h < 20; ++h) value[24 * day + h] = 0;
  }
};

}  // namespace kilowatch
