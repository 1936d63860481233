#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "data/ingestion/source.h"
#include "decision/scorer/scorer.h"
#include "learning/training/xgboost_fit.h"

namespace kilowatch {

// What one meter has to teach in one mode.
struct Lesson {
  std::string meter;
  std::string building;  // its site, or the meter itself: what is left out together
  TrainingRows rows;
  std::vector<float> log_decades;  // of each row, what the members say together (LogDecadesOfScore)
  std::int64_t readings = 0;
  std::int64_t labelled = 0;
};

struct LessonRun {
  Span period = kAllTime;
  CleanOptions clean;
  Mode mode = Mode::kReview;
  int threads = 0;
  std::stop_token stop;
  std::function<void(std::size_t, std::size_t)> progress;  // meters done, meters in all; may be empty
};

// Lessons of the meters that somebody labelled (a label column, or named in a label file) and that can be judged, by name; a meter that nobody looked at teaches nothing,
// since its own faults are not marked. Of the portfolio at most about 150,000 ordinary rows are kept, evenly spaced and each standing for those between, and 50,000
// labelled ones. Errors: those of Source::Read; kInterrupted.
Result<std::vector<Lesson>> GatherLessons(const Source& source, const LessonRun& run);

// Below this many labelled readings there is too little to learn from.
inline constexpr std::int64_t kFewestLabels = 10;

// Errors: kInvalid, saying what is missing: no label at all, none anomalous, all anomalous, too few.
Status EnoughToLearn(const std::vector<Lesson>& lessons);

}  // namespace kilowatch
