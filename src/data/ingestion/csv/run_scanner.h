#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/ingestion/csv/meter_key.h"
#include "data/ingestion/csv/plan.h"
#include "data/ingestion/csv/stamp_parser.h"

namespace kilowatch {

// Rows of one meter that stand together; they end where the next run begins.
struct RowRun {
  std::string key;
  std::size_t begin = 0;  // byte of its first row
  std::int64_t line = 0;  // lines before it
  std::string unit;       // cell of the unit column in its first row
};

// What a stretch of text holds.
struct RowRuns {
  std::vector<RowRun> runs;
  std::int64_t rows = 0;  // lines of data without header, titles and totals
  std::int64_t totals = 0;
  std::int64_t lines = 0;
  std::size_t taken = 0;  // bytes of whole rows
};

// Finds where another meter's rows begin. What is no row of data stays with the meter before it, whose reading counts it. Not thread safe.
class RunScanner {
 public:
  // `plan` must outlive the scanner.
  explicit RunScanner(const CsvPlan& plan);

  // Scans whole rows of `text`; places in the result count from its front. The rows before were of `key`, if that is known: rows of the same meter at the front
  // then belong to the run before. `whole`: the text's end ends the last row.
  RowRuns Scan(std::string_view text, bool whole, const std::optional<std::string>& key);

 private:
  void ScanFields(std::string_view text, bool whole);
  void ScanLines(std::string_view text, bool whole);
  void TakeLine(std::string_view row, std::size_t place);
  bool HasKey(std::string_view row) const;
  bool IsSuspect(std::string_view row) const { return suspect_[static_cast<unsigned char>(row[0])]; }
  void Judge(std::span<const std::string_view> fields, std::string_view row, std::size_t place);
  bool IsTotal(std::span<const std::string_view> fields) const;
  void Begin(std::string_view key, std::span<const std::string_view> fields, std::size_t place);
  void KeepKey(std::string key);

  const CsvPlan& plan_;
  MeterKey meter_key_;
  StampParser stamps_;
  std::array<bool, 256> suspect_{};  // first characters of rows that may be none of data
  std::optional<std::size_t> column_;
  std::optional<std::string> key_;  // of the rows at hand
  std::string start_;               // of nearly all rows of that key; empty: unknown
  RowRuns out_;
};

}  // namespace kilowatch
