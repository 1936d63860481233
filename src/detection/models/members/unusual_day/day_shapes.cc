#include "detection/models/members/unusual_day/day_shapes.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kilowatch {
namespace {

constexpr double kWidest = 8;
constexpr std::size_t kMostCells = 24;
constexpr float kUnknownCell = std::numeric_limits<float>::quiet_NaN();

}  // namespace

void ClippedReadings(const MemberContext& context, std::span<double> out) {
  const double* value = context.view().value.data();
  const double* middle = context.middle().data();
  const double* scale = context.scale().data();
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double z = (value[i] - middle[i]) / scale[i];
    const double least = z < -kWidest ? -kWidest : z;
    out[i] = least > kWidest ? kWidest : least;
  }
}

DayShapes::DayShapes(const MeterView& view, std::span<const double> clipped)
    : days_(view.days), cells_(std::min(view.steps_per_day, kMostCells)), shape_(cells_ * days_) {
  std::vector<double> sum(shape_.size(), 0.0);
  std::vector<std::uint32_t> count(shape_.size(), 0);
  for (std::size_t i = 0; i < clipped.size(); ++i) {
    if (!(clipped[i] == clipped[i])) continue;
    const std::size_t day = view.local[i] / view.steps_per_day;
    const std::size_t cell = view.local[i] % view.steps_per_day * cells_ / view.steps_per_day;
    sum[cell * days_ + day] += clipped[i];
    ++count[cell * days_ + day];
  }
  for (std::size_t k = 0; k < shape_.size(); ++k) shape_[k] = count[k] == 0 ? kUnknownCell : static_cast<float>(sum[k] / count[k]);
  for (std::size_t d = 0; d < days_; ++d) FillWithin(d);
}

void DayShapes::FillWithin(std::size_t day) {
  float* at = shape_.data() + day;
  std::size_t last = cells_;  // last known cell; cells_: none yet
  for (std::size_t c = 0; c <= cells_; ++c) {
    if (c < cells_ && !(at[c * days_] == at[c * days_])) continue;
    if (c == cells_ && last == cells_) return;
    const std::size_t begin = last == cells_ ? 0 : last + 1;
    for (std::size_t k = begin; k < c; ++k) {
      const float left = last == cells_ ? at[c * days_] : at[last * days_];
      const float right = c == cells_ ? left : at[c * days_];
      const float share = last == cells_ || c == cells_ ? 0 : static_cast<float>(k - last) / static_cast<float>(c - last);
      at[k * days_] = left + (right - left) * share;
    }
    last = c;
  }
}

}  // namespace kilowatch
