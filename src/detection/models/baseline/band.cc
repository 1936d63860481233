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

// How unequal residuals in units of the scale are over six ranges of what is expected. `sizes` is room to work in.
double Unevenness(const std::vector<BandSample>& by_expected, double mean, double exponent, std::vector<double>& sizes) {
  constexpr std::size_t kRanges = 6;
  double sum = 0;
  double squares = 0;
  for (std::size_t k = 0; k < kRanges; ++k) {
    const std::size_t end = (k + 1) * by_expected.size() / kRanges;
    sizes.clear();
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
  some.reserve(samples.size() / stride + 1);
  for (std::size_t i = 0; i < samples.size(); i += stride) some.push_back(samples[i]);
  std::sort(some.begin(), some.end(), [](const BandSample& a, const BandSample& b) { return a.expected < b.expected; });
  std::vector<double> room;
  double best = 0;
  double least = Unevenness(some, mean, 0, room);
  for (const double exponent : {0.5, 1.0}) {
    const double unevenness = Unevenness(some, mean, exponent, room);
    if (!(unevenness < least)) continue;
    best = exponent;
    least = unevenness;
  }
  return best;
}

// Residuals class after class.
struct ClassResiduals {
  std::vector<double> residual;
  std::array<std::size_t, kHourClasses + 1> begin{};

  std::size_t Size(std::size_t c) const { return begin[c + 1] - begin[c]; }
  std::span<const double> Of(std::size_t c) const { return {residual.data() + begin[c], Size(c)}; }
};

// Those that are farther from the middle are faults.
struct MiddleAndReach {
  double middle;
  double reach;
};

MiddleAndReach NormalRange(std::vector<double> residual) {
  const std::size_t size = residual.size();
  const auto at = [&](double share) { return residual.begin() + static_cast<std::ptrdiff_t>(ConformalRank(size, share)); };
  const auto middle = at(0.5);
  std::nth_element(residual.begin(), middle, residual.end());
  const auto high = at(0.9);
  if (high > middle) std::nth_element(middle + 1, high, residual.end());
  const auto low = at(0.1);
  if (low < middle) std::nth_element(residual.begin(), low, middle);
  return {*middle, kGross * std::max({*high - *middle, *middle - *low, 1e-6}) / 1.28};
}

ClassResiduals SortIntoClasses(std::span<const BandSample> samples, std::span<const double> residual, std::size_t steps_per_day,
                               MiddleAndReach range) {
  std::vector<std::uint8_t> class_of(7 * steps_per_day);
  for (std::size_t slot = 0; slot < class_of.size(); ++slot) class_of[slot] = static_cast<std::uint8_t>(HourClass(slot, steps_per_day));
  const auto kept = [&](double r) { return !(std::abs(r - range.middle) > range.reach); };
  ClassResiduals classes;
  for (std::size_t i = 0; i < residual.size(); ++i) {
    if (kept(residual[i])) ++classes.begin[class_of[samples[i].slot] + 1U];
  }
  for (std::size_t c = 0; c < kHourClasses; ++c) classes.begin[c + 1] += classes.begin[c];
  classes.residual.resize(classes.begin[kHourClasses]);
  std::array<std::size_t, kHourClasses + 1> next = classes.begin;
  for (std::size_t i = 0; i < residual.size(); ++i) {
    if (kept(residual[i])) classes.residual[next[class_of[samples[i].slot]]++] = residual[i];
  }
  return classes;
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
std::array<double, kHourClasses> LowQuantiles(const ClassResiduals& classes, double share) {
  std::size_t largest = 0;
  for (std::size_t c = 0; c < kHourClasses; ++c) largest = std::max(largest, classes.Size(c));
  const std::size_t most = ConformalRank(3 * largest, share) + 1;
  std::array<std::vector<double>, kHourClasses> smallest;
  for (std::size_t c = 0; c < kHourClasses; ++c) {
    const auto own = classes.Of(c);
    smallest[c].resize(std::min(most, own.size()));
    std::ranges::partial_sort_copy(own, smallest[c]);
  }
  std::array<double, kHourClasses> quantiles{};
  std::optional<double> of_all;
  for (std::size_t c = 0; c < kHourClasses; ++c) {
    const std::size_t kind = c / 24 * 24;
    const std::array<std::size_t, 3> near = {kind + (c + 23) % 24, c, kind + (c + 1) % 24};
    const std::size_t size = classes.Size(near[0]) + classes.Size(near[1]) + classes.Size(near[2]);
    if (size >= kFewestInClass) {
      quantiles[c] = RankInUnion({&smallest[near[0]], &smallest[near[1]], &smallest[near[2]]}, ConformalRank(size, share));
    } else {
      if (!of_all) {
        std::vector<double> all = classes.residual;
        of_all = QuantileOf(all, share);
      }
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
  std::vector<double> residual;
  residual.reserve(samples.size());
  for (const BandSample& s : samples) {
    residual.push_back((s.value - s.expected) / (1 - static_cast<double>(s.leverage)) / band.ScaleAt(s.expected));
  }
  ClassResiduals classes = SortIntoClasses(samples, residual, steps_per_day, NormalRange(residual));
  // The band is the same from below and from above, turned over.
  constexpr double kTail = (1 - kBandLevel) / 2;
  const auto below = LowQuantiles(classes, kTail);
  std::ranges::transform(classes.residual, classes.residual.begin(), std::negate());
  const auto above = LowQuantiles(classes, kTail);
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
