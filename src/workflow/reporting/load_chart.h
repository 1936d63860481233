#pragma once

#include <string>

#include "foundation/base/phrase.h"
#include "foundation/base/unit.h"
#include "workflow/reporting/report_series.h"

namespace kilowatch {

// Charts as inline SVG; colours come from the page's style classes (band, expected, actual, event, axis), so that they follow its theme.

// The load around an event: the band, what was expected, what was read, the event's time shaded. `rate` is the name of the vertical axis ("kW").
std::string EventChart(const EventWindow& window, const TimeZone& zone, const std::string& rate, Language language);

// A year of daily sums as a strip: read as bars, expected as a line.
std::string DailyChart(const MeterSeries& series, const std::string& unit, Language language);

}  // namespace kilowatch
