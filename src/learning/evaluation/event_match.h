#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "foundation/base/instant.h"

namespace kilowatch {

// One meter's rows beside somebody's labels. Columns of one length, times that do not decrease.
struct JudgedRows {
  std::span<const Instant> time;
  std::span<const double> score;          // NaN: not judged
  std::span<const std::uint8_t> alarm;    // 1: the row belongs to an event that was raised
  std::span<const std::uint8_t> label;    // 1: the row is labelled as anomalous
  std::span<const std::uint8_t> reading;  // 1: the row has a reading; rows without one count nowhere and break no run
  Seconds step{3600};                     // how long a row lasts
};

// A maximal run of marked rows among the rows with a reading: first and last row (inclusive).
struct RowRun {
  std::uint32_t first = 0;
  std::uint32_t last = 0;

  bool operator==(const RowRun&) const = default;
};

std::vector<RowRun> FindRuns(std::span<const std::uint8_t> mark, std::span<const std::uint8_t> reading);

// Labelled events against alarms, without point adjustment: an event is found if at least one of its own rows is alarmed; an alarm is right if at
// least one of its own rows is labelled.
struct EventMatch {
  std::int64_t events = 0;  // runs of labelled rows
  std::int64_t found = 0;
  std::int64_t alarms = 0;  // runs of alarmed rows
  std::int64_t right_alarms = 0;
  std::vector<Seconds> delays;  // of each found event, in time order: from its first row to its first alarmed row

  std::int64_t false_alarms() const { return alarms - right_alarms; }
  double recall() const;     // found / events; NaN without events
  double precision() const;  // right_alarms / alarms; NaN without alarms
  double f1() const;         // their harmonic mean, NaN where either is
  // Seconds; the mean of the two middle ones for an even count; NaN where nothing was found.
  double MedianDelay() const;
  void Add(const EventMatch& other);
};

EventMatch MatchEvents(const JudgedRows& rows);

}  // namespace kilowatch
