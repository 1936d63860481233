#include "data/preprocessing/unit_step.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace kilowatch {
namespace {

constexpr double kLeastRatio = 700, kMostRatio = 1400;
constexpr double kLeastGap = 100;  // between the largest of the small days and the smallest of the large ones
constexpr std::size_t kLeastDays = 14;
constexpr std::size_t kMostSteps = 4;

enum class Group : std::uint8_t { kUnknown, kSmall, kLarge };

// Mean size of each day's readings, NaN where there are none.
std::vector<double> DaySizes(std::span<const double> value, std::span<const std::uint32_t> day_of) {
  std::vector<double> sums, counts;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (day_of[i] >= sums.size()) sums.resize(day_of[i] + 1), counts.resize(day_of[i] + 1);
    if (!std::isfinite(value[i])) continue;
    sums[day_of[i]] += std::abs(value[i]);
    ++counts[day_of[i]];
  }
  for (std::size_t d = 0; d < sums.size(); ++d) sums[d] = counts[d] > 0 && sums[d] > 0 ? sums[d] / counts[d] : std::nan("");
  return sums;
}

struct Units {
  double small = 0;  // median day of each group
  double large = 0;
  double limit = 0;  // between them
};

std::optional<Units> FindUnits(std::vector<double> sizes) {
  std::erase_if(sizes, [](double size) { return std::isnan(size); });
  if (sizes.size() < kLeastDays) return std::nullopt;
  std::ranges::sort(sizes);
  std::size_t cut = 1;
  for (std::size_t i = 1; i < sizes.size(); ++i) {
    if (sizes[i] / sizes[i - 1] > sizes[cut] / sizes[cut - 1]) cut = i;
  }
  const Units units{sizes[cut / 2], sizes[cut + (sizes.size() - cut) / 2], std::sqrt(sizes[cut - 1] * sizes[cut])};
  const double ratio = units.large / units.small;
  if (sizes[cut] / sizes[cut - 1] < kLeastGap || ratio < kLeastRatio || ratio > kMostRatio) return std::nullopt;
  return units;
}

std::vector<Group> GroupsOfDays(const std::vector<double>& sizes, double limit) {
  std::vector<Group> groups;
  for (const double size : sizes) groups.push_back(std::isnan(size) ? Group::kUnknown : size > limit ? Group::kLarge : Group::kSmall);
  return groups;
}

std::size_t CountSteps(const std::vector<Group>& groups) {
  std::size_t steps = 0;
  Group last = Group::kUnknown;
  for (const Group group : groups) {
    if (group == Group::kUnknown) continue;
    steps += last != Group::kUnknown && last != group ? 1 : 0;
    last = group;
  }
  return steps;
}

Group WrongGroup(const std::vector<Group>& groups) {
  const auto small = std::ranges::count(groups, Group::kSmall), large = std::ranges::count(groups, Group::kLarge);
  if (small != large) return small < large ? Group::kSmall : Group::kLarge;
  const auto last = std::ranges::find_if(groups.rbegin(), groups.rend(), [](Group group) { return group != Group::kUnknown; });
  return *last;
}

}  // namespace

void FlagUnitStep(std::span<const double> value, std::span<const std::uint32_t> day_of, std::span<Quality> quality) {
  const std::vector<double> sizes = DaySizes(value, day_of);
  const std::optional<Units> units = FindUnits(sizes);
  if (!units) return;
  const std::vector<Group> groups = GroupsOfDays(sizes, units->limit);
  if (CountSteps(groups) > kMostSteps) return;
  const Group wrong = WrongGroup(groups);
  const auto is_wrong = [&](std::size_t day) { return day < groups.size() && groups[day] == wrong; };
  for (std::size_t i = 0; i < value.size(); ++i) {
    const std::size_t day = day_of[i];
    const bool near = is_wrong(day) || is_wrong(day + 1) || (day > 0 && is_wrong(day - 1));
    if (!near || !HasReading(quality[i])) continue;
    // On the day of the step some readings are of the one unit, some of the other.
    const bool inside = is_wrong(day) && (day == 0 || is_wrong(day - 1)) && (day + 1 == groups.size() || is_wrong(day + 1));
    const bool large = std::abs(value[i]) > units->limit;
    if (inside || large == (wrong == Group::kLarge)) quality[i] = Quality::kOutOfRange;
  }
}

}  // namespace kilowatch
