#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "data/ingestion/source.h"
#include "decision/scorer/scorer.h"
#include "learning/evaluation/injection.h"

namespace kilowatch {

// Days of a meter with at least one alarm in readings that nobody touched, a meter and month (30.4375 days): methods are compared where these are
// equal.
inline constexpr std::array<double, 3> kFalseAlarmDays = {0.5, 1, 2};

// How many injected anomalies of one kind and size were found: at least one changed reading scored at the threshold or above.
struct InjectionCell {
  InjectedKind kind = InjectedKind::kSpike;
  std::size_t size = 0;  // index of kInjectionSizes
  std::int64_t injected = 0;
  std::array<std::int64_t, kFalseAlarmDays.size()> found{};
  std::array<std::int64_t, kFalseAlarmDays.size()>
      before{};                     // the same readings, untouched, would have alarmed: found by chance or for another reason
  std::int64_t found_at_alarm = 0;  // at the program's own alarm score
  std::int64_t before_at_alarm = 0;
};

struct InjectionCurve {
  std::int64_t meters = 0;
  double meter_months = 0;
  std::array<double, kFalseAlarmDays.size()> thresholds{};  // one for all meters
  double alarm_days_at_alarm = 0;                           // a meter and month, at the program's own alarm score
  std::vector<InjectionCell> cells;                         // by kind, then size
};

struct InjectionRun {
  ScorerOptions options;
  int copies = 2;  // of each meter and size, one anomaly of each kind in each
  std::uint64_t seed = 1;
  Span period = kAllTime;
  std::filesystem::path folder;  // where to write the series for other methods (see InjectionFiles); empty: nowhere
  int threads = 0;
  std::stop_token stop;
  std::function<void(std::size_t, std::size_t)> progress;  // meters done, meters in all; may be empty
};

// Injects into every meter, scores untouched and touched copies alike, and counts. Errors: those of Source::Read; kInvalid for no copies; kUnreadable
// where no meter took an anomaly; kIo; kInterrupted.
Result<InjectionCurve> MeasureInjections(const Source& source, const InjectionRun& run);

}  // namespace kilowatch
