#pragma once

#include <string>
#include <vector>

#include "foundation/base/phrase.h"
#include "foundation/base/unit.h"
#include "workflow/reporting/report_series.h"

namespace kilowatch {

// Charts as inline SVG; colours come from style classes (band, expected, actual, event, axis …), so that they follow the page's theme.

// "kW", "m³/h" or nothing; "kWh", "m³" or nothing.
std::string RateName(Unit unit);
std::string AmountName(Unit unit);

// The load around an event: the band, what was expected, what was read, the event's time shaded, and the temperature below where it is known.
std::string EventChart(const EventWindow& window, const TimeZone& zone, Unit unit, Language language);

// Daily sums: read and expected.
std::string DailyChart(const MeterSeries& series, Unit unit, Language language);

// The mean load of each hour of the week: seven rows of 24 cells, darker for more. Empty where the readings are coarser than an hour.
std::string WeekChart(const MeterSeries& series, Unit unit, Language language);

// One row a meter, a mark for each event.
struct TimelineRow {
  std::string meter;
  struct Mark {
    Span span;
    std::string style;  // the name of its class: waste, shortfall, data_fault
  };
  std::vector<Mark> marks;
};
std::string TimelineChart(const std::vector<TimelineRow>& rows, Span covered, Language language);

}  // namespace kilowatch
