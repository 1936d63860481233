#pragma once

#include <cstdint>
#include <vector>

#include "data/frame/meter_frame.h"
#include "data/frame/time_zone.h"
#include "data/ingestion/csv/raw_table.h"

namespace kilowatch {

struct ResolvedStamps {
  std::vector<Instant> time;             // interval starts, one a row
  std::vector<std::size_t> no_interval;  // rows without value in an hour that the clock skips: no such interval; ascending
  std::int64_t doubled = 0;              // readings in the hour that the clock passes twice
  std::int64_t skipped = 0;              // readings in an hour that the clock skips: as much later as the clock jumped
  bool no_clock_changes = false;         // the stamps keep winter time all year
};

struct StampRules {
  TimeZone zone;
  Spacing spacing = Spacing::kFixed;
  Seconds interval{3600};
  bool ends = false;     // stamps end their interval
  bool is_whole = true;  // the series is all of its meter; of a part no winter time is concluded
};

// Turns the stamps of one series (value column `column`) into interval starts.
// - A wall clock that comes twice in the hour that is passed twice is first summer, then winter time; where the rows run backwards, the other way round.
// - Where every spring passed has readings in its skipped hour and no autumn has doubled ones, the clock that wrote them had no changes: its stamps
//   are taken as winter time. One spring and one autumn at least have to be passed.
// - Ends of intervals are either what the clock shows at that moment (Europe's October has 02:00 twice, where hours end) or the start's wall clock and
//   the interval (03:00 twice). The days of the changes tell; where they do not, the latter.
ResolvedStamps ResolveStamps(const RawTable& table, std::size_t column, const StampRules& rules);

}  // namespace kilowatch
