#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace kilowatch {

// The five smallest of the squared distances that were added.
class NearestFive {
 public:
  void Add(float squared) {
    if (!(squared < nearest_[4])) return;  // also NaN
    std::size_t k = 4;
    for (; k > 0 && nearest_[k - 1] > squared; --k) nearest_[k] = nearest_[k - 1];
    nearest_[k] = squared;
  }
  // The mean of their roots, of as many as there are; NaN if there is none.
  double Mean() const {
    double sum = 0;
    std::size_t n = 0;
    for (; n < 5 && nearest_[n] < kFar; ++n) sum += std::sqrt(static_cast<double>(nearest_[n]));
    return n == 0 ? std::nan("") : sum / static_cast<double>(n);
  }

 private:
  static constexpr float kFar = std::numeric_limits<float>::infinity();
  std::array<float, 5> nearest_ = {kFar, kFar, kFar, kFar, kFar};
};

}  // namespace kilowatch
