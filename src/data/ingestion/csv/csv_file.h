#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

#include "data/frame/time_zone.h"
#include "data/ingestion/csv/plan.h"
#include "data/ingestion/csv/raw_table.h"
#include "data/ingestion/csv/row_index.h"
#include "data/ingestion/csv/row_reader.h"
#include "data/ingestion/csv/text_file.h"

namespace kilowatch {

// One meter's rows of one file: a table, perhaps shared with other meters of the file, and which of its value columns.
struct RawSeries {
  std::shared_ptr<const RawTable> table;  // shared: wide files are held once for all their meters
  std::size_t column = 0;
};

// A delimited file of readings. Where rows of one meter stand together, only an index is held and each Read parses that meter's rows alone; where
// the meters alternate or stand side by side, Open parses all rows once into compact columns. Read and understood are thread safe.
class CsvFile {
 public:
  struct Meter {
    std::string key;          // of the meter columns
    std::size_t reading = 0;  // index into plan().readings
    SourceUnit unit;          // of its first row
    std::size_t table = 0;
  };

  // `zone` is that of the plan, or the clock as it stands.
  static Result<std::unique_ptr<CsvFile>> Open(std::unique_ptr<TextFile> text, CsvPlan plan, TimeZone zone, const IndexRun& run);

  const CsvPlan& plan() const { return plan_; }
  const std::vector<Meter>& meters() const { return meters_; }
  // Adds to what is said to be assumed; before any reading.
  void Assume(Phrase what) { plan_.understanding.assumed.push_back(std::move(what)); }
  Result<RawSeries> Read(std::size_t meter) const;
  // Rows, totals and rejects so far; those of lines and values of a meter come with its Read.
  RowTally tally() const;

 private:
  CsvFile(std::unique_ptr<TextFile> text, CsvPlan plan, TimeZone zone);
  Status Partition(const std::stop_token& stop);
  Status Index(const IndexRun& run);
  void AddMeters(const std::string& key, std::size_t table, std::string_view unit_cell);

  std::unique_ptr<TextFile> text_;
  CsvPlan plan_;
  TimeZone zone_;
  std::vector<Meter> meters_;
  RowIndex index_;
  bool partitioned_ = false;
  std::vector<std::shared_ptr<const RawTable>> tables_;
  mutable std::mutex mutex_;
  RowTally whole_;                                            // of a partitioned file
  mutable std::map<std::size_t, RejectTally> row_rejects_;    // by table
  mutable std::map<std::size_t, RejectTally> value_rejects_;  // by meter
};

}  // namespace kilowatch
