#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/frame/meter.h"
#include "data/frame/meter_frame.h"
#include "foundation/base/instant.h"
#include "learning/simulation/climate.h"

namespace kilowatch {

// What was done to a meter. Everything but the last five is a change of the load itself.
enum class InjectedKind : std::uint8_t {
  kSpike,           // far above for some hours
  kDip,             // far below for some hours
  kLevelShift,      // above or below for days, from one moment on
  kOffHoursExcess,  // left on in nights, or over weekends
  kDrift,           // slowly more
  kUnexplained,     // heating on warm days, or cooling on cold ones
  kOutage,          // zeros or another placeholder
  kCatchUp,         // the energy of an outage in the interval after it
  kFrozen,          // one value again and again
  kMissing,         // no readings
  kErrorCode,       // one impossible value
};
inline constexpr std::size_t kInjectedKindCount = 11;

enum class InjectedClass : std::uint8_t { kWaste, kShortfall, kDataFault };

// "spike", "dip", "level_shift", "off_hours_excess", "drift", "unexplained", "outage", "catch_up", "frozen", "missing", "error_code".
std::string_view InjectedKindName(InjectedKind kind);
// "waste", "shortfall", "data_fault".
std::string_view InjectedClassName(InjectedClass injected_class);

// One unbroken stretch of an injected anomaly. Counts are in the meter's resolution, so that sums are exact.
// `truth` is what the meter would have counted without it, `actual` what its readings say (0 for what is missing).
struct SimulatedLabel {
  std::string event;   // stretches of one cause share it, also across meters
  std::string origin;  // the meter where it happened; a main above a sub-meter sees it too
  InjectedKind kind = InjectedKind::kSpike;
  InjectedClass injected_class = InjectedClass::kWaste;
  std::uint32_t begin = 0;  // cells
  std::uint32_t end = 0;
  std::int64_t truth = 0;
  std::int64_t actual = 0;

  std::int64_t excess() const { return actual - truth; }
};

// What became of a reading on its way into a file.
enum class RowState : std::uint8_t { kPresent, kTwice, kEmpty, kAbsent };

// One meter with its readings and what they should have been, all in whole counts of 10^-decimals kWh.
struct SimulatedMeter {
  Meter meter;
  int decimals = 2;
  std::vector<std::int64_t> truth;   // without the labelled anomalies; a main's truth contains what a sub-meter does that is too small for a label
  std::vector<std::int64_t> actual;  // what the meter says, where the row is there
  std::vector<RowState> state;
  std::vector<SimulatedLabel> labels;  // sorted, disjoint
  std::int64_t permanent_waste = 0;    // counts over the whole time that lie within truth: no reading stands out
  double unit_price = 0;               // for each kWh

  double Kwh(std::int64_t counts) const;
  // The rows as a source would hand them on, labels and temperature included.
  MeterFrame Frame(const SimulationClock& clock, const SimulatedClimate& climate) const;
};

}  // namespace kilowatch
