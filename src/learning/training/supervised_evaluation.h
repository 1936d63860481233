#pragma once

#include <optional>

#include "decision/scorer/portfolio.h"
#include "learning/evaluation/evaluation.h"

namespace kilowatch {

// Figures of one way to score, over all rows and without those whose reading is one given value (a placeholder makes labels easy to find).
struct WithAndWithout {
  Evaluation all;
  std::optional<Evaluation> without;
};

struct SupervisedEvaluation {
  WithAndWithout members;     // nothing was taught
  WithAndWithout supervised;  // trees beside the members
  std::size_t buildings = 0;
  std::size_t folds = 0;
};

// Each building is judged by trees taught on the others: one is left out at a time, of more than 20 a tenth. A building is a site, or a meter without one. Everything about
// the trees, their calibration too, comes from the buildings that taught them; the scorer's own models are not used. `run.visit` is not called.
// Errors: those of ScorePortfolio, GatherLessons, EnoughToLearn and FitCalibrated; kInvalid with fewer than two labelled buildings.
Result<SupervisedEvaluation> EvaluateSupervised(const Source& source, const PortfolioRun& run, std::optional<double> without);

}  // namespace kilowatch
