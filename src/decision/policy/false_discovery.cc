#include "decision/policy/false_discovery.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kilowatch {
namespace {

constexpr std::size_t kTogether = 3;

// P(at least k events) of a Poisson variable.
double AtLeast(std::size_t k, double mean) {
  double term = std::exp(-mean), below = 0;
  for (std::size_t i = 0; i < k; ++i) {
    below += term;
    term *= mean / static_cast<double>(i + 1);
  }
  // For small means the difference from 1 loses all its digits: the series beyond k does not.
  if (mean > 0.1) return std::max(0.0, 1 - below);
  double sum = 0;
  for (std::size_t i = k; i < k + 20; ++i) {
    sum += term;
    term *= mean / static_cast<double>(i + 1);
  }
  return sum;
}

}  // namespace

std::vector<bool> Discoveries(std::span<const double> chances, std::size_t family, double rate) {
  std::vector<std::size_t> order(chances.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return chances[i]; });
  const auto all = static_cast<double>(std::max(family, chances.size()));
  std::size_t found = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (chances[order[i]] <= rate * static_cast<double>(i + 1) / all) found = i + 1;
  }
  std::vector<bool> discovered(chances.size(), false);
  for (std::size_t i = 0; i < found; ++i) discovered[order[i]] = true;
  return discovered;
}

double ChanceTogether(std::span<const double> chances) {
  std::vector<double> sorted(chances.begin(), chances.end());
  std::ranges::sort(sorted);
  const std::size_t tried = std::min(kTogether, sorted.size());
  double least = 1;
  for (std::size_t k = 0; k < tried; ++k) {
    // A probability of one or more is an expected number of -log(1 - p).
    const double mean = sorted[k] < 1 ? -std::log1p(-sorted[k]) : 50;
    least = std::min(least, AtLeast(k + 1, mean));
  }
  return std::min(1.0, least * static_cast<double>(tried));
}

}  // namespace kilowatch
