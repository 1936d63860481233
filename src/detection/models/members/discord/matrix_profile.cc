#include "detection/models/members/discord/matrix_profile.h"

#include <algorithm>
#include <cmath>

#include "detection/models/members/discord/matrix_profile_kernel.h"
#include "foundation/base/parallel.h"

namespace kilowatch {
namespace {

constexpr double kUnseen = -2;         // under any correlation
constexpr double kHalfAlike = 0.5;     // the correlation that stands for distance sqrt(window): of a window that varies with one that does not
constexpr double kNoVariation = 1e-7;  // of the size of the readings: what rounding leaves of a constant
constexpr std::size_t kStripes = 16;   // fixed, so that the number of threads changes nothing

std::size_t ExclusionOf(std::size_t window) { return std::max<std::size_t>(1, (window + 3) / 4); }

struct WindowColumns {
  std::vector<double> series;
  std::vector<double> mean;
  std::vector<double> inverse;
  std::vector<double> fall;
  std::vector<double> rise;

  WindowColumns(std::span<const double> readings, std::size_t window);

  std::size_t windows() const { return inverse.size() - kDiagonalPad; }
  DiagonalColumns View(std::size_t window) const { return {series.data(), mean.data(), inverse.data(), fall.data(), rise.data(), windows(), window}; }
};

// Readings less the mean of the first `window` that are finite (in Live later ones must not matter), 0 where they are not finite.
std::vector<double> Centred(std::span<const double> readings, std::size_t window) {
  double sum = 0;
  std::size_t known = 0;
  for (std::size_t i = 0; i < readings.size() && known < window; ++i) {
    if (std::isfinite(readings[i])) sum += readings[i], ++known;
  }
  std::vector<double> centred(readings.size() + kDiagonalPad, 0.0);
  const double mean = known == 0 ? 0 : sum / static_cast<double>(known);
  for (std::size_t i = 0; i < readings.size(); ++i) centred[i] = std::isfinite(readings[i]) ? readings[i] - mean : 0;
  return centred;
}

WindowColumns::WindowColumns(std::span<const double> readings, std::size_t window) : series(Centred(readings, window)) {
  const std::size_t count = readings.size() - window + 1;
  for (auto* column : {&mean, &fall, &rise}) column->assign(count + kDiagonalPad, 0.0);
  inverse.assign(count + kDiagonalPad, std::nan(""));
  std::size_t unknown = 0;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    unknown += std::isfinite(readings[i]) ? 0 : 1;
    if (i >= window) unknown -= std::isfinite(readings[i - window]) ? 0 : 1;
    if (i + 1 < window) continue;
    const std::size_t first = i + 1 - window;
    const auto n = static_cast<double>(window);
    double sum = 0;
    double size = 0;
    for (std::size_t k = first; k <= i; ++k) sum += series[k], size += series[k] * series[k] + readings[k] * readings[k];
    mean[first] = sum / n;
    double squares = 0;
    for (std::size_t k = first; k <= i; ++k) squares += (series[k] - mean[first]) * (series[k] - mean[first]);
    if (unknown == 0) inverse[first] = squares <= kNoVariation * kNoVariation * size ? 0 : 1 / std::sqrt(squares);
    if (first == 0) continue;
    fall[first] = (series[i] - series[first - 1]) / 2;
    rise[first] = (series[i] - mean[first]) + (series[first - 1] - mean[first - 1]);
  }
}

struct BestColumns {
  std::vector<double> correlation;
  std::vector<std::uint32_t> neighbour;

  explicit BestColumns(std::size_t windows) : correlation(windows + kDiagonalPad, kUnseen), neighbour(windows, kNoNeighbour) {}
  void Merge(const BestColumns& other) {
    for (std::size_t i = 0; i < neighbour.size(); ++i) {
      if (other.correlation[i] > correlation[i]) correlation[i] = other.correlation[i], neighbour[i] = other.neighbour[i];
    }
  }
};

// Stripes of diagonals with about as many pairs each: begin of each, and the end. In whole tiles, so that pairs are compared in the same order however long the
// series is: among equals the same neighbour is found.
std::vector<std::size_t> Stripes(std::size_t first, std::size_t windows) {
  std::vector<std::size_t> begins{first};
  const auto all = static_cast<double>(windows - first);
  for (std::size_t s = 1; s < kStripes; ++s) {
    const double before = all * (1 - std::sqrt(1 - static_cast<double>(s) / kStripes));
    begins.push_back(first + static_cast<std::size_t>(before) / kTileDiagonals * kTileDiagonals);
  }
  begins.push_back(windows);
  return begins;
}

BestColumns CompareInStripes(const DiagonalColumns& columns, std::size_t exclusion, Mode mode, int threads) {
  const std::vector<std::size_t> begins = Stripes(exclusion, columns.windows);
  BestColumns best(columns.windows);
  ParallelInOrder(
      kStripes, threads, {},
      [&](std::size_t s) {
        BestColumns own(columns.windows);
        CompareDiagonals(columns, begins[s], begins[s + 1], mode == Mode::kReview, {own.correlation.data(), own.neighbour.data()});
        return own;
      },
      [&](std::size_t, const BestColumns& own) { best.Merge(own); });
  return best;
}

// The first window without variation that is another of window i, or kNoNeighbour.
std::uint32_t ConstantFor(std::size_t i, const std::vector<std::uint32_t>& constants, std::size_t exclusion, Mode mode) {
  for (const std::uint32_t at : {constants.front(), constants.back()}) {
    const bool earlier = at + exclusion <= i;
    if (earlier || (mode == Mode::kReview && i + exclusion <= at)) return at;
  }
  return kNoNeighbour;
}

// Pairs with a window that does not vary have no correlation: what stands for it.
void JudgeConstants(const WindowColumns& columns, std::size_t exclusion, Mode mode, BestColumns& best) {
  std::vector<std::uint32_t> constants;
  for (std::size_t i = 0; i < columns.windows(); ++i) {
    if (columns.inverse[i] == 0) constants.push_back(static_cast<std::uint32_t>(i));
  }
  for (std::size_t i = 0; i < columns.windows(); ++i) {
    if (std::isnan(columns.inverse[i])) continue;
    const bool constant = columns.inverse[i] == 0;
    if (constant && best.neighbour[i] != kNoNeighbour) best.correlation[i] = kHalfAlike;
    const std::uint32_t at = constants.empty() ? kNoNeighbour : ConstantFor(i, constants, exclusion, mode);
    if (at == kNoNeighbour) continue;
    const double stands_for = constant ? 1 : kHalfAlike;
    if (stands_for > best.correlation[i] || (constant && best.correlation[i] < 1)) best.correlation[i] = stands_for, best.neighbour[i] = at;
  }
}

// From the readings themselves: what the recurrence has lost to rounding comes back.
double DistanceBetween(const DiagonalColumns& columns, std::size_t a, std::size_t b) {
  const auto n = static_cast<double>(columns.window);
  if (columns.inverse[a] == 0 || columns.inverse[b] == 0) return columns.inverse[a] == columns.inverse[b] ? 0 : std::sqrt(n);
  double squares = 0;
  for (std::size_t k = 0; k < columns.window; ++k) {
    const double difference =
        (columns.series[a + k] - columns.mean[a]) * columns.inverse[a] - (columns.series[b + k] - columns.mean[b]) * columns.inverse[b];
    squares += difference * difference;
  }
  return std::sqrt(n * squares);
}

MatrixProfile ProfileOf(const DiagonalColumns& columns, std::vector<std::uint32_t> neighbour) {
  MatrixProfile profile{std::vector<double>(neighbour.size(), std::numeric_limits<double>::infinity()), std::move(neighbour)};
  for (std::size_t i = 0; i < profile.distance.size(); ++i) {
    if (profile.neighbour[i] != kNoNeighbour) profile.distance[i] = DistanceBetween(columns, i, profile.neighbour[i]);
  }
  return profile;
}

}  // namespace

MatrixProfile ComputeMatrixProfile(std::span<const double> series, std::size_t window, Mode mode, int threads) {
  if (window < 3 || series.size() < window) return {};
  const WindowColumns columns(series, window);
  const std::size_t exclusion = ExclusionOf(window);
  BestColumns best(columns.windows());
  if (columns.windows() > exclusion) best = CompareInStripes(columns.View(window), exclusion, mode, threads);
  JudgeConstants(columns, exclusion, mode, best);
  return ProfileOf(columns.View(window), std::move(best.neighbour));
}

MatrixProfile ComputeMatrixProfileSimply(std::span<const double> series, std::size_t window, Mode mode) {
  if (window < 3 || series.size() < window) return {};
  const WindowColumns columns(series, window);
  const DiagonalColumns view = columns.View(window);
  const std::size_t exclusion = ExclusionOf(window);
  std::vector<std::uint32_t> neighbour(columns.windows(), kNoNeighbour);
  for (std::size_t i = 0; i < columns.windows(); ++i) {
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t j = 0; j < columns.windows() && !std::isnan(columns.inverse[i]); ++j) {
      const bool other = j + exclusion <= i || (mode == Mode::kReview && i + exclusion <= j);
      if (!other || std::isnan(columns.inverse[j])) continue;
      const double distance = DistanceBetween(view, i, j);
      if (distance < nearest) nearest = distance, neighbour[i] = static_cast<std::uint32_t>(j);
    }
  }
  return ProfileOf(view, std::move(neighbour));
}

}  // namespace kilowatch
