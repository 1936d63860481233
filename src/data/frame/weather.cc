#include "data/frame/weather.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kilowatch {
namespace {

constexpr Seconds kWeatherReach{3 * 3600};
constexpr Seconds kLongestPointwise{2 * 3600};
constexpr float kUnknownTemperature = std::numeric_limits<float>::quiet_NaN();

}  // namespace

// `after` is the first point at or after `t`.
float Weather::Curve(Instant t, std::size_t after) const {
  if (time.empty()) return kUnknownTemperature;
  if (after < time.size() && time[after] == t) return temperature_c[after];
  if (after == 0) return time.front() - t <= kWeatherReach ? temperature_c.front() : kUnknownTemperature;
  if (after == time.size()) return t - time.back() <= kWeatherReach ? temperature_c.back() : kUnknownTemperature;
  const std::size_t left = after - 1;
  const Seconds before = t - time[left];
  const Seconds gap = time[after] - time[left];
  if (before > kWeatherReach && time[after] - t > kWeatherReach) return kUnknownTemperature;
  if (std::isnan(temperature_c[left])) return temperature_c[after];
  if (std::isnan(temperature_c[after])) return temperature_c[left];
  const float share = static_cast<float>(before.count()) / static_cast<float>(gap.count());
  return temperature_c[left] + share * (temperature_c[after] - temperature_c[left]);
}

float Weather::MeanOf(std::size_t begin, std::size_t end) const {
  double sum = 0;
  int count = 0;
  for (std::size_t i = begin; i < end; ++i) {
    if (std::isnan(temperature_c[i])) continue;
    sum += temperature_c[i];
    ++count;
  }
  return count == 0 ? kUnknownTemperature : static_cast<float>(sum / count);
}

float Weather::At(Span span) const {
  const auto first_from = [&](Instant t) { return static_cast<std::size_t>(std::ranges::lower_bound(time, t) - time.begin()); };
  if (span.Length() > kLongestPointwise) {
    const float mean = MeanOf(first_from(span.begin), first_from(span.end));
    if (!std::isnan(mean)) return mean;
  }
  const Instant middle = span.begin + span.Length() / 2;
  return Curve(middle, first_from(middle));
}

std::vector<float> Weather::Over(const Grid& grid) const {
  std::vector<float> out(grid.size(), kUnknownTemperature);
  const bool pointwise = grid.spacing() == Spacing::kFixed && grid.step() <= kLongestPointwise;
  std::size_t after = 0;
  if (pointwise && grid.size() > 0) after = static_cast<std::size_t>(std::ranges::lower_bound(time, grid.Start(0)) - time.begin());
  for (std::size_t i = 0; i < grid.size(); ++i) {
    const Span cell = grid.Cell(i);
    if (!pointwise) {
      out[i] = At(cell);
      continue;
    }
    const Instant middle = cell.begin + cell.Length() / 2;
    while (after < time.size() && time[after] < middle) ++after;
    out[i] = Curve(middle, after);
  }
  return out;
}

}  // namespace kilowatch
