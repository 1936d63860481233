#pragma once

#include <array>
#include <vector>

#include "detection/models/baseline/load_view.h"
#include "foundation/base/bytes.h"

namespace kilowatch {

// What the temperature usually is on a day of the year at an hour: stands in where the temperature is unknown.
class Climate {
 public:
  // Of the temperatures that the view knows; there must be one. Days of the year that were never seen take the nearest that were.
  static Climate Of(const LoadView& view);

  // The mean of the day, over ten days around it in all years.
  double DayMean(std::size_t day_of_year) const { return static_cast<double>(day_mean_[day_of_year]); }
  double Mean(std::size_t day_of_year, std::size_t hour) const { return DayMean(day_of_year) + static_cast<double>(hour_offset_[hour]); }
  // Standard deviation of days around their mean.
  double spread() const { return spread_; }

  void Save(ByteWriter& writer) const;
  static Result<Climate> Load(ByteReader& reader);

 private:
  std::vector<float> day_mean_ = std::vector<float>(367);  // by day of the year, 1 to 366
  std::vector<float> hour_offset_ = std::vector<float>(24);
  double spread_ = 0;
};

}  // namespace kilowatch
