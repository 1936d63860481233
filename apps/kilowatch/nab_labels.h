#pragma once

#include <optional>

#include "inputs.h"
#include "learning/evaluation/nab_windows.h"

namespace kilowatch {

// The windows of the Numenta benchmark: --labels in its form, or "combined_windows.json" in an input folder. Nothing where there is neither.
std::optional<NabWindows> FindNabWindows(const InputFlags& input);

}  // namespace kilowatch
