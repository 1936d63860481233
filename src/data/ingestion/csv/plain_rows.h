#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "data/ingestion/csv/plan.h"
#include "data/ingestion/csv/raw_table.h"
#include "data/ingestion/csv/stamp_parser.h"

namespace kilowatch {

// The quick way through a long file: most rows of a meter begin with the same bytes as the row before (the meter and the date), go on with a clock in a
// fixed layout and have a plain decimal for a value. Run reads such rows; for each other one RowReader's own way, which is the reference, is
// asked, and tells with Learn what the next rows may look like. Not thread safe.
class PlainRows {
 public:
  // `column` is that of the only value.
  PlainRows(const CsvPlan& plan, std::size_t column);
  // Whether rows of the plan can be read so: one stamp column before one value column, and nothing beside them that is used.
  static bool Fits(const CsvPlan& plan, std::size_t readings);

  // `row` has just been read, its stamp stands at `stamp_at` in it.
  void Learn(std::string_view row, std::size_t stamp_at, const StampMemory& memory);
  // Reads rows from `at` on into `table` until one is not plain; returns where that one begins. A row of the next day is plain where the date is written year first.
  std::size_t Run(std::string_view text, std::size_t at, RawTable& table);

 private:
  bool StartsAlike(const char* row) const;
  // Where the row begins as the last one but with the next date: learns that, and says so.
  bool StartsNextDay(const char* row);
  // The row's clock and value behind what rows share, and the row's end; null where it is not plain. `end` is the text's end.
  const char* TakeRow(const char* row, const char* end, std::int64_t& stamp, double& value) const;
  // The end of the row's line if nothing but fields that are not used follow at `at`; null otherwise.
  const char* RestOfLine(const char* at, const char* end, std::size_t fields_left) const;

  char separator_;
  char quote_;
  char decimal_;
  std::size_t between_;  // fields between the stamp and the value
  std::size_t after_;    // fields after the value that a row may have
  std::string prefix_;   // of the last row, up to its hour; empty: nothing learnt
  std::string suffix_;   // between its clock and the separator
  bool has_second_ = false;
  std::int64_t midnight_ = 0;
  std::uint8_t flag_ = 0;
  bool is_iso_ = false;
  std::string next_prefix_;  // with the next date; empty: not yet made
};

}  // namespace kilowatch
