#include "detection/models/baseline/band.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>

#include "detection/models/expectation.h"

namespace kilowatch {
namespace {

constexpr double kFloor = 0.3;  // of the mean load: residuals do not shrink further below it
constexpr double kGross = 8;    // robust deviations beyond which a residual is a fault, not a normal reading
constexpr std::size_t kFewestInClass = 80;

// The next of n + 1 exchangeable values falls beyond the value of this rank (from 0) with the wanted probability.
std::size_t ConformalRank(std::size_t size, double share) {
  const double n = static_cast<double>(size);
  const double rank = share < 0.5 ? std::floor((n + 1) * share) - 1 : std::ceil((n + 1) * share) - 1;
  return static_cast<std::size_t>(std::clamp(rank, 0.0, n - 1));
}

double QuantileOf(std::vector<double>& values, double share) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(ConformalRank(values.size(), share));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

double ScaleFor(double expected, double mean, double exponent) {
  if (exponent == 0) return mean;
  const double relative = std::abs(expected) / mean + kFloor;
  return mean * (exponent == 1 ? relative : std::sqrt(relative));
}

// How unequal residuals in units of the scale are over six ranges of what is expected.
double Unevenness(const std::vector<BandSample>& by_expected, double mean, double exponent) {
  constexpr std::size_t kRanges = 6;
  double sum = 0;
  double squares = 0;
  for (std::size_t k = 0; k < kRanges; ++k) {
    const std::size_t end = (k + 1) * by_expected.size() / kRanges;
    std::vector<double> sizes;
    for (std::size_t i = k * by_expected.size() / kRanges; i < end; ++i) {
      sizes.push_back(std::abs(by_expected[i].value - by_expected[i].expected) / ScaleFor(by_expected[i].expected, mean, exponent));
    }
    const double size = std::log(std::max(QuantileOf(sizes, 0.8), 1e-6));
    sum += size;
    squares += size * size;
  }
  return squares - sum * sum / kRanges;
}

double ChooseExponent(std::span<const BandSample> samples, double mean) {
  if (samples.size() < 60) return 0;
  std::vector<BandSample> some;
  const std::size_t stride = samples.size() / 4000 + 1;
  for (std::size_t i = 0; i < samples.size(); i += stride) some.push_back(samples[i]);
  std::sort(some.begin(), some.end(), [](const BandSample& a, const BandSample& b) { return a.expected < b.expected; });
  double best = 0;
  for (const double exponent : {0.5, 1.0}) {
    if (Unevenness(some, mean, exponent) < Unevenness(some, mean, best)) best = exponent;
  }
  return best;
}

using ClassResiduals = std::array<std::vector<double>, kHourClasses>;

// The `count` smallest of a class, sorted. Destroys the order of `values`.
std::vector<double> SmallestOf(std::vector<double>& values, std::size_t count) {
  const auto end = values.begin() + static_cast<std::ptrdiff_t>(std::min(count, values.size()));
  if (end != values.end()) std::nth_element(values.begin(), end, values.end());
  std::vector<double> smallest(values.begin(), end);
  std::ranges::sort(smallest);
  return smallest;
}

// The value of rank `rank` in the union of three sorted lists, which hold at least rank + 1 numbers together.
double RankInUnion(const std::array<const std::vector<double>*, 3>& lists, std::size_t rank) {
  std::array<std::size_t, 3> at{};
  while (true) {
    std::size_t least = 0;
    double value = std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < lists.size(); ++k) {
      if (at[k] >= lists[k]->size() || (*lists[k])[at[k]] >= value) continue;
      least = k;
      value = (*lists[k])[at[k]];
    }
    if (rank-- == 0) return value;
    ++at[least];
  }
}

// Quantiles near 0 of the residuals of each class with its neighbours in time on the same kind of day, of all where those are few. Only the smallest
// numbers of each class are ever sorted: far quantiles need no more.
std::array<double, kHourClasses> LowQuantiles(ClassResiduals& by_class, std::vector<double>& all, double share) {
  std::size_t largest = 0;
  for (const auto& residuals : by_class) largest = std::max(largest, residuals.size());
  const std::size_t most = ConformalRank(3 * largest, share) + 1;
  ClassResiduals smallest;
  for (std::size_t c = 0; c < kHourClasses; ++c) smallest[c] = SmallestOf(by_class[c], most);
  std::array<double, kHourClasses> quantiles{};
  std::optional<double> of_all;
  for (std::size_t c = 0; c < kHourClasses; ++c) {
    const std::size_t kind = c / 24 * 24;
    const std::array<std::size_t, 3> near = {kind + (c + 23) % 24, c, kind + (c + 1) % 24};
    const std::size_t size = by_class[near[0]].size() + by_class[near[1]].size() + by_class[near[2]].size();
    if (size >= kFewestInClass) {
      quantiles[c] = RankInUnion({&smallest[near[0]], &smallest[near[1]], &smallest[near[2]]}, ConformalRank(size, share));
    } else {
      if (!of_all) of_all = QuantileOf(all, share);
      quantiles[c] = *of_all;
    }
  }
  return quantiles;
}

}  // namespace

double Band::ScaleAt(double expected) const { return ScaleFor(expected, mean_, exponent_); }

Band Band::Fit(std::span<const BandSample> samples, std::size_t steps_per_day) {
  Band band;
  band.steps_per_day_ = static_cast<std::uint32_t>(steps_per_day);
  double sum = 0;
  for (const BandSample& s : samples) sum += std::abs(s.expected);
  band.mean_ = std::max(sum / static_cast<double>(samples.size()), 1e-9);
  band.exponent_ = ChooseExponent(samples, band.mean_);
  std::vector<double> all;
  for (const BandSample& s : samples) all.push_back((s.value - s.expected) / (1 - static_cast<double>(s.leverage)) / band.ScaleAt(s.expected));
  std::vector<double> sorted = all;
  const double middle = QuantileOf(sorted, 0.5);
  const double reach = kGross * std::max({QuantileOf(sorted, 0.9) - middle, middle - QuantileOf(sorted, 0.1), 1e-6}) / 1.28;
  ClassResiduals by_class;
  std::vector<double> kept;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (std::abs(all[i] - middle) > reach) continue;
    by_class[HourClass(samples[i].slot, steps_per_day)].push_back(all[i]);
    kept.push_back(all[i]);
  }
  // The band is the same from below and from above, turned over.
  constexpr double kTail = (1 - kBandLevel) / 2;
  const auto below = LowQuantiles(by_class, kept, kTail);
  for (auto& residuals : by_class) std::ranges::transform(residuals, residuals.begin(), std::negate());
  std::ranges::transform(kept, kept.begin(), std::negate());
  const auto above = LowQuantiles(by_class, kept, kTail);
  for (std::size_t c = 0; c < kHourClasses; ++c) {
    band.below_[c] = static_cast<float>(std::max(0.0, -below[c]));
    band.above_[c] = static_cast<float>(std::max(0.0, -above[c]));
  }
  return band;
}

Band::Reach Band::At(double expected, std::size_t slot) const {
  const double scale = ScaleAt(expected);
  const std::size_t hour_class = HourClass(slot, steps_per_day_);
  return {scale * static_cast<double>(below_[hour_class]), scale * static_cast<double>(above_[hour_class])};
}

void Band::Save(ByteWriter& writer) const {
  writer.Put(steps_per_day_);
  writer.Put(mean_);
  writer.Put(exponent_);
  for (const float reach : below_) writer.Put(reach);
  for (const float reach : above_) writer.Put(reach);
}

Result<Band> Band::Load(ByteReader& reader) {
  Band band;
  KW_ASSIGN(band.steps_per_day_, reader.Get<std::uint32_t>());
  KW_ASSIGN(band.mean_, reader.Get<double>());
  KW_ASSIGN(band.exponent_, reader.Get<double>());
  bool good =
      band.steps_per_day_ > 0 && band.mean_ > 0 && std::isfinite(band.mean_) && (band.exponent_ == 0 || band.exponent_ == 0.5 || band.exponent_ == 1);
  for (auto* side : {&band.below_, &band.above_}) {
    for (float& reach : *side) {
      KW_ASSIGN(reach, reader.Get<float>());
      good = good && reach >= 0 && std::isfinite(reach);
    }
  }
  if (!good)
    return Fail(ErrorCode::kUnreadable, {"a stored baseline has an impossible band", "une référence enregistrée a une bande impossible"},
                {"Train it again", "Entraînez-le de nouveau"});
  return band;
}

}  // namespace kilowatch
