#pragma once

#include <cstdint>
#include <vector>

#include "decision/scorer/portfolio.h"
#include "learning/evaluation/evaluation.h"
#include "learning/evaluation/nab_windows.h"

namespace kilowatch {

// Scores every meter of a source and holds the scores and events against its labels (RowLabels says which; with `nab` the benchmark's series are
// kept). An alarm is a row that belongs to an event. `run.visit` is called too, where set. Errors: those of ScorePortfolio; NoLabels where no meter
// has a label.
Result<Evaluation> EvaluatePortfolio(const Source& source, const PortfolioRun& run, const NabWindows* nab = nullptr);

// The step of one meter, `label` by row of the frame.
void AddScoredMeter(const MeterFrame& frame, const ScoredMeter& scored, const std::vector<std::uint8_t>& label, Evaluator& evaluator);

// kUnreadable, saying how labels are named.
Error NoLabels();

}  // namespace kilowatch
