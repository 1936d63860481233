#include "detection/models/members/variability/variability.h"

#include <algorithm>
#include <cmath>

#include "detection/models/ensemble/calibration.h"
#include "detection/models/ensemble/combination.h"
#include "detection/models/members/kernels/log_kernel.h"
#include "detection/models/members/kernels/rolling.h"
#include "detection/models/members/usual.h"

namespace kilowatch {
namespace {

constexpr double kFloor = 0.02;  // of the scale

}  // namespace

void AddVariability(MemberContext& context, std::span<double> strangeness) {
  const MeterView& view = context.view();
  const std::size_t size = view.size();
  const std::size_t width = std::max<std::size_t>(3, view.Steps(6));
  Scratch deviation(context.pool(), size);
  Scratch usual(context.pool(), size);
  Scratch most(context.pool(), size);
  RollingDeviation(view.value, view.live() ? Window::UpTo(width) : Window::Around(width), std::max<std::size_t>(2, width / 3), context.pool(),
                   deviation);
  Usual(context, Habit::kDeviation, deviation, usual);
  TakeLogRatio(deviation.data(), usual.data(), context.scale().data(), kFloor, size);
  // The most within a window, so that the edges of what is unusual count as much as its middle.
  RollingMax(deviation, view.live() ? Window::UpTo(view.Steps(4)) : Window::Around(view.Steps(7)), most);
  AddCalibrated(context, Measure::kVariability, kVariabilityWeight, most, strangeness);
}

}  // namespace kilowatch
