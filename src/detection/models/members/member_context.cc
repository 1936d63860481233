#include "detection/models/members/member_context.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "detection/models/members/learning_times.h"
#include "detection/models/members/rarity.h"
#include "detection/models/members/usual.h"

namespace kilowatch {
namespace {

constexpr std::size_t kOwnWeeks = 8;
constexpr double kMadToDeviation = 1.4826;

struct MiddleAndScale {
  double middle;
  double scale;
};

// Of n sorted numbers.
template <class Kth>
MiddleAndScale ScaleOf(std::size_t n, Kth kth) {
  if (n < 2) return {std::nan(""), std::nan("")};
  const double middle = (kth((n - 1) / 2) + kth(n / 2)) / 2;
  const double span = QuantileFrom(n, 0.95, kth) - QuantileFrom(n, 0.05, kth);
  const double mad = MedianDistance(n, middle, kth);
  return {middle, std::max({kMadToDeviation * mad, 0.1 * span, 1e-3 * std::fabs(middle), 1e-9})};
}

const Habits* Useful(const Habits* known, const MeterView& view, std::size_t readings) {
  if (known == nullptr || known->readings == 0 || known->steps_per_day != view.steps_per_day) return nullptr;
  if (view.live()) return known;
  return readings >= std::min<std::size_t>(known->readings, kOwnWeeks * view.slots()) ? nullptr : known;
}

}  // namespace

MemberContext::MemberContext(const MeterView& view, const Habits* known, Habits* learned, ColumnPool& pool)
    : view_(view),
      learned_(learned),
      pool_(pool),
      ranked_(view.value),
      middle_(pool, view.size(), std::nan("")),
      scale_(pool, view.size(), std::nan("")) {
  known_ = Useful(known, view, ranked_.size());
  if (learned_ != nullptr) {
    learned_->steps_per_day = static_cast<std::uint32_t>(view.steps_per_day);
    learned_->readings = static_cast<std::uint32_t>(ranked_.size());
  }
  LearnScale();
}

void MemberContext::LearnScale() {
  const std::size_t size = view_.size();
  const std::size_t steps = view_.steps_per_day;
  const auto set = [&](std::size_t begin, std::size_t end, MiddleAndScale m) {
    std::fill(middle_.data() + begin, middle_.data() + end, m.middle);
    std::fill(scale_.data() + begin, scale_.data() + end, m.scale);
  };
  MiddleAndScale last{};
  if (!view_.live()) {
    last = ScaleOf(ranked_.size(), [&](std::size_t k) { return ranked_.sorted()[k]; });
    set(0, size, known_ != nullptr ? MiddleAndScale{known_->middle, known_->scale} : last);
  } else {
    RankedColumn window = ranked_;
    const auto at = [&](std::size_t i) {
      window.MoveTo(LearnFrom(i, steps), i);
      const bool own = known_ == nullptr || OwnIsEnough(window.count(), known_->readings, steps);
      return own ? ScaleOf(window.count(), [&](std::size_t k) { return window.Kth(k); }) : MiddleAndScale{known_->middle, known_->scale};
    };
    if (known_ != nullptr) set(0, std::min(size, steps), {known_->middle, known_->scale});
    ForEachLearning(size, steps, [&](std::size_t begin, std::size_t end) { set(begin, end, at(begin)); });
    if (learned_ != nullptr) last = at(size);
  }
  if (learned_ != nullptr) {
    learned_->middle = last.middle;
    learned_->scale = last.scale;
    if (!(last.scale > 0)) learned_->readings = 0;
  }
}

std::span<const double> MemberContext::ProfileResidual() {
  if (profile_residual_) return *profile_residual_;
  const std::size_t n = size();
  profile_residual_.emplace(pool_, n);
  Scratch usual(pool_, n);
  Scratch distance(pool_, n);
  Scratch usual_distance(pool_, n);
  Usual(*this, Habit::kReading, view_.value, usual);
  for (std::size_t i = 0; i < n; ++i) distance[i] = std::fabs(view_.value[i] - usual[i]);
  Usual(*this, Habit::kResidual, distance, usual_distance);
  Scratch& residual = *profile_residual_;
  for (std::size_t i = 0; i < n; ++i) residual[i] = distance[i] / (kMadToDeviation * usual_distance[i] + 0.1 * scale_[i]);
  return residual;
}

const LowReadings& MemberContext::Low() {
  if (low_) return *low_;
  low_.emplace();
  low_->is_low.resize(size());
  for (std::size_t i = 0; i < size(); ++i) low_->is_low[i] = view_.value[i] < 0.05 * middle_[i] ? 1 : 0;
  low_->rarity.resize(size());
  Rarity(*this, Rare::kLow, low_->is_low, low_->rarity);
  return *low_;
}

}  // namespace kilowatch
