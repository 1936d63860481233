#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "foundation/base/instant.h"
#include "foundation/base/result.h"

namespace kilowatch {

// One named column of a batch. Null is "" for text, NaN for numbers, Instant::min() for stamps (UTC).
struct TableColumn {
  std::string name;
  std::variant<std::vector<std::string>, std::vector<double>, std::vector<Instant>> values;
  bool zoned = true;  // stamps: in UTC; false: as they stand, read from a column without zone

  std::size_t size() const;
};

// Columns of one length.
using TableBatch = std::vector<TableColumn>;

// Whether this build can read and write Parquet and Arrow.
bool HasArrow();

// Whether a path's ending (.parquet, .arrow, .feather, .ipc) names a table file.
bool IsTablePath(const std::filesystem::path& path);

// Writes a .parquet or .arrow file whole or not at all. The first batch sets names and types; later ones must match. Null text is written as null.
// Errors: kUnsupported without Arrow, kIo. Not thread safe.
class TableWriter {
 public:
  static Result<TableWriter> Create(const std::filesystem::path& path);
  TableWriter(TableWriter&&) noexcept;
  ~TableWriter();

  Status Write(const TableBatch& batch);
  Status Commit();

 private:
  struct State;
  explicit TableWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Reads a .parquet or Arrow IPC file batch by batch. Integers and decimals come as numbers, dates and timestamps as Instants (zoned ones in UTC, others as they
// stand), booleans as 1 and 0, everything else as text. Errors: kUnsupported, kUnreadable with the file's name.
class TableReader {
 public:
  static Result<TableReader> Open(const std::filesystem::path& path);
  TableReader(TableReader&&) noexcept;
  ~TableReader();

  // The next batch; an empty batch (no columns) after the last.
  Result<TableBatch> Next();

 private:
  struct State;
  explicit TableReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kilowatch
