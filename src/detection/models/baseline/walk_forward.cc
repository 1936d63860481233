#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "detection/models/baseline/baseline.h"

namespace kilowatch {
namespace {

constexpr std::uint32_t kWeek = 7;
constexpr std::uint32_t kFourWeeks = 28;
constexpr std::uint32_t kWeeklyUntil = 84;  // days
constexpr std::uint32_t kMostDays = 730;

// Days with a reading before cell `end` that a first fit waits for: two weeks, or six months.
bool HasEnough(const LoadView& view, std::size_t end) {
  const std::size_t needed = view.slots == 1 ? 6 : 14;
  std::size_t days = 0;
  std::optional<std::uint32_t> last;
  for (std::size_t i = 0; i < end && days < needed; ++i) {
    if (std::isnan(view.value[i]) || last == view.day[i]) continue;
    last = view.day[i];
    ++days;
  }
  return days >= needed;
}

std::uint32_t NextFit(const LoadView& view, std::uint32_t day) {
  if (view.slots == 1) return day + 1;
  return day + (day < kWeeklyUntil ? kWeek : kFourWeeks);
}

std::size_t FirstCellOfDay(const LoadView& view, std::uint32_t day) {
  return static_cast<std::size_t>(std::lower_bound(view.day.begin(), view.day.end(), day) - view.day.begin());
}

void CopyCells(const Expectation& from, std::size_t first, std::size_t end, Expectation& to) {
  for (std::size_t i = first; i < end; ++i) {
    to.expected[i] = from.expected[i];
    to.low[i] = from.low[i];
    to.high[i] = from.high[i];
  }
}

}  // namespace

Expectation Baseline::WalkForward(const CleanBlock& block) { return WalkForward(LoadView::Of(block)); }

Expectation Baseline::WalkForward(const LoadView& view) {
  const std::vector<double> nothing(view.size(), std::numeric_limits<double>::quiet_NaN());
  Expectation answer{BaselineKind::kTimeOfWeek, nothing, nothing, nothing};
  if (view.size() == 0) return answer;
  const std::uint32_t last_day = view.day.back();
  std::uint32_t day = view.slots == 1 ? 6 : 14;
  while (day <= last_day) {
    const std::size_t first = FirstCellOfDay(view, day);
    if (!HasEnough(view, first)) {
      day += 1;
      continue;
    }
    const std::uint32_t next = NextFit(view, day);
    const std::size_t end = FirstCellOfDay(view, next);
    LoadView past = view.Prefix(first);
    const std::size_t forgotten = day > kMostDays ? FirstCellOfDay(view, day - kMostDays) : 0;
    std::fill_n(past.value.begin(), forgotten, std::numeric_limits<double>::quiet_NaN());
    if (const auto fitted = Fit(past)) {
      answer.kind = fitted->kind();
      CopyCells(fitted->Expect(view.Prefix(end), Mode::kLive, first), first, end, answer);
    }
    day = next;
  }
  return answer;
}

}  // namespace kilowatch
