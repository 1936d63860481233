#include "detection/models/members/change/change.h"

#include <cmath>
#include <limits>

#include "detection/models/ensemble/calibration.h"
#include "detection/models/ensemble/combination.h"
#include "detection/models/members/usual.h"

namespace kilowatch {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

void Jumps(const MemberContext& context, std::span<double> x) {
  const MeterView& view = context.view();
  const std::size_t size = view.size();
  const double* v = view.value.data();
  Scratch step(context.pool(), size);
  Scratch usual(context.pool(), size);
  step[0] = kUnknown;
  for (std::size_t i = 1; i < size; ++i) step[i] = v[i] - v[i - 1];
  Usual(context, Habit::kStep, step, usual);
  for (std::size_t i = 0; i < size; ++i) step[i] = std::fabs(step[i] - usual[i]);
  Usual(context, Habit::kStepResidual, step, usual);
  const double* scale = context.scale().data();
  for (std::size_t i = 0; i < size; ++i) x[i] = step[i] / (0.1 * scale[i] + usual[i]);
  if (view.live()) return;
  for (std::size_t i = 0; i + 1 < size; ++i) x[i] = std::fmax(x[i], x[i + 1]);
}

void Curvatures(const MemberContext& context, std::span<double> x) {
  const MeterView& view = context.view();
  const std::size_t size = view.size();
  const double* v = view.value.data();
  const double* scale = context.scale().data();
  const std::size_t shift = view.live() ? 0 : 1;  // from the last of the three readings to the one that is judged
  for (std::size_t i = 0; i < size; ++i) x[i] = kUnknown;
  for (std::size_t i = 2; i < size; ++i) x[i - shift] = std::fabs(v[i] - 2 * v[i - 1] + v[i - 2]) / (2 * scale[i - shift]);
}

}  // namespace

void AddChange(MemberContext& context, std::span<double> strangeness) {
  if (context.size() == 0) return;
  Scratch x(context.pool(), context.size());
  Jumps(context, x);
  AddCalibrated(context, Measure::kJump, kContinuousWeight, x, strangeness);
  Curvatures(context, x);
  AddCalibrated(context, Measure::kCurvature, kContinuousWeight, x, strangeness);
}

}  // namespace kilowatch
