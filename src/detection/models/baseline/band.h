#pragma once

#include <array>
#include <span>
#include <vector>

#include "detection/models/baseline/load_view.h"
#include "foundation/base/bytes.h"

namespace kilowatch {

// One training reading, what was expected of it, and the slot of the week that it counts to.
struct BandSample {
  double value = 0;
  double expected = 0;
  std::uint16_t slot = 0;
  float leverage = 0;  // how much the reading pulled its own expectation
};

// How far normal readings stray below and above what is expected: the quantiles of past residuals, in units of a scale that grows with the load as
// the meter's own residuals do, for each hour of the day with its neighbours, apart for weekends (split conformal prediction, Vovk et al. 2005, by class).
class Band {
 public:
  // `samples` is not empty.
  static Band Fit(std::span<const BandSample> samples, std::size_t steps_per_day);

  struct Reach {
    double below = 0;  // >= 0: expected - below is low
    double above = 0;  // >= 0
  };
  Reach At(double expected, std::size_t slot) const;

  void Save(ByteWriter& writer) const;
  static Result<Band> Load(ByteReader& reader);

 private:
  double ScaleAt(double expected) const;

  std::uint32_t steps_per_day_ = 24;
  double mean_ = 1;      // mean size of what is expected
  double exponent_ = 0;  // 0: residuals do not grow with the load; 1: in proportion
  std::array<float, kHourClasses> below_{};
  std::array<float, kHourClasses> above_{};
};

}  // namespace kilowatch
