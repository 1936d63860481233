#pragma once

#include <string>

#include "data/frame/grid.h"
#include "data/frame/time_zone.h"
#include "foundation/base/instant.h"
#include "foundation/base/phrase.h"
#include "foundation/base/unit.h"

namespace kilowatch {

// Three significant digits, thousands grouped: "1,230" and "1 230" (narrow no-break space), "0.125" and "0,125".
Phrase NumberWords(double value);
// A whole number with at most `decimals` decimals, grouped.
Phrase DecimalWords(double value, int decimals);
// With its unit: "1,230 kWh", "3.5 m³"; the bare number for what is no consumption.
Phrase QuantityWords(double value, Unit unit);
// A share of 1: "35%", "35 %".
Phrase PercentWords(double share);
// "3.2 times", "3,2 fois".
Phrase TimesWords(double ratio);

// "3 May 2016", "3 mai 2016".
Phrase DayWords(LocalDay day);
// "Tuesday 3 May 2016", "mardi 3 mai 2016".
Phrase WeekdayWords(LocalDay day);
// "May 2016", "mai 2016".
Phrase MonthWords(LocalDay day);
// "14:00", "14 h" or "14 h 30".
Phrase ClockWords(LocalTime t);
// The stretch as a person says it: "on Tuesday 3 May 2016 from 14:00 to 17:00", "from … to …", or, `ongoing`, "since …, up to the last
// reading". Days alone where cells are days or longer.
Phrase StretchWords(Span span, const Grid& grid, const TimeZone& zone, bool ongoing);

// Replaces "{}" in both languages by `part`, one after the other.
Phrase Fill(Phrase pattern, std::initializer_list<Phrase> parts);

}  // namespace kilowatch
