#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/ingestion/csv/plan.h"
#include "data/ingestion/csv/rows.h"
#include "foundation/base/result.h"

namespace kilowatch {

enum class CellKind : std::uint8_t { kEmpty, kNumber, kDate, kClock, kText };
CellKind KindOf(std::string_view cell);

// A file's samples as a table: what stands above the data, and the data.
struct SampleTable {
  char separator = ',';
  char quote = '"';
  std::vector<TextRow> titles;  // above the header
  bool has_header = false;
  std::string header_line;
  std::vector<std::string> names;    // of the columns; "column 3" where the header has none
  std::vector<std::string> units;    // of a line of units below the header; empty without one
  std::vector<TextRow> head;         // data, from its first row on
  std::vector<TextRow> middle, end;  // lines are not counted in these
  std::int64_t first_line = 1;
  std::size_t first_offset = 0;
  bool Whole() const { return middle.empty() && end.empty(); }
};

// Finds separator, quote, titles, header and first row of data. Errors: kUnreadable (empty, binary, header only).
Result<SampleTable> LayOut(std::string_view head, const CsvContext& context);

}  // namespace kilowatch
