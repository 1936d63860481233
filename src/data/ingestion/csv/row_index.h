#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "data/ingestion/csv/plan.h"
#include "data/ingestion/csv/text_file.h"

namespace kilowatch {

// A stretch of a file whose rows belong to one meter.
struct Segment {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::int64_t line = 0;  // number of its first line
};

struct IndexedMeter {
  std::string key;
  std::vector<Segment> segments;  // in file order
  std::string unit;               // cell of the unit column in its first row
};

struct RowIndex {
  std::vector<IndexedMeter> meters;  // in order of first appearance
  std::int64_t rows = 0;             // lines of data without header, titles and totals
  std::int64_t totals = 0;
  bool interleaved = false;  // the meters alternate so often that segments are no use; the rest is then not filled
};

// Calls `read` with successive stretches of the text from `begin` on; it returns how many bytes of whole rows it took, `whole` says that the text
// ends there. Errors: those of TextFile::Read, kUnreadable for a line of more than 64 MiB, kInterrupted.
Status ForEachStretch(const TextFile& file, std::size_t begin, const std::function<std::size_t(std::string_view text, bool whole)>& read,
                      const std::stop_token& stop);

struct IndexRun {
  int threads = 1;  // 0: the machine's cores
  std::stop_token stop;
};

// One pass over the file that finds which rows are whose, the same for any number of threads. Holds bounded pieces of the text at a time. Errors: as ForEachStretch.
Result<RowIndex> IndexRows(const TextFile& file, const CsvPlan& plan, const IndexRun& run);
// The simple form that it must match: one stretch after the other, to the end.
Result<RowIndex> IndexRowsSimply(const TextFile& file, const CsvPlan& plan, const std::stop_token& stop);

}  // namespace kilowatch
