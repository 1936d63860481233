#include "learning/evaluation/injection_curve.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "detection/models/meter_model.h"
#include "foundation/base/parallel.h"
#include "learning/evaluation/injection_files.h"

namespace kilowatch {
namespace {

constexpr double kMonthDays = 30.4375;

// The highest score of one injected anomaly, and of the same readings before.
struct Peak {
  InjectedKind kind = InjectedKind::kSpike;
  std::size_t size = 0;
  double after = 0;
  double before = 0;
};

struct MeterPeaks {
  std::vector<double> days;  // the highest score of each day with a reading, untouched
  std::vector<Peak> peaks;
  std::string clean_rows;
  std::vector<InjectedText> injected;  // as kInjectionSizes times copies; empty where nothing is written
  std::optional<Error> error;
};

// By cell; 0 where not judged.
std::vector<double> ScoresOf(const Scorer& scorer, const MeterFrame& frame, const Site& site) {
  std::vector<double> scores = scorer.Run(frame, site).judgement.scores.score;
  for (double& score : scores) score = std::isnan(score) ? 0 : score;
  return scores;
}

std::vector<double> DailyPeaks(const CleanBlock& block, const std::vector<double>& scores) {
  std::vector<double> peaks;
  for (const BlockDay& day : block.days()) {
    bool read = false;
    double peak = 0;
    for (std::uint32_t i = day.begin; i < day.end; ++i) {
      read = read || HasReading(block.quality()[i]);
      peak = std::max(peak, scores[i]);
    }
    if (read) peaks.push_back(peak);
  }
  return peaks;
}

double PeakWithin(const std::vector<double>& scores, const MeterFrame& frame, const std::vector<ChangedCells>& stretches) {
  double peak = 0;
  for (const ChangedCells& stretch : stretches) {
    for (std::uint32_t i = stretch.begin; i < stretch.end; ++i) peak = std::max(peak, frame.label[i] != 0 ? scores[i] : 0);
  }
  return peak;
}

MeterPeaks MeasureMeter(const Source& source, std::size_t meter, const Scorer& scorer, const InjectionRun& run) {
  MeterPeaks out;
  const auto frame = source.Read(meter, run.period);
  if (!frame) {
    out.error = frame.error();
    return out;
  }
  const Site& site = source.site_of(meter);
  const CleanBlock block = Clean(*frame, site, Mode::kReview, scorer.options().clean);
  std::vector<double> untouched;
  for (std::size_t size = 0; size < kInjectionSizes.size(); ++size) {
    for (int number = 0; number < run.copies; ++number) {
      const auto copy = Inject(block, size, number, run.seed);
      if (!copy) return out;
      if (untouched.empty()) {
        untouched = ScoresOf(scorer, ReadingsOf(block), site);
        out.days = DailyPeaks(block, untouched);
        if (!run.folder.empty()) out.clean_rows = ReadingRows(ReadingsOf(block));
      }
      const std::vector<double> scores = ScoresOf(scorer, copy->frame, site);
      for (const Injection& one : copy->injections) {
        out.peaks.push_back({one.kind, size, PeakWithin(scores, copy->frame, one.stretches), PeakWithin(untouched, copy->frame, one.stretches)});
      }
      if (!run.folder.empty()) out.injected.push_back({ReadingRows(copy->frame), InjectionRows(*copy, size, number)});
    }
  }
  return out;
}

// The lowest score that no more than so many days a month reach.
double ThresholdFor(const std::vector<double>& falling, double days_a_month) {
  const auto most = static_cast<std::size_t>(days_a_month * static_cast<double>(falling.size()) / kMonthDays);
  if (most >= falling.size()) return 0;
  // Above the first day that is too many, ties included.
  return std::nextafter(falling[most], 2.0);
}

void Count(const std::vector<Peak>& peaks, InjectionCurve& curve) {
  std::map<std::pair<std::size_t, std::size_t>, InjectionCell> cells;
  for (const Peak& peak : peaks) {
    const auto kind = static_cast<std::size_t>(std::ranges::find(kInjectedKinds, peak.kind) - kInjectedKinds.begin());
    InjectionCell& cell = cells[{kind, peak.size}];
    cell.kind = peak.kind;
    cell.size = peak.size;
    ++cell.injected;
    for (std::size_t t = 0; t < kFalseAlarmDays.size(); ++t) {
      cell.found[t] += peak.after >= curve.thresholds[t];
      cell.before[t] += peak.before >= curve.thresholds[t];
    }
    cell.found_at_alarm += peak.after >= kAlarmScore;
    cell.before_at_alarm += peak.before >= kAlarmScore;
  }
  for (const auto& [place, cell] : cells) curve.cells.push_back(cell);
}

InjectionCurve CurveOf(std::vector<double> days, const std::vector<Peak>& peaks, std::int64_t meters) {
  InjectionCurve curve;
  curve.meters = meters;
  curve.meter_months = static_cast<double>(days.size()) / kMonthDays;
  std::ranges::sort(days, std::greater());
  for (std::size_t t = 0; t < kFalseAlarmDays.size(); ++t) curve.thresholds[t] = ThresholdFor(days, kFalseAlarmDays[t]);
  curve.alarm_days_at_alarm = static_cast<double>(std::ranges::count_if(days, [](double peak) { return peak >= kAlarmScore; })) / curve.meter_months;
  Count(peaks, curve);
  return curve;
}

}  // namespace

Result<InjectionCurve> MeasureInjections(const Source& source, const InjectionRun& run) {
  if (run.copies < 1) return Fail(ErrorCode::kInvalid, Phrase{"there must be at least one copy", "il faut au moins une copie"});
  const Scorer scorer(run.options);
  std::vector<double> days;
  std::vector<Peak> peaks;
  std::int64_t meters = 0;
  std::optional<Error> failed;
  std::stop_source stop;
  const std::stop_callback forward(run.stop, [&stop] { stop.request_stop(); });
  std::optional<InjectionFiles> files;
  if (!run.folder.empty()) {
    KW_ASSIGN(files, InjectionFiles::Create(run.folder, run.copies));
  }
  const std::size_t count = source.meters().size();
  const auto measure = [&](std::size_t i) { return MeasureMeter(source, i, scorer, run); };
  ParallelInOrder(count, ThreadCount(run.threads), stop.get_token(), measure, [&](std::size_t i, MeterPeaks done) {
    if (files && !done.peaks.empty() && !done.error) {
      if (Status written = files->Add(done.clean_rows, done.injected); !written) done.error = written.error();
    }
    if (done.error) {
      failed = std::move(done.error);
      stop.request_stop();
      return;
    }
    meters += !done.peaks.empty();
    std::ranges::move(done.days, std::back_inserter(days));
    std::ranges::move(done.peaks, std::back_inserter(peaks));
    if (run.progress) run.progress(i + 1, count);
  });
  if (failed) return std::unexpected(*std::move(failed));
  if (run.stop.stop_requested()) return Stopped();
  if (files) KW_RETURN_IF_ERROR(files->Commit());
  if (peaks.empty()) {
    return Fail(ErrorCode::kUnreadable, Phrase{"no meter could take an injected anomaly", "aucun compteur n’a pu recevoir d’anomalie"},
                Phrase{"Give meters that read at least hourly, some months long", "Donnez des relevés au moins horaires, sur plusieurs mois"});
  }
  return CurveOf(std::move(days), peaks, meters);
}

}  // namespace kilowatch
