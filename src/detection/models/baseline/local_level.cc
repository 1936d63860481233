#include "detection/models/baseline/local_level.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kilowatch {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint32_t kMonthsAround = 6;
constexpr double kMostLevel = 20;

// The numbers of a window of days, in order.
class LevelWindow {
 public:
  void Add(double level) {
    if (!std::isnan(level)) sorted_.insert(std::upper_bound(sorted_.begin(), sorted_.end(), level), level);
  }
  void Remove(double level) {
    if (!std::isnan(level)) sorted_.erase(std::lower_bound(sorted_.begin(), sorted_.end(), level));
  }
  // The median of all but one that is `left_out`, which is in the window unless it is NaN; NaN of fewer than `fewest`.
  double MedianWithout(double left_out, std::size_t fewest) const {
    const bool without = !std::isnan(left_out);
    const std::size_t size = sorted_.size() - (without ? 1 : 0);
    if (size < fewest) return kNan;
    const auto at = without ? static_cast<std::size_t>(std::lower_bound(sorted_.begin(), sorted_.end(), left_out) - sorted_.begin()) : size;
    const auto kth = [&](std::size_t k) { return sorted_[k < at ? k : k + 1]; };
    return size % 2 == 1 ? kth(size / 2) : 0.5 * (kth(size / 2) + kth(size / 2 - 1));
  }

 private:
  std::vector<double> sorted_;
};

// One number a day: how its readings stand to the model.
std::vector<double> DayLevels(const LoadView& view, const std::vector<double>& modelled, const LevelScale& scale, std::size_t first) {
  const std::size_t days = view.size() == 0 ? 0 : view.day.back() + 1;
  std::vector<DaySums> sums(days);
  for (std::size_t i = first; i < view.size(); ++i) {
    if (std::isnan(view.value[i]) || std::isnan(modelled[i])) continue;
    DaySums& day = sums[view.day[i]];
    day.actual += view.value[i];
    day.expected += modelled[i];
    day.count += 1;
  }
  std::vector<double> levels(days, kNan);
  for (std::size_t d = 0; d < days; ++d) levels[d] = DayLevel(sums[d], scale, view.steps_per_day);
  return levels;
}

}  // namespace

double DayLevel(const DaySums& sums, const LevelScale& scale, std::size_t steps_per_day) {
  if (sums.count == 0 || 2 * sums.count < static_cast<double>(steps_per_day)) return kNan;
  const double cushion = scale.cushion * sums.count;
  return scale.multiplies ? std::clamp((sums.actual + cushion) / std::max(sums.expected + cushion, 1e-12), 0.0, kMostLevel)
                          : (sums.actual - sums.expected) / sums.count;
}

std::vector<double> LocalLevel(const LoadView& view, const std::vector<double>& modelled, const LevelScale& scale, LevelSource source,
                               std::size_t first) {
  const std::vector<double> by_day = DayLevels(view, modelled, scale, first);
  std::vector<double> level(by_day.size(), kNan);
  if (source == LevelSource::kNone || by_day.empty()) return level;
  const bool months = view.slots == 1;
  const std::size_t reach = months ? kMonthsAround : kLevelDays;
  const std::size_t fewest = months ? 3 : kFewestLevelDays;
  const bool ahead = source == LevelSource::kAround;
  LevelWindow window;
  for (std::size_t d = 0; ahead && d < std::min(reach, by_day.size()); ++d) window.Add(by_day[d]);
  for (std::size_t d = 0; d < by_day.size(); ++d) {
    if (ahead && d + reach < by_day.size()) window.Add(by_day[d + reach]);
    if (d > reach) window.Remove(by_day[d - reach - 1]);
    if (first >= view.size() || d >= view.day[first]) level[d] = window.MedianWithout(ahead ? by_day[d] : kNan, fewest);
    if (!ahead) window.Add(by_day[d]);
  }
  return level;
}

}  // namespace kilowatch
