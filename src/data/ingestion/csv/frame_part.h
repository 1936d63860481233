#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "data/frame/meter_frame.h"
#include "data/frame/time_zone.h"
#include "data/ingestion/csv/plan.h"
#include "data/ingestion/csv/raw_table.h"

namespace kilowatch {

// What one file gives to one meter: the columns of a MeterFrame, and what had to be done to get there.
struct FramePart {
  MeterFrame frame;               // its meter is not filled
  std::int64_t doubled = 0;       // readings in the hour that the clock passes twice, told apart by their order
  std::int64_t skipped = 0;       // readings in an hour that the clock skips: kept, as much later as the clock jumped
  bool no_clock_changes = false;  // readings in skipped hours and none doubled: the stamps keep winter time, and so they were taken
  std::int64_t resets = 0;        // a register that began again
  std::int64_t rollovers = 0;     // a register that ran past its last digit
  std::int64_t other_unit = 0;    // rows in a unit that cannot be added to the meter's: rejected
};

struct PartOptions {
  std::optional<Seconds> interval;  // of all files, as the user says
  std::optional<double> kwh_per_m3;
  bool is_whole = true;  // the part is all of its meter
};

// Rows of `table` (value column `column`, read as `reading` of `plan`) to a frame: stamps to interval starts in UTC by `zone`, values to the unit's
// canonical form, registers to differences. A wall clock that comes twice in the hour that is passed twice is first summer, then winter time; where the rows run
// backwards, the other way round.
FramePart MakeFramePart(const RawTable& table, std::size_t column, const CsvPlan& plan, const ReadingColumn& reading, const TimeZone& zone,
                        const PartOptions& options);

// The usual distance of stamps: the most frequent one (the shorter of two as frequent), or kLocalMonth where most lie 28 to 31 days apart.
struct StampSpacing {
  Seconds interval{0};  // 0 where fewer than two different stamps are given
  bool is_month = false;
};
StampSpacing FindSpacing(const std::vector<std::int64_t>& stamps);

// Brings the rows of a frame into the order of time; rows of one stamp stay in their order.
void SortByTime(MeterFrame& frame);

}  // namespace kilowatch
