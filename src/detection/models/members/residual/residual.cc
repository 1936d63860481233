#include "detection/models/members/residual/residual.h"

#include "detection/models/ensemble/calibration.h"
#include "detection/models/ensemble/combination.h"
#include "detection/models/members/kernels/rolling.h"

namespace kilowatch {

void AddResidual(MemberContext& context, std::span<double> strangeness) {
  const MeterView& view = context.view();
  Scratch x(context.pool(), view.size());
  // The median leaves single readings to the members of change.
  RollingMedian(context.ProfileResidual(), view.live() ? Window::UpTo(view.Steps(3)) : Window::Around(view.Steps(3)), x);
  AddCalibrated(context, Measure::kProfile, kContinuousWeight, x, strangeness);
}

}  // namespace kilowatch
