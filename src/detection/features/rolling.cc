#include "detection/features/rolling.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kilowatch {
namespace {

constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

std::int64_t FloorDivide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

}  // namespace

RollingWindow::State::State() : least(kInfinity), greatest(-kInfinity) {}

inline void RollingWindow::State::Add(float value) {
  // Without branches: an unknown value adds nothing and is no extreme, for every comparison with it is false.
  const bool known = value == value;
  const double v = known ? static_cast<double>(value) : 0.0;
  count += known ? 1.0 : 0.0;
  sum += v;
  squares += v * v;
  least = value < least ? value : least;
  greatest = value > greatest ? value : greatest;
}

inline void RollingWindow::State::Add(const State& later) {
  count += later.count;
  sum += later.sum;
  squares += later.squares;
  least = later.least < least ? later.least : least;
  greatest = later.greatest > greatest ? later.greatest : greatest;
}

void RollingWindow::Roll(const float* values, std::int64_t index, std::size_t rows) {
  rolled_.resize(rows);
  const auto window = static_cast<std::int64_t>(window_);
  const std::int64_t end = index + static_cast<std::int64_t>(rows);
  const auto at = [&](std::int64_t cell) { return values[cell - index]; };
  for (std::int64_t cell = index; cell < end;) {
    const std::int64_t multiple = FloorDivide(cell, window) * window;
    const std::int64_t stop = std::min(multiple + window, end);
    // Cells multiple - k of the piece before; the first row of this stretch looks back furthest.
    const std::int64_t furthest = multiple - (cell - window + 1);
    State tail;
    tail_[0] = tail;
    for (std::int64_t k = 1; k <= furthest; ++k) {
      tail.Add(at(multiple - k));
      tail_[static_cast<std::size_t>(k)] = tail;
    }
    State head;
    for (std::int64_t before = multiple; before < cell; ++before) head.Add(at(before));
    for (; cell < stop; ++cell) {
      head.Add(at(cell));
      State whole = tail_[static_cast<std::size_t>(multiple - (cell - window + 1))];
      whole.Add(head);
      rolled_[static_cast<std::size_t>(cell - index)] = whole;
    }
  }
}

void RollingWindow::WriteMean(float* out) const {
  const double enough = 0.5 * static_cast<double>(window_);
  for (std::size_t r = 0; r < rolled_.size(); ++r) {
    const float mean = static_cast<float>(rolled_[r].sum / rolled_[r].count);
    out[r] = rolled_[r].count >= enough ? mean : kUnknown;
  }
}

void RollingWindow::WriteStd(float* out) const {
  const double enough = 0.5 * static_cast<double>(window_);
  for (std::size_t r = 0; r < rolled_.size(); ++r) {
    const double mean = rolled_[r].sum / rolled_[r].count;
    const double variance = rolled_[r].squares / rolled_[r].count - mean * mean;
    out[r] = rolled_[r].count >= enough ? static_cast<float>(std::sqrt(variance > 0 ? variance : 0)) : kUnknown;
  }
}

void RollingWindow::WriteMin(float* out) const {
  const double enough = 0.5 * static_cast<double>(window_);
  for (std::size_t r = 0; r < rolled_.size(); ++r) out[r] = rolled_[r].count >= enough ? rolled_[r].least : kUnknown;
}

void RollingWindow::WriteMax(float* out) const {
  const double enough = 0.5 * static_cast<double>(window_);
  for (std::size_t r = 0; r < rolled_.size(); ++r) out[r] = rolled_[r].count >= enough ? rolled_[r].greatest : kUnknown;
}

}  // namespace kilowatch
