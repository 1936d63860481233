#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "data/ingestion/source.h"
#include "detection/models/expectation.h"
#include "foundation/base/phrase.h"
#include "learning/evaluation/expectation_fit.h"

namespace kilowatch {

enum class BaselineProtocol : std::uint8_t {
  kYearAhead,  // one fit on the first year, the year after it is judged
  kBacktest,   // after the first year a fit at the begin of every month on all that went before, the month is judged
};

// One fit and what it says of the time after it, which it never saw: neither did the cleaning of what it learnt from.
struct BaselineFold {
  Span trained{};
  Span judged{};
  ExpectationFit frozen;    // at the level of the training time: what savings are measured by
  ExpectationFit adaptive;  // at the level of the weeks before each day, as Live has it: what faults are found by
};

struct MeterBaselineFit {
  std::string meter;
  BaselineKind kind = BaselineKind::kTimeOfWeek;
  std::vector<BaselineFold> folds;  // in time order; empty where `why_not` says why
  ExpectationFit frozen;            // over all folds
  ExpectationFit adaptive;
  std::optional<Phrase> why_not;
};

// The first year is 365 local days from the first midnight on, or 70 % of a history of 400 days or less; the year after it is 365 days or the rest.
// Not judged are rows without a reading, zeros of electricity, readings above five times the 99 % quantile of the training time, and, where the
// meter has a temperature, rows without one: what published comparisons of baseline models leave out.
MeterBaselineFit EvaluateMeterBaseline(const MeterFrame& frame, const Site& site, BaselineProtocol protocol);

struct BaselineRun {
  BaselineProtocol protocol = BaselineProtocol::kYearAhead;
  Span period = kAllTime;
  int threads = 0;
  std::stop_token stop;
  std::function<void(std::size_t, std::size_t)> progress;  // meters done, meters in all; may be empty
};

// All meters of a source, by name. Errors: those of Source::Read; kUnreadable where no meter could be judged; kInterrupted.
Result<std::vector<MeterBaselineFit>> EvaluateBaselines(const Source& source, const BaselineRun& run);

}  // namespace kilowatch
