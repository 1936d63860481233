#pragma once

#include "foundation/base/result.h"

namespace kilowatch {

struct ModelOptions {
  // Lets the isolation forest speak beside the other members (see its page for what it gains and costs).
  bool forest = false;
  // Learns also what judging other stretches needs: usual values and calibration, in both modes. Without it the model is good for the block that it was
  // fitted on, and costs less.
  bool other_stretches = true;

  Status Validate() const { return {}; }
};

}  // namespace kilowatch
