#include "learning/evaluation/event_match.h"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "foundation/base/check.h"

namespace kilowatch {
namespace {

double Ratio(std::int64_t part, std::int64_t whole) {
  return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : std::numeric_limits<double>::quiet_NaN();
}

// The first row of the run, with a reading, that carries the mark; past the run's last row if none does.
std::uint32_t FirstMarked(RowRun run, std::span<const std::uint8_t> mark, std::span<const std::uint8_t> reading) {
  std::uint32_t row = run.first;
  while (row <= run.last && !(mark[row] != 0 && reading[row] != 0)) ++row;
  return row;
}

}  // namespace

std::vector<RowRun> FindRuns(std::span<const std::uint8_t> mark, std::span<const std::uint8_t> reading) {
  KW_CHECK(mark.size() == reading.size());
  std::vector<RowRun> runs;
  bool inside = false;
  for (std::uint32_t row = 0; row < mark.size(); ++row) {
    if (reading[row] == 0) continue;
    if (mark[row] != 0 && inside) runs.back().last = row;
    if (mark[row] != 0 && !inside) runs.push_back({row, row});
    inside = mark[row] != 0;
  }
  return runs;
}

double EventMatch::recall() const { return Ratio(found, events); }
double EventMatch::precision() const { return Ratio(right_alarms, alarms); }

double EventMatch::f1() const {
  const double sum = precision() + recall();
  return sum > 0 ? 2 * precision() * recall() / sum : sum;
}

double EventMatch::MedianDelay() const {
  if (delays.empty()) return std::numeric_limits<double>::quiet_NaN();
  auto sorted = delays;
  std::ranges::sort(sorted);
  const std::size_t middle = sorted.size() / 2;
  const auto upper = static_cast<double>(sorted[middle].count());
  return sorted.size() % 2 == 1 ? upper : (upper + static_cast<double>(sorted[middle - 1].count())) / 2;
}

void EventMatch::Add(const EventMatch& other) {
  events += other.events;
  found += other.found;
  alarms += other.alarms;
  right_alarms += other.right_alarms;
  delays.insert(delays.end(), other.delays.begin(), other.delays.end());
}

EventMatch MatchEvents(const JudgedRows& rows) {
  EventMatch match;
  for (const RowRun& event : FindRuns(rows.label, rows.reading)) {
    ++match.events;
    const std::uint32_t alarmed = FirstMarked(event, rows.alarm, rows.reading);
    if (alarmed > event.last) continue;
    ++match.found;
    match.delays.push_back(rows.time[alarmed] - rows.time[event.first]);
  }
  for (const RowRun& alarm : FindRuns(rows.alarm, rows.reading)) {
    ++match.alarms;
    if (FirstMarked(alarm, rows.label, rows.reading) <= alarm.last) ++match.right_alarms;
  }
  return match;
}

}  // namespace kilowatch
