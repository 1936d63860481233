#include "detection/models/conformal/conformal.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "detection/models/conformal/score_tail.h"
#include "foundation/base/check.h"

namespace kilowatch {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kLeastWeeks = 4;
constexpr std::size_t kYearWeeks = 52;
constexpr double kWatchedShare = 0.02;
constexpr double kForgetWeeks = 8;
constexpr double kMostCorrection = 4;

// Scores of the cells [begin, end) that count.
void Collect(const Scores& scores, const std::vector<bool>& left_out, std::size_t begin, std::size_t end, std::vector<double>& out) {
  for (std::size_t i = begin; i < end; ++i)
    if (!left_out[i] && std::isfinite(scores.score[i])) out.push_back(scores.score[i]);
}

std::vector<double> ReviewPValues(const Scores& scores, const std::vector<bool>& left_out, std::size_t week) {
  const std::size_t size = scores.score.size();
  std::vector<double> p(size, kNaN), others;
  for (std::size_t begin = 0; begin < size; begin += week) {
    const std::size_t end = std::min(size, begin + week);
    others.clear();
    Collect(scores, left_out, 0, begin, others);
    Collect(scores, left_out, end, size, others);
    if (others.size() < kLeastWeeks * week / 2) continue;
    const ScoreTail tail(others);
    for (std::size_t i = begin; i < end; ++i) p[i] = tail.PValue(scores.score[i]);
  }
  return p;
}

// How much more often than promised the watched share was reached of late.
class Drift {
 public:
  explicit Drift(std::size_t week)
      : prior_(static_cast<double>(kLeastWeeks * week)), keep_(std::exp2(-1 / (kForgetWeeks * static_cast<double>(week)))) {}
  double Correction() const {
    const double promised = kWatchedShare * (seen_ + prior_);
    return std::clamp((reached_ + kWatchedShare * prior_) / promised, 1 / kMostCorrection, kMostCorrection);
  }
  void Add(double p) {
    seen_ = keep_ * seen_ + 1;
    reached_ = keep_ * reached_ + (p <= kWatchedShare ? 1 : 0);
  }

 private:
  double prior_, keep_;
  double seen_ = 0, reached_ = 0;
};

std::vector<double> LivePValues(const Scores& scores, const std::vector<bool>& left_out, std::size_t week) {
  const std::size_t size = scores.score.size();
  std::vector<double> p(size, kNaN), past;
  Drift drift(week);
  for (std::size_t begin = 0; begin < size; begin += week) {
    const std::size_t end = std::min(size, begin + week), from = begin > kYearWeeks * week ? begin - kYearWeeks * week : 0;
    past.clear();
    Collect(scores, left_out, from, begin, past);
    if (past.size() < kLeastWeeks * week / 2) continue;
    const ScoreTail tail(past);
    const double correction = drift.Correction();
    for (std::size_t i = begin; i < end; ++i) {
      const double raw = tail.PValue(scores.score[i]);
      if (std::isnan(raw)) continue;
      p[i] = std::min(1.0, raw * correction);
      if (!left_out[i]) drift.Add(raw);
    }
  }
  return p;
}

}  // namespace

std::vector<double> ConformalPValues(const CleanBlock& block, const Scores& scores, const std::vector<bool>& left_out) {
  KW_CHECK(scores.score.size() == block.size() && left_out.size() == block.size());
  const std::size_t week = 7 * std::max<std::size_t>(1, block.grid().StepsPerDay());
  return block.mode() == Mode::kLive ? LivePValues(scores, left_out, week) : ReviewPValues(scores, left_out, week);
}

Scores AtAlarmRate(Scores scores, const std::vector<double>& p_value, double rate) {
  KW_CHECK(scores.score.size() == p_value.size() && rate > 0);
  for (std::size_t i = 0; i < p_value.size(); ++i) scores.score[i] = 1 / (1 + std::sqrt(p_value[i] / rate));
  return scores;
}

}  // namespace kilowatch
