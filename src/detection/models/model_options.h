#pragma once

#include "foundation/base/result.h"

namespace kilowatch {

struct ModelOptions {
  // Lets an isolation forest of the meter, learned in Fit, speak beside the other members. It gains next to nothing and costs more than all of them (see its page).
  bool forest = false;
  // Lets windows speak whose course is like no other (see the page of members/discord). Quadratic in a year's readings.
  bool discords = false;
  // Learns also what judging other stretches needs: the baseline, usual values and calibration, in both modes. Without it the model is good for the block that it was
  // fitted on, and costs less.
  bool other_stretches = true;

  Status Validate() const { return {}; }
};

}  // namespace kilowatch
