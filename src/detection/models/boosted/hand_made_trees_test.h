#pragma once

#include <algorithm>

#include "detection/models/boosted/label_trees.h"
#include "detection/models/boosted/tree_features.h"

namespace kilowatch {

// What trees made by hand say of an ordinary reading and of one near zero, in log decades over those of an alarm.
inline constexpr double kHandMadeOrdinary = -4;
inline constexpr double kHandMadeLow = 2;

// One split: readings near zero are what was marked.
inline CalibratedTrees HandMadeCalibrated(Mode mode) {
  const std::vector<std::string> names = TreeColumns(mode);
  const auto column = static_cast<std::uint16_t>(std::ranges::find(names, "low_hours") - names.begin());
  const GrownTree tree{{{1, 2, column, true, 0.5F}, {-1, -1, 0, true, -8}, {-1, -1, 0, true, 4}}};
  return {*BoostedTrees::Make({&tree, 1}, 0, names.size()), 0, 0.5};
}

inline LabelTrees HandMadeTrees() { return {HandMadeCalibrated(Mode::kReview), HandMadeCalibrated(Mode::kLive)}; }

}  // namespace kilowatch
