#include "learning/evaluation/evaluation.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

#include "foundation/base/check.h"
#include "learning/evaluation/volume_under_surface.h"

namespace kilowatch {
namespace {

constexpr double kSecondsPerMonth = 30.4375 * 86400;
constexpr std::size_t kCurvePoints = 800;

constexpr std::size_t kBufferLengths = 24;

double Share(double part, double whole) { return whole > 0 ? part / whole : std::numeric_limits<double>::quiet_NaN(); }

std::vector<Span> SpansOf(const std::vector<RowRun>& runs, const JudgedRows& rows) {
  std::vector<Span> spans;
  spans.reserve(runs.size());
  for (const RowRun& run : runs) spans.push_back({rows.time[run.first], rows.time[run.last] + rows.step});
  return spans;
}

MeterTimeline TimelineOf(const std::string& meter, const JudgedRows& rows) {
  MeterTimeline timeline{meter, {}, SpansOf(FindRuns(rows.label, rows.reading), rows), SpansOf(FindRuns(rows.alarm, rows.reading), rows)};
  if (!rows.time.empty()) timeline.whole = {rows.time.front(), rows.time.back() + rows.step};
  return timeline;
}

// Points that are at least 1/kCurvePoints apart in one of the two shares; ends are kept.
std::vector<RankPoint> Thin(const std::vector<RankPoint>& points) {
  std::vector<RankPoint> kept;
  if (points.empty()) return kept;
  const auto far = [&](std::int64_t a, std::int64_t b, std::int64_t whole) {
    return static_cast<double>(a - b) * static_cast<double>(kCurvePoints) >= static_cast<double>(std::max<std::int64_t>(whole, 1));
  };
  for (const RankPoint& point : points) {
    const RankPoint last = kept.empty() ? RankPoint{} : kept.back();
    const bool shown = far(point.hits, last.hits, points.back().hits) || far(point.false_alarms, last.false_alarms, points.back().false_alarms);
    if (kept.empty() || shown) kept.push_back(point);
  }
  if (kept.back().hits != points.back().hits || kept.back().false_alarms != points.back().false_alarms) kept.push_back(points.back());
  return kept;
}

// Buffers up to a day; of a finer step not every length, since neighbouring ones hardly differ.
VolumeUnderSurface DayVolume(std::span<const double> scores, std::span<const std::uint8_t> labels, Seconds step) {
  const auto longest = static_cast<std::size_t>(std::max<std::int64_t>(1, 86400 / std::max<std::int64_t>(1, step.count())));
  return VolumesUnderSurface(scores, labels, longest, std::max<std::size_t>(1, longest / kBufferLengths));
}

double MeanOf(const std::vector<MeterEvaluation>& meters, double MeterEvaluation::* figure) {
  double sum = 0, count = 0;
  for (const MeterEvaluation& meter : meters) {
    if (std::isnan(meter.roc_auc)) continue;
    sum += meter.*figure;
    ++count;
  }
  return Share(sum, count);
}

// Over the meters where the figure is defined.
template <class Figure>
double MeanWhereDefined(const std::vector<MeterEvaluation>& meters, const Figure& figure) {
  double sum = 0, count = 0;
  for (const MeterEvaluation& meter : meters) {
    if (std::isnan(figure(meter))) continue;
    sum += figure(meter);
    ++count;
  }
  return Share(sum, count);
}

// Runs over the rows with a reading alone, so that a row without one is no time.
std::vector<RowRun> RunsOfReadings(std::span<const std::uint8_t> mark, std::span<const std::uint8_t> reading) {
  std::vector<std::uint8_t> kept;
  for (std::size_t i = 0; i < mark.size(); ++i) {
    if (reading[i] != 0) kept.push_back(mark[i]);
  }
  return FindRuns(kept, std::vector<std::uint8_t>(kept.size(), 1));
}

void MatchAlarms(const JudgedRows& rows, MeterEvaluation& out) {
  out.events = MatchEvents(rows);
  out.points = MatchPoints(rows);
  out.points_adjusted = MatchPointsAdjusted(rows);
  const std::vector<RowRun> alarms = RunsOfReadings(rows.alarm, rows.reading), labels = RunsOfReadings(rows.label, rows.reading);
  out.range = RangeBasedMatch(alarms, labels);
  out.affiliation = AffiliationMatch(alarms, labels, static_cast<std::size_t>(out.readings));
}

}  // namespace

double MeterEvaluation::LabelledShare() const { return Share(static_cast<double>(labelled_judged), static_cast<double>(judged)); }
double MeterEvaluation::AlarmsPerMonth() const { return Share(static_cast<double>(events.alarms), months); }
double MeterEvaluation::FalseAlarmsPerMonth() const { return Share(static_cast<double>(events.false_alarms()), months); }

void Evaluator::Add(const std::string& meter, const JudgedRows& rows) {
  const std::size_t size = rows.time.size();
  KW_CHECK(rows.score.size() == size && rows.alarm.size() == size && rows.label.size() == size && rows.reading.size() == size);
  MeterEvaluation out;
  out.meter = meter;
  const std::size_t first = scores_.size();
  for (std::size_t i = 0; i < size; ++i) {
    if (rows.reading[i] == 0) continue;
    ++out.readings;
    out.labelled += rows.label[i] != 0;
    if (std::isnan(rows.score[i])) continue;
    ++out.judged;
    out.labelled_judged += rows.label[i] != 0;
    scores_.push_back(rows.score[i]);
    labels_.push_back(rows.label[i] != 0);
  }
  const auto judged_scores = std::span(scores_).subspan(first);
  const auto judged_labels = std::span(labels_).subspan(first);
  const auto points = RankRows(judged_scores, judged_labels);
  out.roc_auc = RocAuc(points);
  out.pr_auc = AveragePrecision(points);
  const VolumeUnderSurface volume = DayVolume(judged_scores, judged_labels, rows.step);
  out.vus_roc = volume.roc;
  out.vus_pr = volume.pr;
  out.months = static_cast<double>(out.readings) * static_cast<double>(rows.step.count()) / kSecondsPerMonth;
  MatchAlarms(rows, out);
  if (keep_nab_) {
    const std::vector<std::uint8_t> every(size, 1);
    evaluation_.nab.push_back({{rows.score.begin(), rows.score.end()}, FindRuns(rows.label, every)});
  }
  evaluation_.timelines.push_back(TimelineOf(meter, rows));
  evaluation_.meters.push_back(std::move(out));
}

void Evaluator::Pool() {
  MeterEvaluation& pooled = evaluation_.pooled;
  for (const MeterEvaluation& meter : evaluation_.meters) {
    pooled.readings += meter.readings;
    pooled.judged += meter.judged;
    pooled.labelled += meter.labelled;
    pooled.labelled_judged += meter.labelled_judged;
    pooled.months += meter.months;
    pooled.events.Add(meter.events);
    pooled.points.Add(meter.points);
    pooled.points_adjusted.Add(meter.points_adjusted);
    evaluation_.meters_with_both += !std::isnan(meter.roc_auc);
  }
  const auto points = RankRows(scores_, labels_);
  pooled.roc_auc = RocAuc(points);
  pooled.pr_auc = AveragePrecision(points);
  constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
  pooled.vus_roc = pooled.vus_pr = kUndefined;
  pooled.range = {kUndefined, kUndefined};
  pooled.affiliation = {kUndefined, kUndefined};
  evaluation_.curve = Thin(points);
}

Evaluation Evaluator::Finish() && {
  std::ranges::sort(evaluation_.meters, {}, &MeterEvaluation::meter);
  std::ranges::sort(evaluation_.timelines, {}, &MeterTimeline::meter);
  Pool();
  evaluation_.mean_roc_auc = MeanOf(evaluation_.meters, &MeterEvaluation::roc_auc);
  evaluation_.mean_pr_auc = MeanOf(evaluation_.meters, &MeterEvaluation::pr_auc);
  evaluation_.mean_vus_roc = MeanOf(evaluation_.meters, &MeterEvaluation::vus_roc);
  evaluation_.mean_vus_pr = MeanOf(evaluation_.meters, &MeterEvaluation::vus_pr);
  const auto& meters = evaluation_.meters;
  evaluation_.mean_range = {MeanWhereDefined(meters, [](const MeterEvaluation& m) { return m.range.precision; }),
                            MeanWhereDefined(meters, [](const MeterEvaluation& m) { return m.range.recall; })};
  evaluation_.mean_affiliation = {MeanWhereDefined(meters, [](const MeterEvaluation& m) { return m.affiliation.precision; }),
                                  MeanWhereDefined(meters, [](const MeterEvaluation& m) { return m.affiliation.recall; })};
  return std::move(evaluation_);
}

}  // namespace kilowatch
