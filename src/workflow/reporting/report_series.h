#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "decision/scorer/scorer.h"

namespace kilowatch {

// The load around one event, thinned to what a chart can show. Columns of one length, in the meter's unit per hour (kW for kWh) where it is consumption.
struct EventWindow {
  Span event;
  std::vector<Instant> time;
  std::vector<float> actual;  // NaN where nothing was read
  std::vector<float> expected;
  std::vector<float> low;
  std::vector<float> high;
  std::vector<float> temperature;  // °C; NaN where unknown
  Span whole;
};

// What a report keeps of one meter: sums by local day, and the surroundings of its strongest events by id.
struct MeterSeries {
  TimeZone zone;
  LocalDay first_day;
  std::vector<float> daily_actual;  // NaN for a day without a reading
  std::vector<float> daily_expected;
  std::vector<float> week;  // mean of what was read by local hour of the week, per hour, Monday 00:00 first; empty for readings coarser than an hour
  std::map<std::string, EventWindow> windows;
};

// Mean of the finite values in [first, last), NaN if there is none.
float MeanOf(const std::vector<float>& values, std::size_t first, std::size_t last);

// Collects while meters pass. Holds at most some 100 kB a meter. Not thread safe: it is called for one meter at a time.
class ReportSeries {
 public:
  // By meter and class (waste, shortfall, data fault): the largest event of each group that becomes a finding, as long as there is room, the groups
  // of most energy (so far, or in a year at the rate of the last three months) first.
  static constexpr std::array<std::size_t, 3> kMostWindows = {8, 4, 3};
  static constexpr std::size_t kMostPoints = 200;

  void Add(const MeterFrame& frame, const ScoredMeter& scored);
  // Null for a meter that did not pass.
  const MeterSeries* Find(const std::string& meter) const;
  // Null where the event's surroundings were not kept.
  const EventWindow* FindWindow(const std::string& meter, const std::string& event) const;

 private:
  std::map<std::string, MeterSeries> meters_;
};

}  // namespace kilowatch
