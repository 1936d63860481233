#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "decision/scorer/scorer.h"
#include "foundation/base/result.h"

namespace kilowatch {

// Writes the rows of `score`, meter by meter: meter, time, reading, unit, expected, low, high, score, flag, event. One row for each row of the frame (a repeated
// stamp is a row flagged duplicate); with `whole_grid` also one for each interval that the frame does not name. Times are ISO 8601 UTC, numbers the shortest text
// that reads back; a value that is not there is empty. CSV, or Parquet and Arrow by the path's ending. The file appears whole or not at all.
// `p_values` adds a last column, p_value (ScoredMeter::p_value).
// Errors: kUsage for another ending.
class ScoreWriter {
 public:
  static Result<ScoreWriter> Create(const std::filesystem::path& path, bool whole_grid, bool p_values = false);
  ScoreWriter(ScoreWriter&&) noexcept;
  ~ScoreWriter();

  Status Write(const MeterFrame& frame, const ScoredMeter& scored);
  Status Commit();
  std::int64_t rows() const;

 private:
  struct State;
  explicit ScoreWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kilowatch
