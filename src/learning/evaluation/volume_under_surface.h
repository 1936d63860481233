#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace kilowatch {

struct VolumeUnderSurface {
  double roc = 0;
  double pr = 0;
};

// VUS-ROC and VUS-PR (Paparrizos et al., "Volume Under the Surface", PVLDB 15(11), 2022; the definition of the authors' package `vus`, version
// "opt"): the mean, over buffer lengths 0, stride, 2 stride … up to `longest` rows, of the areas under range-aware curves. Labels fade over half a
// buffer on both sides of each event, and the share of events that are touched scales the recall, so a score that fires a little early or late loses
// little. 250 thresholds, as the authors take. Scores must be numbers; NaN where the rows are of one class.
VolumeUnderSurface VolumesUnderSurface(std::span<const double> scores, std::span<const std::uint8_t> labels, std::size_t longest,
                                       std::size_t stride = 1);

}  // namespace kilowatch
