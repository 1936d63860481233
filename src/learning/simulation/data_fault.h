#pragma once

#include <cstdint>
#include <optional>

#include "learning/simulation/load_change.h"
#include "learning/simulation/simulated_meter.h"

namespace kilowatch {

// What goes wrong between a meter and a file: readings [begin, end) are replaced by `value`, or are gone.
struct DataFault {
  InjectedKind kind = InjectedKind::kOutage;
  ChangedCells place;
  std::int64_t value = 0;             // counts
  bool catch_up = false;              // the interval after an outage holds what it did not count
  RowState gone = RowState::kAbsent;  // of a kMissing: no rows, or rows without a value
};

// One try: outage, frozen, missing or error code. Nothing where the readings would hardly change.
std::optional<DataFault> DrawDataFault(InjectedKind kind, const SimulatedMeter& meter, const SimulationClock& clock, Random& random);

// Changes `actual` and `state`. The cells must be free, for a catch-up also the one after.
void ApplyDataFault(const DataFault& fault, SimulatedMeter& meter);

}  // namespace kilowatch
