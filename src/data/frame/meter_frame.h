#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "data/frame/meter.h"
#include "data/frame/quality.h"
#include "foundation/base/instant.h"

namespace kilowatch {

// The spacing of a meter's readings. Days and months follow the wall clock of the meter's zone: 23 to 25 hours, 28 to 31 days.
enum class Spacing { kFixed, kLocalDay, kLocalMonth };

// One meter's readings as a source gave them: parsed, in UTC, in one known unit. Column vectors of one length, sorted by time, stable in source order.
// Guarantees: `time` is the interval's start and does not decrease; a repeated stamp stays as a second row; an empty or unreadable
// value stays as a row with NaN (kMissing, kRejected). Gaps are simply absent rows.
struct MeterFrame {
  Meter meter;
  Spacing spacing = Spacing::kFixed;
  Seconds interval{3600};  // the usual distance of stamps; 86,400 for kLocalDay; 30 days for kLocalMonth
  std::vector<Instant> time;
  std::vector<double> value;        // in meter.unit; NaN where there is none. Negative values are legal (net metering)
  std::vector<Quality> quality;     // kMeasured, kEstimated, kMissing or kRejected: what the source says, nothing judged yet
  std::vector<float> temperature;   // °C by row, NaN where unknown; empty if the source has none
  std::vector<std::uint8_t> label;  // 1 anomalous, 0 normal; empty if the source has none

  std::size_t size() const { return time.size(); }
  bool empty() const { return time.empty(); }
};

}  // namespace kilowatch
