#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "data/ingestion/source.h"
#include "decision/scorer/scorer.h"

namespace kilowatch {

struct TrainingRun {
  const Scorer* scorer = nullptr;  // never null
  Span period = kAllTime;
  int threads = 0;
  std::stop_token stop;
  std::function<void(std::size_t, std::size_t)> progress;  // meters done, meters in all; may be empty
};

struct Training {
  ModelSet models;
  struct Skipped {
    std::string meter;
    Phrase why;
  };
  std::vector<Skipped> skipped;  // meters that cannot be judged
};

// Errors: those of Source::Read; kUnreadable where no meter at all could be trained; kInterrupted.
Result<Training> TrainPortfolio(const Source& source, const TrainingRun& run);

}  // namespace kilowatch
