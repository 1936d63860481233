#include "detection/models/baseline/local_level.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kilowatch {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint32_t kMonthsAround = 6;
constexpr double kMostLevel = 20;

double MedianLevel(std::vector<double>& values) {
  const auto middle = static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), values.begin() + middle, values.end());
  const double upper = values[static_cast<std::size_t>(middle)];
  if (values.size() % 2 == 1) return upper;
  return 0.5 * (upper + *std::max_element(values.begin(), values.begin() + middle));
}

// One number a day: how its readings stand to the model.
std::vector<double> DayLevels(const LoadView& view, const std::vector<double>& modelled, const LevelScale& scale, std::size_t first) {
  const std::size_t days = view.size() == 0 ? 0 : view.day.back() + 1;
  std::vector<double> actual(days);
  std::vector<double> expected(days);
  std::vector<double> count(days);
  for (std::size_t i = first; i < view.size(); ++i) {
    if (std::isnan(view.value[i]) || std::isnan(modelled[i])) continue;
    actual[view.day[i]] += view.value[i];
    expected[view.day[i]] += modelled[i];
    count[view.day[i]] += 1;
  }
  std::vector<double> levels(days, kNan);
  for (std::size_t d = 0; d < days; ++d) {
    if (count[d] == 0 || 2 * count[d] < static_cast<double>(view.steps_per_day)) continue;
    const double cushion = scale.cushion * count[d];
    levels[d] = scale.multiplies ? std::clamp((actual[d] + cushion) / std::max(expected[d] + cushion, 1e-12), 0.0, kMostLevel)
                                 : (actual[d] - expected[d]) / count[d];
  }
  return levels;
}

}  // namespace

std::vector<double> LocalLevel(const LoadView& view, const std::vector<double>& modelled, const LevelScale& scale, LevelSource source,
                               std::size_t first) {
  const std::vector<double> by_day = DayLevels(view, modelled, scale, first);
  std::vector<double> level(by_day.size(), kNan);
  if (source == LevelSource::kNone || by_day.empty()) return level;
  const bool months = view.slots == 1;
  const std::size_t reach = months ? kMonthsAround : kLevelDays;
  const std::size_t fewest = months ? 3 : 5;
  std::vector<double> others;
  for (std::size_t d = first < view.size() ? view.day[first] : 0; d < by_day.size(); ++d) {
    others.clear();
    const std::size_t last = source == LevelSource::kAround ? std::min(d + reach, by_day.size() - 1) : d;
    for (std::size_t other = d > reach ? d - reach : 0; other <= last; ++other) {
      if (other != d && !std::isnan(by_day[other])) others.push_back(by_day[other]);
    }
    if (others.size() >= fewest) level[d] = MedianLevel(others);
  }
  return level;
}

}  // namespace kilowatch
