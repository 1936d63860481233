#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "detection/models/members/member_context.h"

namespace kilowatch {

// Readings as members of the day see them: distance from the median in scales, within ±8.
void ClippedReadings(const MemberContext& context, std::span<double> out);

// Local calendar days as up to 24 means each, held by cell: row c has cell c of all days, so that sums over cells run along days.
class DayShapes {
 public:
  // Cells without a reading are interpolated within their day, its ends held; a day without any is NaN.
  DayShapes(const MeterView& view, std::span<const double> clipped);

  std::size_t days() const { return days_; }
  std::size_t cells() const { return cells_; }
  bool Known(std::size_t day) const { return shape_[day] == shape_[day]; }
  float At(std::size_t cell, std::size_t day) const { return shape_[cell * days_ + day]; }

 private:
  void FillWithin(std::size_t day);

  std::size_t days_;
  std::size_t cells_;
  std::vector<float> shape_;
};

}  // namespace kilowatch
