#include "detection/events/window_scan.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

#include "foundation/base/check.h"

namespace kilowatch {
namespace {

constexpr std::size_t kShortest = 4;
constexpr std::size_t kLongest = 120;
constexpr double kCushion = 0.25;
constexpr double kLeastSpread = 0.005;
constexpr double kLengthsLikeOne = 6;  // windows of all lengths overlap: so many of them are as good as independent looks
constexpr std::size_t kDaysAround = 14;
constexpr std::size_t kLeastWindows = 20;
constexpr double kLow = 0.90;
constexpr double kHigh = 0.975;
constexpr double kLeastShape = 0.4;
constexpr double kMostShape = 2;  // a normal distribution's

double QuantileOf(std::vector<double>& values, double share) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::ranges::nth_element(values, at);
  return *at;
}

// Correlation of neighbouring days from the signs alone (for normal values: sin(pi/2 × mean sign)), so that no outlier rules it.
double NeighbourCorrelation(const std::vector<double>& days) {
  double same = 0;
  for (std::size_t i = 0; i + 1 < days.size(); ++i) same += days[i] * days[i + 1] > 0 ? 1 : days[i] * days[i + 1] < 0 ? -1 : 0;
  return std::clamp(std::sin(std::numbers::pi / 2 * same / static_cast<double>(days.size() - 1)), 0.0, 0.9);
}

}  // namespace

std::vector<double> RelativeDays(const DayReference& reference) {
  std::vector<double> days;
  if (reference.days.empty()) return days;
  double mean = 0;
  for (const ReferenceDay& day : reference.days) mean += day.steady;
  mean = std::max(mean / static_cast<double>(reference.days.size()), 1e-9);
  for (const ReferenceDay& day : reference.days) days.push_back((day.read - day.steady) / (std::max(day.steady, 0.0) + kCushion * mean));
  std::vector<double> sorted(days);
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::ranges::nth_element(sorted, middle);
  for (double& day : days) day -= *middle;
  return days;
}

double SpreadOfDays(const std::vector<double>& days) {
  std::vector<double> sizes(days);
  for (double& size : sizes) size = std::abs(size);
  const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
  std::ranges::nth_element(sizes, middle);
  return 1.4826 * *middle;
}

double WeibullChance(double sum, double q900, double q975, double windows) {
  if (!(q975 > 0)) return sum > 0 ? 0 : 1;
  double shape = q900 > 0 ? kMostShape : kLeastShape;
  if (q900 > 0 && q900 < q975) shape = std::log(std::log(1 - kHigh) / std::log(1 - kLow)) / std::log(q975 / q900);
  shape = std::clamp(shape, kLeastShape, kMostShape);
  return -std::expm1(-windows * std::exp(std::log(1 - kHigh) * std::pow(std::max(0.0, sum) / q975, shape)));
}

WindowScan::WindowScan(std::vector<double> days) : days_(std::move(days)) {
  KW_CHECK(days_.size() >= 3 * kShortest);
  SetScales();
}

std::vector<double> WindowScan::Sums() const {
  std::vector<double> sums{0};
  for (const double day : days_) sums.push_back(sums.back() + day);
  return sums;
}

void WindowScan::SetScales() {
  const double spread = std::max(SpreadOfDays(days_), kLeastSpread), rho = NeighbourCorrelation(days_);
  const std::size_t longest = std::min(kLongest, days_.size() / 3);
  scale_.assign(longest + 1, 0);
  for (std::size_t length = 1; length <= longest; ++length) scale_[length] = spread * std::sqrt(static_cast<double>(length) * (1 + rho) / (1 - rho));
  const std::vector<double> sum = Sums();
  // What slow differences of the model itself (a season, a term) do to longer windows.
  double widen = 1;
  std::size_t from = 1;
  for (std::size_t length = kShortest; length <= longest; length *= 2) {
    std::vector<double> sums;
    for (std::size_t i = 0; i + length <= days_.size(); i += std::max<std::size_t>(1, length / 8)) sums.push_back(sum[i + length] - sum[i]);
    widen = std::max(widen, SpreadOfDays(sums) / scale_[length]);
    for (std::size_t at = from; at <= std::min(longest, 2 * length - 1); ++at) scale_[at] *= widen;
    from = 2 * length;
  }
}

DayWindow WindowScan::Strangest() const {
  const std::vector<double> sum = Sums();
  DayWindow best;
  for (std::size_t length = kShortest; length < scale_.size(); ++length) {
    for (std::size_t i = 0; i + length <= days_.size(); ++i) {
      const double z = (sum[i + length] - sum[i]) / scale_[length];
      if (z > best.z) best = {i, i + length, z};
    }
  }
  return best;
}

DayWindow WindowScan::At(std::size_t begin, std::size_t end) const {
  const double sum = std::accumulate(days_.begin() + static_cast<std::ptrdiff_t>(begin), days_.begin() + static_cast<std::ptrdiff_t>(end), 0.0);
  return {begin, end, sum / scale_[std::min(end - begin, scale_.size() - 1)]};
}

double WindowScan::ChanceOf(const DayWindow& window) const {
  const double windows = kLengthsLikeOne * static_cast<double>(days_.size()) / static_cast<double>(window.end - window.begin);
  return -std::expm1(-windows * 0.5 * std::erfc(window.z / std::numbers::sqrt2));
}

double WindowScan::ChanceBesideOthers(const DayWindow& window) const {
  const std::size_t length = window.end - window.begin, eighth = std::max(kShortest, days_.size() / 8);
  const std::size_t looked = std::min(length, eighth), around = std::min(kDaysAround, eighth);
  const std::vector<double> sum = Sums();
  std::vector<double> others;
  for (std::size_t i = 0; i + looked <= days_.size(); i += std::max<std::size_t>(1, looked / 8)) {
    if (i + looked + around > window.begin && i < window.end + around) continue;
    others.push_back(sum[i + looked] - sum[i]);
  }
  if (others.size() < kLeastWindows) return std::numeric_limits<double>::quiet_NaN();
  const double grown = static_cast<double>(length) / static_cast<double>(looked);
  const double q975 = grown * std::max(0.0, QuantileOf(others, kHigh)), q900 = grown * std::max(0.0, QuantileOf(others, kLow));
  return WeibullChance(sum[window.end] - sum[window.begin], q900, q975, static_cast<double>(days_.size()) / static_cast<double>(length));
}

void WindowScan::Forget(const DayWindow& window) {
  std::fill(days_.begin() + static_cast<std::ptrdiff_t>(window.begin), days_.begin() + static_cast<std::ptrdiff_t>(window.end), 0.0);
}

}  // namespace kilowatch
