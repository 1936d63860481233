#include "detection/models/members/unusual_day/trailing_days.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace kilowatch {
namespace {

constexpr std::size_t kWeeks = 26;
constexpr std::size_t kNearest = 5;
constexpr float kFar = std::numeric_limits<float>::infinity();

// The table is held by step of the day: row s has step s of all days, so that everything runs along days, and a window that ends with a day's step s
// is a sum over the day's first steps plus a sum over the last steps of the day before. Nothing is ever subtracted, so that what a window gives
// does not depend on what came before it.
class TrailingDays {
 public:
  TrailingDays(const MeterView& view, std::span<const double> clipped)
      : steps_(view.steps_per_day), days_(view.days), fewest_(static_cast<float>(std::max<std::size_t>(1, view.steps_per_day * 3 / 4))) {
    const std::size_t size = steps_ * days_;
    clipped_.assign(size, std::numeric_limits<float>::quiet_NaN());
    for (std::size_t i = view.size(); i-- > 0;) clipped_[Place(view, i)] = static_cast<float>(clipped[i]);  // of an hour that comes twice the first
    for (auto* table : {&sum_, &count_}) table->assign(size, 0);
    nearest_.assign(kNearest * size, kFar);
  }

  void Compare(std::size_t weeks) {
    const std::size_t back = 7 * weeks;
    if (back >= days_) return;
    LaterSums(back);
    std::vector<float> sum(days_, 0);
    std::vector<float> count(days_, 0);
    std::vector<float> mean(days_);
    for (std::size_t s = 0; s < steps_; ++s) {
      AddStep(s, back, sum.data(), count.data());
      MeansOf(s, sum.data(), count.data(), mean.data());
      KeepNearest(s, mean.data());
    }
  }

  double At(const MeterView& view, std::size_t i) const {
    double sum = 0;
    std::size_t n = 0;
    for (; n < kNearest && nearest_[n * steps_ * days_ + Place(view, i)] < kFar; ++n) {
      sum += std::sqrt(static_cast<double>(nearest_[n * steps_ * days_ + Place(view, i)]));
    }
    return n == 0 ? std::nan("") : sum / static_cast<double>(n);
  }

 private:
  std::size_t Place(const MeterView& view, std::size_t i) const { return view.local[i] % steps_ * days_ + view.local[i] / steps_; }

  void AddStep(std::size_t step, std::size_t back, float* sum, float* count) const {
    const float* row = clipped_.data() + step * days_;
    for (std::size_t d = back; d < days_; ++d) {
      const float difference = row[d] - row[d - back];
      const bool known = difference == difference;
      sum[d] += known ? difference * difference : 0.0F;
      count[d] += known ? 1.0F : 0.0F;
    }
  }

  // sum_ and count_ of row s: over the steps after s.
  void LaterSums(std::size_t back) {
    std::fill_n(sum_.data() + (steps_ - 1) * days_, days_, 0.0F);
    std::fill_n(count_.data() + (steps_ - 1) * days_, days_, 0.0F);
    for (std::size_t s = steps_ - 1; s > 0; --s) {
      std::copy_n(sum_.data() + s * days_, days_, sum_.data() + (s - 1) * days_);
      std::copy_n(count_.data() + s * days_, days_, count_.data() + (s - 1) * days_);
      AddStep(s, back, sum_.data() + (s - 1) * days_, count_.data() + (s - 1) * days_);
    }
  }

  void MeansOf(std::size_t step, const float* sum, const float* count, float* mean) const {
    const float* sums = sum_.data() + step * days_;
    const float* counts = count_.data() + step * days_;
    mean[0] = count[0] >= fewest_ ? sum[0] / count[0] : kFar;
    for (std::size_t d = 1; d < days_; ++d) {
      const float n = counts[d - 1] + count[d];
      const float m = (sums[d - 1] + sum[d]) / n;
      mean[d] = n >= fewest_ ? m : kFar;
    }
  }

  void KeepNearest(std::size_t step, float* mean) {
    for (std::size_t k = 0; k < kNearest; ++k) {
      float* kept = nearest_.data() + k * steps_ * days_ + step * days_;
      for (std::size_t d = 0; d < days_; ++d) {
        const float a = kept[d];
        const float b = mean[d];
        kept[d] = b < a ? b : a;
        mean[d] = b < a ? a : b;
      }
    }
  }

  std::size_t steps_;
  std::size_t days_;
  float fewest_;
  std::vector<float> clipped_;
  std::vector<float> sum_;
  std::vector<float> count_;
  std::vector<float> nearest_;
};

}  // namespace

void TrailingDayDistances(const MemberContext& context, std::span<const double> clipped, std::span<double> out) {
  const MeterView& view = context.view();
  TrailingDays days(view, clipped);
  for (std::size_t w = 1; w <= kWeeks; ++w) days.Compare(w);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = days.At(view, i);
}

}  // namespace kilowatch
