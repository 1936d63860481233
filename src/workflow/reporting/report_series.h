#pragma once

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
  Span whole;
};

// What a report keeps of one meter: sums by local day, and the surroundings of its strongest events by id.
struct MeterSeries {
  TimeZone zone;
  LocalDay first_day;
  std::vector<float> daily_actual;  // NaN for a day without a reading
  std::vector<float> daily_expected;
  std::map<std::string, EventWindow> windows;
};

// Collects while meters pass. Holds a few kilobytes a meter. Not thread safe: it is called for one meter at a time.
class ReportSeries {
 public:
  static constexpr std::size_t kMostWindows = 12;  // by meter, the strongest events
  static constexpr std::size_t kMostPoints = 240;

  void Add(const MeterFrame& frame, const ScoredMeter& scored);
  // Null for a meter that did not pass.
  const MeterSeries* Find(const std::string& meter) const;
  // Null where the event's surroundings were not kept.
  const EventWindow* FindWindow(const std::string& meter, const std::string& event) const;

 private:
  std::map<std::string, MeterSeries> meters_;
};

}  // namespace kilowatch
