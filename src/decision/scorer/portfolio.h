#pragma once

#include <array>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "data/ingestion/source.h"
#include "decision/finance/tariff.h"
#include "decision/policy/decide.h"
#include "decision/scorer/scorer.h"

namespace kilowatch {

// What is kept of a meter after it has been scored: a few hundred bytes, its daily sums and its events.
struct MeterOutcome {
  Meter meter;
  Span covered{};
  Spacing spacing = Spacing::kFixed;
  Seconds interval{3600};
  std::int64_t rows = 0;                            // as read, repeated stamps too
  std::int64_t repeated = 0;                        // of these, rows of an interval that another row has
  std::int64_t readings = 0;                        // cells with a reading
  std::int64_t missing = 0;                         // cells without
  std::array<std::int64_t, 10> cells_by_quality{};  // by Quality
  BaselineKind baseline = BaselineKind::kTimeOfWeek;
  std::optional<Phrase> why_not;  // why it was not judged
  Portrait portrait;
};

struct PortfolioOutcome {
  std::vector<FileUnderstanding> understood;
  std::vector<MeterOutcome> meters;  // by name
  Decision decision;
};

// Called for each meter in order of names while it is still in flight; an error ends the run.
using ScoredMeterVisitor = std::function<Status(const MeterFrame&, const ScoredMeter&)>;

struct PortfolioRun {
  const Scorer* scorer = nullptr;  // never null
  const Tariff* tariff = nullptr;  // never null
  Policy policy;
  Span period = kAllTime;
  int threads = 0;
  std::stop_token stop;
  ScoredMeterVisitor visit;                                // may be empty
  std::function<void(std::size_t, std::size_t)> progress;  // meters done, meters in all; may be empty
};

// The whole portfolio through the one path. Only meters in flight are held; the outcome does not depend on the number of threads.
// Errors: those of Source::Read and of the visitor; kInterrupted.
Result<PortfolioOutcome> ScorePortfolio(const Source& source, const PortfolioRun& run);

}  // namespace kilowatch
