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
// With its unit: "1,230 kWh", "3.5 m³"; energy from 10,000 kWh on as MWh, from 10,000 MWh on as GWh, and so on; the bare number for what is no
// consumption.
Phrase QuantityWords(double value, Unit unit);
// A power: "12.5 kW", from 10,000 kW on as MW, and so on; for m³ "3 m³/h"; else the bare number.
Phrase RateWords(double rate, Unit unit);
// A share of 1: "35%", "35 %".
Phrase PercentWords(double share);
// "3.2 times", "3,2 fois".
Phrase TimesWords(double ratio);

// "3 May 2016", "3 mai 2016".
Phrase DayWords(LocalDay day);
// "on 3 May 2016", "from 3 to 5 May 2016", "from 30 April to 5 May 2016"; "le 3 mai 2016", "du 3 au 5 mai 2016".
Phrase DayRangeWords(LocalDay first, LocalDay last);
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
