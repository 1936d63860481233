#pragma once

#include <vector>

#include "learning/training/lessons.h"

namespace kilowatch {

// Trees from lessons, calibrated by trees that have not seen the building they judge: a third of the buildings is left out at a time (of one building a third of its
// time). Calibration: among ordinary rows the median of their sums becomes that of the members' decades, and they alarm as often as the members do.
// Deterministic. Errors: those of FitByXgboost.
Result<CalibratedTrees> FitCalibrated(const std::vector<const Lesson*>& lessons);

}  // namespace kilowatch
