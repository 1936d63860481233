#pragma once

#include <optional>
#include <string>
#include <vector>

#include "decision/policy/meter_tree.h"
#include "decision/policy/priced_event.h"

namespace kilowatch {

enum class IncidentCause {
  kWeather,      // a heat wave, a cold spell, clouds over panels
  kSupply,       // a power cut, a closed main
  kLogger,       // what carries the readings
  kCalendar,     // a day that is not what the calendar says: closed, or open when it never is
  kClockChange,  // summer time begins or ends
  kUnknown,
};

// "weather", "supply", "logger", "calendar", "clock_change", "unknown".
std::string_view IncidentCauseName(IncidentCause cause);
Phrase IncidentCauseWords(IncidentCause cause);

// Meters of a site or of a weather region that go strange together: told once, priced once.
struct Incident {
  std::string id;  // 12 hex digits, of place, class and begin: stays while it grows at its end
  IncidentCause cause = IncidentCause::kUnknown;
  EventClass event_class = EventClass::kWaste;
  std::string site;    // empty where it spans several
  std::string region;  // the weather (or else the clock) that its meters share
  std::size_t sites = 1;
  Span span;  // from the first begin to the last end
  bool ongoing = false;
  int severity = 1;
  double score = 0;
  std::vector<std::string> meters;  // sorted
  std::vector<std::string> events;  // ids, by meter and time
  std::optional<EventCost> cost;    // what a sub-meter shows that its main shows too is counted at the main alone
  std::optional<double> co2_kg;
  double unmeasured_kwh = 0;
  Instant told{};     // the first day of the week of the budget in which it is told
  bool lost = false;  // it costs: waste, or production that is lost
  Phrase sentence;
};

// Events belong together that have one class, at least half of their joint time in common, and come from two meters of one site, or from meters of
// three sites or more of one region, and then
// from three tenths at least of the sites that have events of the class in the fortnights around: faults that happen to fall on one night are no
// incident. Region goes before site. An event belongs to one incident at most. `kept` is sorted by meter and time and holds
// no event of permanent waste. By begin, then id.
std::vector<Incident> FindIncidents(const std::vector<const PricedEvent*>& kept, const MeterTree& tree, const Currency& currency);

}  // namespace kilowatch
