#include "data/frame/weather.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kilowatch {

float Weather::At(Span span) const {
  constexpr Seconds kReach{3 * 3600};
  constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();
  const Instant middle = span.begin + span.Length() / 2;
  const auto after = std::ranges::lower_bound(time, middle);
  if (after != time.end() && *after == middle) return temperature_c[static_cast<std::size_t>(after - time.begin())];
  if (after == time.begin() || after == time.end()) {
    if (time.empty()) return kUnknown;
    const auto edge = after == time.end() ? time.size() - 1 : 0;
    const auto distance = after == time.end() ? middle - time.back() : time.front() - middle;
    return distance <= kReach ? temperature_c[edge] : kUnknown;
  }
  const auto right = static_cast<std::size_t>(after - time.begin());
  const auto left = right - 1;
  const Seconds before = middle - time[left];
  const Seconds gap = time[right] - time[left];
  if (before > kReach && time[right] - middle > kReach) return kUnknown;
  if (std::isnan(temperature_c[left])) return temperature_c[right];
  if (std::isnan(temperature_c[right])) return temperature_c[left];
  const float share = static_cast<float>(before.count()) / static_cast<float>(gap.count());
  return temperature_c[left] + share * (temperature_c[right] - temperature_c[left]);
}

}  // namespace kilowatch
