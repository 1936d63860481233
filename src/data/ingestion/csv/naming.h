#pragma once

#include "data/ingestion/csv/draft.h"

namespace kilowatch {

// What holds for all reading columns of a file, and what was assumed of them, told once for all columns it was assumed of.
struct NamingNotes {
  explicit NamingNotes(const Draft& draft);
  void Add(const std::string& column, Phrase what);
  void Say(Draft& draft) const;

  struct Said {
    Phrase what;
    std::vector<std::string> columns;
  };
  std::vector<std::string> stem;  // words of the file's name
  bool power = false;             // a column, or else the file's name, speaks of power
  bool gallons = false;           // values are gallons in litres
  std::vector<Said> said;
};

// Unit, commodity and role (generation, export) of a reading column, from the options, its header, a line of units, the titles, a unit column, a
// total beside it, the file's name; what none of them says is assumed and said. Also sets the column's unit as shown.
void DescribeReading(ReadingColumn& reading, NamingNotes& notes, Draft& draft);

// The part of the meters' names that the columns give: a header that only names a quantity ("electricity_kwh") stands behind the file's name,
// any other is a name of its own.
void NameReadings(Draft& draft);

}  // namespace kilowatch
