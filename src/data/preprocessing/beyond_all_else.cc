#include "data/preprocessing/beyond_all_else.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace kilowatch {
namespace {

constexpr double kTimes = 2;  // the 99 % quantile
constexpr std::size_t kLeastDays = 1, kMostDays = 14, kLeastHistoryDays = 56;
constexpr std::size_t kStride = 5;  // of the sample; visits every hour of the day and of the week

struct Run {
  std::size_t begin = 0, end = 0;
  double least = 0;
};

double QuantileOf(std::vector<double>& sample, double share) {
  if (sample.empty()) return 0;
  const auto at = sample.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(sample.size() - 1));
  std::ranges::nth_element(sample, at);
  return *at;
}

// What three days of four stay below: two weeks of eight cannot lift it.
double UsualDailyPeak(std::span<const double> value, std::size_t day) {
  std::vector<double> peaks;
  for (std::size_t from = 0; from + day <= value.size(); from += day) {
    double peak = -INFINITY;
    for (const double reading : value.subspan(from, day)) peak = reading > peak ? reading : peak;
    if (std::isfinite(peak)) peaks.push_back(peak);
  }
  return QuantileOf(peaks, 0.75);
}

double HighOutside(std::span<const double> value, const Run& run) {
  std::vector<double> sample;
  for (std::size_t i = 0; i < value.size(); i += kStride) {
    if (std::isfinite(value[i]) && (i < run.begin || i >= run.end)) sample.push_back(value[i]);
  }
  return QuantileOf(sample, 0.99);
}

// The longest run of readings above the limit.
Run LongestAbove(std::span<const double> value, double limit) {
  Run longest;
  for (std::size_t i = 0; i < value.size();) {
    if (!(value[i] > limit)) {
      ++i;
      continue;
    }
    Run run{i, i, value[i]};
    for (; run.end < value.size() && value[run.end] > limit; ++run.end) run.least = std::min(run.least, value[run.end]);
    if (run.end - run.begin > longest.end - longest.begin) longest = run;
    i = run.end;
  }
  return longest;
}

bool IsUsual(double reading, double high) { return reading <= high; }

}  // namespace

void FlagBeyondAllElse(const Grid& grid, std::span<const double> value, std::span<Quality> quality) {
  if (grid.spacing() != Spacing::kFixed || grid.step() > Seconds(3600)) return;
  const auto day = static_cast<std::size_t>(Seconds(86400) / grid.step());
  const auto hour = std::max<std::size_t>(1, day / 24);
  if (value.size() < kLeastHistoryDays * day) return;
  const double peak = UsualDailyPeak(value, day);
  if (!(peak > 0)) return;
  const auto fits = [&](const Run& run) { return run.end - run.begin >= kLeastDays * day && run.end - run.begin <= kMostDays * day; };
  const Run rough = LongestAbove(value, kTimes * peak);
  if (!fits(rough)) return;
  const double high = HighOutside(value, rough);
  if (!(high > 0)) return;
  const Run run = LongestAbove(value, kTimes * std::max(high, peak));
  if (!fits(run)) return;
  // An interval of the way up and of the way down may hold a part of both levels.
  if (run.begin <= hour || run.end + hour >= value.size()) return;
  if (!IsUsual(value[run.begin - 1 - hour], high) || !IsUsual(value[run.end + hour], high)) return;
  const double half_way = (high + run.least) / 2;
  std::size_t others = 0;
  for (std::size_t i = 0; i < value.size(); ++i) others += (i < run.begin || i >= run.end) && value[i] > half_way ? 1 : 0;
  if (others * 1000 > value.size()) return;
  std::size_t first = run.begin, last = run.end;
  while (first > 0 && run.begin - first < hour && !IsUsual(value[first - 1], high)) --first;
  while (last < value.size() && last - run.end < hour && !IsUsual(value[last], high)) ++last;
  for (std::size_t i = first; i < last; ++i) {
    if (HasReading(quality[i])) quality[i] = Quality::kOutOfRange;
  }
}

}  // namespace kilowatch
