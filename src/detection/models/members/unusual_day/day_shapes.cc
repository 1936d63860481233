#include "detection/models/members/unusual_day/day_shapes.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace kilowatch {
namespace {

constexpr double kWidest = 8;
constexpr std::size_t kMostCells = 24;
constexpr std::size_t kLanes = 4;
constexpr std::size_t kTile = 4 * kLanes;  // days whose sums stay in registers
using Lanes [[gnu::vector_size(4 * kLanes)]] = float;
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
    : days_(view.days), cells_(std::min(view.steps_per_day, kMostCells)), stride_((view.days + kTile - 1) / kTile * kTile), shape_(cells_ * stride_) {
  std::vector<double> sum(shape_.size(), 0.0);
  std::vector<std::uint32_t> count(shape_.size(), 0);
  for (std::size_t i = 0; i < clipped.size(); ++i) {
    if (!(clipped[i] == clipped[i])) continue;
    const std::size_t day = view.local[i] / view.steps_per_day;
    const std::size_t cell = view.local[i] % view.steps_per_day * cells_ / view.steps_per_day;
    sum[cell * stride_ + day] += clipped[i];
    ++count[cell * stride_ + day];
  }
  for (std::size_t k = 0; k < shape_.size(); ++k) shape_[k] = count[k] == 0 ? kUnknownCell : static_cast<float>(sum[k] / count[k]);
  for (std::size_t d = 0; d < days_; ++d) FillWithin(d);
}

void DayShapes::FillWithin(std::size_t day) {
  float* at = shape_.data() + day;
  std::size_t last = cells_;  // last known cell; cells_: none yet
  for (std::size_t c = 0; c <= cells_; ++c) {
    if (c < cells_ && !(at[c * stride_] == at[c * stride_])) continue;
    if (c == cells_ && last == cells_) return;
    const std::size_t begin = last == cells_ ? 0 : last + 1;
    for (std::size_t k = begin; k < c; ++k) {
      const float left = last == cells_ ? at[c * stride_] : at[last * stride_];
      const float right = c == cells_ ? left : at[c * stride_];
      const float share = last == cells_ || c == cells_ ? 0 : static_cast<float>(k - last) / static_cast<float>(c - last);
      at[k * stride_] = left + (right - left) * share;
    }
    last = c;
  }
}

void DayShapes::DistancesFrom(std::size_t day, std::span<float> out) const {
  const float cells = static_cast<float>(cells_);
  for (std::size_t d = 0; d < stride_; d += kTile) {
    Lanes sum[4] = {};
    const float* at = shape_.data() + d;
    const float* own = shape_.data() + day;
    for (std::size_t c = 0; c < cells_; ++c, at += stride_, own += stride_) {
      Lanes other[4];
      std::memcpy(other, at, sizeof other);
      for (std::size_t k = 0; k < 4; ++k) {
        const Lanes difference = other[k] - *own;
        sum[k] += difference * difference;
      }
    }
    for (Lanes& s : sum) s /= cells;
    std::memcpy(out.data() + d, sum, sizeof sum);
  }
}

}  // namespace kilowatch
