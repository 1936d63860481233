#include "detection/events/sum_tail.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "detection/events/window_scan.h"

namespace kilowatch {
namespace {

constexpr double kLow = 0.90;
constexpr double kHigh = 0.975;
constexpr std::size_t kLeastWindows = 20;
constexpr std::size_t kDaysAround = 14;

double QuantileOf(std::vector<double>& values, double share) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::ranges::nth_element(values, at);
  return *at;
}

}  // namespace

SumTail::SumTail(const CleanBlock& block, const Expectation& expectation)
    : around_(std::min(kDaysAround * block.grid().StepsPerDay(), block.size() / 8)) {
  for (auto* column : {&read_, &sum_}) column->reserve(block.size() + 1);
  for (auto* column : {&read_count_, &count_}) column->reserve(block.size() + 1);
  const auto add = [](double difference, std::vector<double>& sums, std::vector<std::uint32_t>& counts) {
    const bool known = std::isfinite(difference);
    sums.push_back(sums.back() + (known ? difference : 0));
    counts.push_back(counts.back() + (known ? 1 : 0));
  };
  for (std::size_t i = 0; i < block.size(); ++i) {
    add(block.value()[i] - expectation.expected[i], read_, read_count_);
    add(block.input()[i] - expectation.expected[i], sum_, count_);
  }
}

SumTail::Quantiles SumTail::Measure(std::size_t length, const Look& look) const {
  const std::size_t stride = std::max<std::size_t>(1, length / 4);
  std::vector<double> sums;
  sums.reserve(sum_.size() / stride + 1);
  for (std::size_t i = 0; i + length < sum_.size(); i += stride) {
    const bool near = i <= look.last && i + length > look.first;
    if (near || 2 * (count_[i + length] - count_[i]) < length) continue;
    sums.push_back(look.above ? sum_[i + length] - sum_[i] : sum_[i] - sum_[i + length]);
  }
  Quantiles quantiles;
  quantiles.windows = sums.size();
  if (sums.empty()) return quantiles;
  quantiles.q975 = std::max(0.0, QuantileOf(sums, kHigh));
  quantiles.q900 = std::max(0.0, QuantileOf(sums, kLow));
  return quantiles;
}

SumTail::Quantiles SumTail::Between(double length, const Look& look) const {
  const double longest = std::max(1.0, static_cast<double>(sum_.size() - 1) / 8);
  const double grown = std::max(1.0, length / longest);
  const double power = std::log2(std::max(1.0, std::min(length, longest)));
  const auto below = static_cast<std::size_t>(power);
  const double share = power - static_cast<double>(below);
  const Quantiles a = Measure(std::size_t{1} << below, look);
  const Quantiles b = share > 0 ? Measure(std::size_t{2} << below, look) : a;
  const auto between = [&](double x, double y) { return x > 0 && y > 0 ? x * std::pow(y / x, share) : std::max(x, y); };
  return {std::min(a.windows, b.windows), grown * between(a.q900, b.q900), grown * between(a.q975, b.q975)};
}

double SumTail::ChanceOf(std::uint32_t first, std::uint32_t last) const {
  if (read_count_[last + 1] == read_count_[first]) return std::numeric_limits<double>::quiet_NaN();
  const double sum = read_[last + 1] - read_[first];
  const double length = last + 1 - first;
  const double windows = std::max(1.0, static_cast<double>(sum_.size() - 1) / length);
  const Quantiles usual = Between(length, {sum > 0, first > around_ ? first - around_ : 0, last + around_});
  if (usual.windows < kLeastWindows) return std::numeric_limits<double>::quiet_NaN();
  if (!(usual.q975 > 0)) return sum == 0 ? 1 : 0;
  return WeibullChance(std::abs(sum), usual.q900, usual.q975, windows);
}

}  // namespace kilowatch
