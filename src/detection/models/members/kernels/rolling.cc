#include "detection/models/members/kernels/rolling.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "detection/models/members/kernels/column_medians.h"
#include "detection/models/members/kernels/rolling_kernel.h"

namespace kilowatch {
namespace {

constexpr std::size_t kWidestNetwork = 32;

}  // namespace

void RollingMax(std::span<const double> x, Window window, std::span<double> out) {
  RollingGreatest(x.data(), x.size(), window, out.data());
  for (double& m : out) m = m == -std::numeric_limits<double>::infinity() ? std::nan("") : m;
}

void RollingMean(std::span<const double> x, Window window, ColumnPool& pool, std::span<double> out) {
  Scratch count(pool, x.size());
  RollingSums(x.data(), x.size(), window, out.data(), count.data());
  for (std::size_t i = 0; i < x.size(); ++i) out[i] /= count[i];
}

void RollingDeviation(std::span<const double> x, Window window, std::size_t least, ColumnPool& pool, std::span<double> out) {
  const std::size_t size = x.size();
  Scratch mean(pool, size);
  Scratch count(pool, size);
  RollingSums(x.data(), size, window, mean.data(), count.data());
  for (std::size_t i = 0; i < size; ++i) mean[i] /= count[i];
  RollingSquares(x.data(), size, window, mean.data(), out.data());
  const double fewest = static_cast<double>(std::max<std::size_t>(least, 2));
  for (std::size_t i = 0; i < size; ++i) out[i] = count[i] < fewest ? std::nan("") : std::sqrt(out[i] / (count[i] - 1));
}

void RollingMedian(std::span<const double> x, Window window, std::span<double> out) {
  if (window.width() > kWidestNetwork) return RollingMedianSorted(x, window, out);
  constexpr std::size_t kLanes = ColumnMedians::kLanes;
  const std::size_t size = x.size();
  ColumnMedians medians(window.width());
  for (std::size_t i = 0; i < size; i += kLanes) {
    for (std::size_t r = 0; r < window.width(); ++r) {
      double* row = medians.Row(r);
      const std::ptrdiff_t begin = static_cast<std::ptrdiff_t>(i + r) - static_cast<std::ptrdiff_t>(window.before);
      if (begin >= 0 && begin + static_cast<std::ptrdiff_t>(kLanes) <= static_cast<std::ptrdiff_t>(size)) {
        std::copy_n(x.data() + begin, kLanes, row);
      } else {
        for (std::size_t c = 0; c < kLanes; ++c) {
          const std::ptrdiff_t at = begin + static_cast<std::ptrdiff_t>(c);
          row[c] = at >= 0 && at < static_cast<std::ptrdiff_t>(size) ? x[static_cast<std::size_t>(at)] : std::nan("");
        }
      }
    }
    medians.Find(1, std::min(kLanes, size - i), out.data() + i);
  }
}

void RollingMedianSorted(std::span<const double> x, Window window, std::span<double> out) {
  std::vector<double> sorted;
  sorted.reserve(window.width() + 1);
  const auto add = [&](double a) {
    if (a == a) sorted.insert(std::upper_bound(sorted.begin(), sorted.end(), a), a);
  };
  for (std::size_t i = 0; i < std::min(window.after, x.size()); ++i) add(x[i]);
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (i + window.after < x.size()) add(x[i + window.after]);
    if (i > window.before) {
      const double gone = x[i - window.before - 1];
      if (gone == gone) sorted.erase(std::lower_bound(sorted.begin(), sorted.end(), gone));
    }
    const std::size_t n = sorted.size();
    out[i] = n == 0 ? std::nan("") : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}

}  // namespace kilowatch
