#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "decision/scorer/portfolio.h"
#include "foundation/base/phrase.h"
#include "learning/evaluation/evaluation.h"
#include "learning/evaluation/member_evidence.h"
#include "learning/evaluation/nab_windows.h"

namespace kilowatch {

// One way to judge, held against the labels of every meter that has both labelled and ordinary readings.
struct BenchmarkRow {
  std::string key;  // "ensemble", "equal_weights", "chosen_without_the_meter", "only_MEMBER", "without_MEMBER"
  Phrase name;
  std::vector<RankAreas> meters;        // as BenchmarkTable::meters
  std::vector<RankAreas> without_ones;  // readings of exactly 1, a placeholder of some loggers, left out; NaN where one class is left
};

struct AreaSummary {
  RankAreas mean;
  RankAreas least;
  RankAreas median;
};
// Over the meters where an area is defined.
AreaSummary Summarise(const std::vector<RankAreas>& meters);

// All ways on one labelled set in one mode.
struct BenchmarkTable {
  std::string set;
  Mode mode = Mode::kReview;
  std::vector<std::string> meters;
  std::vector<BenchmarkRow> rows;
  Evaluation evaluation;  // of the ensemble and the events, as `evaluate` has it
};

struct BenchmarkRun {
  ScorerOptions options;  // the mode is set by the benchmark
  Span period = kAllTime;
  int threads = 0;
  std::stop_token stop;
  std::function<void(std::size_t, std::size_t)> progress;  // meters done, meters in all of one mode; may be empty
};

// Review and Live. The ensemble as it is; with equal weights; with weights that a search chose on the other meters alone; each member alone; the
// ensemble without each member. Errors: those of EvaluatePortfolio.
Result<std::vector<BenchmarkTable>> BenchmarkSet(const Source& source, const std::string& name, const NabWindows* nab, const BenchmarkRun& run);

}  // namespace kilowatch
