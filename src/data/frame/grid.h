#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "data/frame/meter_frame.h"
#include "data/frame/time_zone.h"
#include "foundation/base/instant.h"

namespace kilowatch {

// The regular intervals of one meter in UTC: fixed steps, or local days or months whose length follows the clock. Immutable.
class Grid {
 public:
  // `size` steps of `step` from `begin`.
  static Grid Fixed(Instant begin, Seconds step, std::size_t size);
  // Every local day (or month) of `zone` from the one that holds `span.begin` to the one that holds the last instant before `span.end`.
  static Grid LocalDays(Span span, const TimeZone& zone);
  static Grid LocalMonths(Span span, const TimeZone& zone);

  std::size_t size() const { return size_; }
  Spacing spacing() const { return spacing_; }
  // The usual length of a cell.
  Seconds step() const { return step_; }
  Instant Start(std::size_t i) const { return starts_.empty() ? begin_ + static_cast<std::int64_t>(i) * step_ : starts_[i]; }
  Span Cell(std::size_t i) const { return {Start(i), Start(i + 1)}; }
  Span Whole() const { return {Start(0), Start(size_)}; }
  // The cell that holds `t`, or nothing outside the grid.
  std::optional<std::size_t> Find(Instant t) const;
  // Steps that make up a usual day: 24 for hourly, 96 for 15 minutes, 1 for a day or longer. At most 8640: finer steps share one of 10 seconds,
  // so that the slots of a week fit in 16 bits.
  std::size_t StepsPerDay() const;

 private:
  Spacing spacing_ = Spacing::kFixed;
  Instant begin_{};
  Seconds step_{3600};
  std::size_t size_ = 0;
  std::vector<Instant> starts_;  // size_ + 1 bounds; empty for fixed steps
};

}  // namespace kilowatch
