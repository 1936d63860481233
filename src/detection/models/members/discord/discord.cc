#include "detection/models/members/discord/discord.h"

#include <algorithm>
#include <cmath>

#include "detection/models/ensemble/calibration.h"
#include "detection/models/ensemble/combination.h"
#include "detection/models/members/discord/matrix_profile.h"
#include "detection/models/members/unusual_day/day_shapes.h"

namespace kilowatch {
namespace {

constexpr std::size_t kLeastSteps = 8;  // a day of fewer steps has no course

// Over gaps of `most` cells at most the last reading stands, so that their neighbours are judged too; longer ones stay unknown.
void HoldOverShortGaps(std::size_t most, std::span<double> readings) {
  std::size_t missing = most + 1;  // cells since the last reading; before the first there is none to hold
  for (std::size_t i = 0; i < readings.size(); ++i) {
    missing = std::isnan(readings[i]) ? missing + 1 : 0;
    if (missing > 0 && missing <= most) readings[i] = readings[i - 1];
  }
}

// Of the windows that hold cell i: Review the one around it, Live the one that ends with it. At the ends of a stretch the nearest there is.
std::size_t WindowOf(std::size_t i, std::size_t window, std::size_t windows, bool live) {
  const std::size_t before = live ? window - 1 : window / 2;
  return std::min(i - std::min(i, before), windows - 1);
}

}  // namespace

void AddDiscord(MemberContext& context, std::span<double> strangeness) {
  const MeterView& view = context.view();
  const std::size_t window = view.steps_per_day;
  if (window < kLeastSteps) return;
  Scratch clipped(context.pool(), view.size());
  ClippedReadings(context, clipped);
  HoldOverShortGaps(window / 4, clipped.span());
  const MatrixProfile profile = ComputeMatrixProfile(clipped.span(), window, view.mode);
  if (profile.distance.empty()) return;
  Scratch x(context.pool(), view.size(), std::nan(""));
  const double most = std::sqrt(2 * static_cast<double>(window));
  for (std::size_t i = view.live() ? window - 1 : 0; i < view.size(); ++i) {
    const double distance = profile.distance[WindowOf(i, window, profile.distance.size(), view.live())];
    if (std::isfinite(distance)) x[i] = distance / most;
  }
  AddCalibrated(context, Measure::kDiscord, kContinuousWeight, x, strangeness);
}

}  // namespace kilowatch
