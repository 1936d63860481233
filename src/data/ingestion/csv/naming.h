#pragma once

#include "data/ingestion/csv/draft.h"

namespace kilowatch {

// Unit, commodity and role (generation, export) of a reading column, from the options, its header, a line of units, the titles, a unit column, a
// total beside it, the file's name; what none of them says is assumed and said. Also sets the column's unit as shown.
void DescribeReading(ReadingColumn& reading, Draft& draft);

// The part of the meters' names that the columns give: a header that only names a quantity ("electricity_kwh") stands behind the file's name,
// any other is a name of its own.
void NameReadings(Draft& draft);

}  // namespace kilowatch
