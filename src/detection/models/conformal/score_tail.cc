#include "detection/models/conformal/score_tail.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>

namespace kilowatch {
namespace {

constexpr std::size_t kRanksEnough = 10;
constexpr std::size_t kLeastForTail = 2000;
constexpr double kTailShare = 1.0 / 40;
constexpr double kShapeSpread = 0.15;
constexpr int kShapeSteps = 8;  // on both sides of 0, of 0.05
constexpr int kScaleSteps = 6;  // on both sides, of three quarters of the scale's own uncertainty
constexpr double kLeastWeight = 1e-6;
constexpr double kLeastP = 1e-15;

// The share of a generalized Pareto distribution above `excess`, as a logarithm; -inf beyond its end.
double LogAbove(double excess, double shape, double scale) {
  if (std::abs(shape) < 1e-9) return -excess / scale;
  const double inner = 1 + shape * excess / scale;
  return inner > 0 ? -std::log(inner) / shape : -std::numeric_limits<double>::infinity();
}

// The density's logarithm is that of the share above, times 1 + shape, less that of the scale.
double LogLikelihood(std::span<const double> excesses, double shape, double scale) {
  double sum = 0;
  for (const double excess : excesses) sum += LogAbove(excess, shape, scale);
  return (1 + shape) * sum - static_cast<double>(excesses.size()) * std::log(scale);
}

double OnLogScale(double score) { return -std::log(std::max(1 - score, 1e-300)); }

}  // namespace

ScoreTail::ScoreTail(std::vector<double> scores) : sorted_(std::move(scores)) {
  std::erase_if(sorted_, [](double score) { return !std::isfinite(score); });
  for (double& score : sorted_) score = OnLogScale(score);
  std::ranges::sort(sorted_);
  if (sorted_.size() >= kLeastForTail) FitTail();
}

void ScoreTail::FitTail() {
  const auto count = static_cast<std::size_t>(kTailShare * static_cast<double>(sorted_.size()));
  const std::size_t first = sorted_.size() - count;
  threshold_ = sorted_[first - 1];
  std::vector<double> excesses(sorted_.begin() + static_cast<std::ptrdiff_t>(first), sorted_.end());
  for (double& excess : excesses) excess -= threshold_;
  const double mean = std::accumulate(excesses.begin(), excesses.end(), 0.0) / static_cast<double>(count);
  if (!(mean > 0)) return;
  share_ = static_cast<double>(count) / static_cast<double>(sorted_.size());
  double best = -std::numeric_limits<double>::infinity();
  for (int i = -kShapeSteps; i <= kShapeSteps; ++i) {
    for (int k = -kScaleSteps; k <= kScaleSteps; ++k) {
      Curve curve{0.05 * i, mean * (1 - 0.05 * i) * std::exp(0.75 * k / std::sqrt(static_cast<double>(count))), 0};
      const double surprise = curve.shape / kShapeSpread;
      curve.weight = LogLikelihood(excesses, curve.shape, curve.scale) - 0.5 * surprise * surprise;
      best = std::max(best, curve.weight);
      curves_.push_back(curve);
    }
  }
  double total = 0;
  for (Curve& curve : curves_) curve.weight = std::exp(curve.weight - best);
  std::erase_if(curves_, [](const Curve& curve) { return curve.weight < kLeastWeight; });
  for (const Curve& curve : curves_) total += curve.weight;
  for (Curve& curve : curves_) curve.weight /= total;
}

double ScoreTail::PValue(double score) const {
  if (std::isnan(score)) return score;
  const double x = OnLogScale(score);
  const auto n = static_cast<double>(sorted_.size());
  const auto as_high = static_cast<std::size_t>(sorted_.end() - std::ranges::lower_bound(sorted_, x));
  const double by_rank = (static_cast<double>(as_high) + 1) / (n + 1);
  if (curves_.empty() || as_high >= kRanksEnough || x <= threshold_) return by_rank;
  double above = 0;
  for (const Curve& curve : curves_) above += curve.weight * std::exp(LogAbove(x - threshold_, curve.shape, curve.scale));
  // Never above the last rank that counts, so that p falls as the score grows.
  return std::clamp(share_ * above, kLeastP, static_cast<double>(kRanksEnough + 1) / (n + 1));
}

}  // namespace kilowatch
