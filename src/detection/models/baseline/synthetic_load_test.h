#pragma once

#include <cmath>
#include <numbers>

#include "detection/models/baseline/load_view.h"
#include "foundation/base/random.h"

namespace kilowatch {

// A made-up office for the tests of the baseline: 10 kWh at night, 30 on workdays from 8 to 18, some heating below 15 °C.
struct OfficeShape {
  std::size_t days = 365;
  double heating = 0;  // kWh an hour for each °C below 15 of the day's mean
  double noise = 0.5;  // standard deviation
  bool with_temperature = false;
  std::uint64_t seed = 1;
};

inline bool OfficeIsOpen(std::size_t day, std::size_t hour) { return day % 7 < 5 && hour >= 8 && hour < 18; }

inline double OfficeLoad(std::size_t day, std::size_t hour) { return OfficeIsOpen(day, hour) ? 30 : 10; }

// Yearly swing of 10 °C around 10, coldest on the first day; a daily swing of 4 °C; weather that lasts for days.
inline double OfficeTemperature(std::size_t day, std::size_t hour) {
  constexpr double kTurn = 2 * std::numbers::pi;
  const double d = static_cast<double>(day);
  const double weather = 4 * std::sin(d * 0.9) * std::cos(d * 0.31);
  return 10 - 10 * std::cos(kTurn * d / 365) - 4 * std::cos(kTurn * (static_cast<double>(hour) - 3) / 24) + weather;
}

inline LoadView OfficeView(const OfficeShape& shape) {
  LoadView view;
  Random random(shape.seed);
  for (std::size_t day = 0; day < shape.days; ++day) {
    double mean = 0;
    for (std::size_t hour = 0; hour < 24; ++hour) mean += OfficeTemperature(day, hour) / 24;
    for (std::size_t hour = 0; hour < 24; ++hour) {
      const double heat = shape.heating * std::max(15 - mean, 0.0);
      view.value.push_back(OfficeLoad(day, hour) + heat + shape.noise * random.Normal());
      if (shape.with_temperature) view.temperature.push_back(static_cast<float>(OfficeTemperature(day, hour)));
      view.slot.push_back(static_cast<std::uint16_t>(day % 7 * 24 + hour));
      view.holiday.push_back(0);
      view.day.push_back(static_cast<std::uint32_t>(day));
      view.day_of_year.push_back(static_cast<std::uint16_t>(day % 365 + 1));
    }
  }
  view.MakeMeanTemperature();
  return view;
}

}  // namespace kilowatch
