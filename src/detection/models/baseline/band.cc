#include "detection/models/baseline/band.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "detection/models/expectation.h"

namespace kilowatch {
namespace {

constexpr double kFloor = 0.3;            // of the mean load: residuals do not shrink further below it
constexpr double kGross = 8;              // robust deviations beyond which a residual is a fault, not a normal reading
constexpr std::size_t kFewestInClass = 80;

double QuantileOf(std::vector<double>& values, double share) {
  // The conformal rank: the next of n + 1 exchangeable values falls beyond it with the wanted probability.
  const double n = static_cast<double>(values.size());
  const double rank = share < 0.5 ? std::floor((n + 1) * share) - 1 : std::ceil((n + 1) * share) - 1;
  const auto at = static_cast<std::ptrdiff_t>(std::clamp(rank, 0.0, n - 1));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
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

// Own class, its neighbours in time on the same kind of day, and everything if that is still little.
std::vector<double> WithNeighbours(const ClassResiduals& by_class, std::size_t hour_class, const std::vector<double>& all) {
  const std::size_t kind = hour_class / 24 * 24;
  std::vector<double> near;
  for (const std::size_t offset : {23UL, 0UL, 1UL}) {
    const auto& other = by_class[kind + (hour_class + offset) % 24];
    near.insert(near.end(), other.begin(), other.end());
  }
  return near.size() >= kFewestInClass ? near : all;
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
  for (std::size_t c = 0; c < kHourClasses; ++c) {
    std::vector<double> residuals = WithNeighbours(by_class, c, kept);
    band.below_[c] = static_cast<float>(std::max(0.0, -QuantileOf(residuals, (1 - kBandLevel) / 2)));
    band.above_[c] = static_cast<float>(std::max(0.0, QuantileOf(residuals, (1 + kBandLevel) / 2)));
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
  bool good = band.steps_per_day_ > 0 && band.mean_ > 0 && std::isfinite(band.mean_) &&
              (band.exponent_ == 0 || band.exponent_ == 0.5 || band.exponent_ == 1);
  for (auto* side : {&band.below_, &band.above_}) {
    for (float& reach : *side) {
      KW_ASSIGN(reach, reader.Get<float>());
      good = good && reach >= 0 && std::isfinite(reach);
    }
  }
  if (!good) return Fail(ErrorCode::kUnreadable, "a stored baseline has an impossible band", "Train it again");
  return band;
}

}  // namespace kilowatch
