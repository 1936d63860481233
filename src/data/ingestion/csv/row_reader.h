#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "data/ingestion/csv/cell_number.h"
#include "data/ingestion/csv/field_scanner.h"
#include "data/ingestion/csv/meter_key.h"
#include "data/ingestion/csv/plain_rows.h"
#include "data/ingestion/csv/plan.h"
#include "data/ingestion/csv/raw_table.h"
#include "data/ingestion/csv/stamp_parser.h"

namespace kilowatch {

// What reading some rows came to.
struct RowTally {
  std::int64_t rows = 0;      // lines of data; blank lines, repeated headers and totals are none
  std::int64_t totals = 0;    // lines of totals that were skipped
  RejectTally row_rejects;    // lines without a readable stamp or with surplus cells
  RejectTally value_rejects;  // values that are no numbers
};

void JoinRowTallies(RowTally& into, const RowTally& other);

// Reads rows of one file as its plan says into tables. Not thread safe: one per task.
class RowReader {
 public:
  // Only the reading columns `readings` (indexes into plan.readings, in that order in the table) are read. `plan` must outlive the reader.
  RowReader(const CsvPlan& plan, TimeZone zone, std::vector<std::size_t> readings);

  using TableOf = std::function<RawTable&(std::string_view key)>;
  // Reads all rows of `text`, whose first line has the number `line`, into the table that `table_of` names for the row's meter key.
  // Without `whole`, an unfinished last row is left. Returns the bytes read. `line` moves on.
  std::size_t Read(std::string_view text, std::int64_t& line, bool whole, const TableOf& table_of);
  // The same where all rows belong to one meter.
  void ReadInto(std::string_view text, std::int64_t line, RawTable& table);
  // The simple form that ReadInto must match.
  void ReadIntoSimply(std::string_view text, std::int64_t line, RawTable& table);

  const RowTally& tally() const { return tally_; }

 private:
  void ReadRow(const FieldScanner& scanner, std::int64_t line, const TableOf* table_of, RawTable* table);
  // The row's stamp; counts the row, and the reject where there is none.
  std::optional<ParsedStamp> RowStamp(const FieldScanner& scanner, std::int64_t line);
  void ReadValues(const FieldScanner& scanner, std::int64_t line, ParsedStamp stamp, RawTable& table);
  void ReadDay(const FieldScanner& scanner, std::int64_t line, ParsedStamp day, RawTable& table);
  bool HasValue(std::string_view cell) const;
  // Whether the row of a day of 23 hours fills its columns from the front, so that the last are empty rather than the hour that the clock skips.
  bool ClosesUpShortDay(std::span<const std::string_view> fields, ParsedStamp day);
  // Where an interval of a day row lies, by elapsed time or by the wall clock; nothing where that day has no such interval.
  std::optional<ParsedStamp> ElapsedStamp(const DayColumn& column, ParsedStamp day);
  std::optional<ParsedStamp> DayStamp(const DayColumn& column, ParsedStamp day, bool has_value);
  void ReadBeside(std::span<const std::string_view> fields, RawTable& table);
  double ReadValue(std::string_view cell, std::size_t column, std::int64_t line);
  std::uint8_t StatusFlag(std::span<const std::string_view> fields);
  std::uint8_t UnitIndex(std::span<const std::string_view> fields, RawTable& table);
  std::uint8_t LabelOf(std::string_view cell) const;
  bool HasSurplus(std::span<const std::string_view> fields) const;
  bool IsTotal(std::span<const std::string_view> fields) const;
  void Refuse(RejectTally& tally, std::int64_t line, std::size_t column, std::string_view text, Phrase reason) const;

  const CsvPlan& plan_;
  std::vector<std::size_t> readings_;
  CellStyle style_;
  StampParser stamps_;
  WallClock clock_;
  MeterKey key_;
  std::string joined_stamp_;
  std::string last_status_;
  std::uint8_t last_status_flag_ = 0;
  std::string last_key_;
  RawTable* last_table_ = nullptr;
  std::optional<PlainRows> plain_;
  RowTally tally_;
};

}  // namespace kilowatch
