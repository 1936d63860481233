#pragma once

#include "decision/scorer/portfolio.h"
#include "learning/evaluation/evaluation.h"

namespace kilowatch {

// Scores every meter of a source and holds the scores and events against the labels that come with it: a label column beside the readings, or spans by meter.
// An alarm is a row that belongs to an event. `run.visit` is called too, where set. Errors: those of ScorePortfolio; kUnreadable where no meter has a label.
Result<Evaluation> EvaluatePortfolio(const Source& source, const PortfolioRun& run);

}  // namespace kilowatch
