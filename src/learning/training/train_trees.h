#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "learning/training/lessons.h"

namespace kilowatch {

struct TaughtTrees {
  std::shared_ptr<const LabelTrees> trees;  // shared: a set of models and the scorers that use it hold the same ones
  std::int64_t readings = 0;                // that taught them
  std::int64_t labelled = 0;                // of those
  std::size_t meters = 0;
  std::size_t buildings = 0;
};

// Trees for Review and Live from the labels of a source; `run.mode` does not matter. The same for any number of threads.
// Errors: those of GatherLessons, EnoughToLearn and FitCalibrated.
Result<TaughtTrees> TrainTrees(const Source& source, LessonRun run);

}  // namespace kilowatch
