#include "learning/evaluation/point_match.h"

#include <cstddef>
#include <limits>
#include <vector>

namespace kilowatch {
namespace {

double PartOf(std::int64_t part, std::int64_t rest) {
  return part + rest > 0 ? static_cast<double>(part) / static_cast<double>(part + rest) : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

double PointMatch::precision() const { return PartOf(hits, false_alarms); }
double PointMatch::recall() const { return PartOf(hits, missed); }

double PointMatch::f1() const {
  const double sum = precision() + recall();
  return sum > 0 ? 2 * precision() * recall() / sum : sum;
}

void PointMatch::Add(const PointMatch& other) {
  hits += other.hits;
  false_alarms += other.false_alarms;
  missed += other.missed;
}

PointMatch MatchPoints(const JudgedRows& rows) {
  PointMatch match;
  for (std::size_t i = 0; i < rows.label.size(); ++i) {
    if (rows.reading[i] == 0) continue;
    match.hits += rows.alarm[i] != 0 && rows.label[i] != 0;
    match.false_alarms += rows.alarm[i] != 0 && rows.label[i] == 0;
    match.missed += rows.alarm[i] == 0 && rows.label[i] != 0;
  }
  return match;
}

PointMatch MatchPointsAdjusted(const JudgedRows& rows) {
  std::vector<std::uint8_t> adjusted(rows.alarm.begin(), rows.alarm.end());
  for (const RowRun& event : FindRuns(rows.label, rows.reading)) {
    bool found = false;
    for (std::size_t i = event.first; i <= event.last && !found; ++i) found = rows.alarm[i] != 0 && rows.reading[i] != 0;
    for (std::size_t i = event.first; i <= event.last && found; ++i) adjusted[i] = 1;
  }
  JudgedRows with = rows;
  with.alarm = adjusted;
  return MatchPoints(with);
}

}  // namespace kilowatch
