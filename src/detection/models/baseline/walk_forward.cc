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

// One fit of walking forward: on the past of cell `first`, for cells up to `end`.
struct FitTime {
  std::uint32_t day = 0;
  std::size_t first = 0;
  std::size_t end = 0;
};

template <class Visit>
void ForEachFit(const LoadView& view, Visit visit) {
  if (view.size() == 0) return;
  const std::uint32_t last_day = view.day.back();
  std::uint32_t day = view.slots == 1 ? 6 : 14;
  while (day <= last_day) {
    const std::size_t first = FirstCellOfDay(view, day);
    if (!HasEnough(view, first)) {
      day += 1;
      continue;
    }
    const std::uint32_t next = NextFit(view, day);
    visit(FitTime{day, first, FirstCellOfDay(view, next)});
    day = next;
  }
}

LoadView PastOf(const LoadView& view, const FitTime& time) {
  LoadView past = view.Prefix(time.first);
  const std::size_t forgotten = time.day > kMostDays ? FirstCellOfDay(view, time.day - kMostDays) : 0;
  std::fill_n(past.value.begin(), forgotten, std::numeric_limits<double>::quiet_NaN());
  return past;
}

}  // namespace

Expectation Baseline::WalkForward(const CleanBlock& block) { return WalkForward(LoadView::Of(block)); }

Expectation Baseline::WalkForward(const LoadView& view) {
  const std::vector<double> nothing(view.size(), std::numeric_limits<double>::quiet_NaN());
  Expectation answer{BaselineKind::kTimeOfWeek, nothing, nothing, nothing};
  ForEachFit(view, [&](const FitTime& time) {
    if (const auto fitted = Fit(PastOf(view, time))) {
      answer.kind = fitted->kind();
      CopyCells(fitted->Expect(view.Prefix(time.end), Mode::kLive, time.first), time.first, time.end, answer);
    }
  });
  return answer;
}

std::optional<ExpectationCauses> Baseline::CausesWalkingForward(const LoadView& view, std::size_t cell) {
  std::optional<ExpectationCauses> causes;
  ForEachFit(view, [&](const FitTime& time) {
    if (cell < time.first || cell >= time.end) return;
    if (const auto fitted = FitModel(PastOf(view, time))) causes = fitted->CausesOf(view.Prefix(time.end), Mode::kLive, cell);
  });
  return causes;
}

}  // namespace kilowatch
