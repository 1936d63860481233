#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "foundation/base/instant.h"
#include "learning/evaluation/affiliation.h"
#include "learning/evaluation/event_match.h"
#include "learning/evaluation/nab_score.h"
#include "learning/evaluation/point_match.h"
#include "learning/evaluation/range_based.h"
#include "learning/evaluation/ranking.h"

namespace kilowatch {

// Figures of one meter, or of all rows of all meters taken together. NaN: not defined (no label, one class only …).
struct MeterEvaluation {
  std::string meter;
  std::int64_t readings = 0;         // rows with a reading
  std::int64_t judged = 0;           // of those, with a score
  std::int64_t labelled = 0;         // of the readings
  std::int64_t labelled_judged = 0;  // what ROC-AUC and PR-AUC see; labelled - labelled_judged were never scored
  double roc_auc = 0;
  double pr_auc = 0;   // average precision
  double vus_roc = 0;  // VUS-ROC and VUS-PR with buffers of up to a day; NaN for pooled rows, which have no neighbours
  double vus_pr = 0;
  double months = 0;  // of readings: rows × step / 30.4375 days
  EventMatch events;
  PointMatch points;
  PointMatch points_adjusted;  // see MatchPointsAdjusted: never read alone
  RangeBased range;            // NaN for pooled rows, as affiliation
  Affiliation affiliation;

  // The PR-AUC of a random score.
  double LabelledShare() const;
  double AlarmsPerMonth() const;
  double FalseAlarmsPerMonth() const;
};

// Labels and alarms of one meter over time.
struct MeterTimeline {
  std::string meter;
  Span whole;
  std::vector<Span> events;
  std::vector<Span> alarms;
};

struct Evaluation {
  std::vector<MeterEvaluation> meters;  // sorted by name
  MeterEvaluation pooled;               // all rows together: meters must share one scale of scores to do well here
  double mean_roc_auc = 0;              // over the meters where it is defined, each counting the same
  double mean_pr_auc = 0;
  double mean_vus_roc = 0;
  double mean_vus_pr = 0;
  RangeBased mean_range;                 // over the meters where each figure is defined
  Affiliation mean_affiliation;          // likewise
  std::int64_t meters_with_both = 0;     // labelled and ordinary readings: those that the means are over
  std::vector<RankPoint> curve;          // of the pooled rows, thinned to what a plot can show
  std::vector<MeterTimeline> timelines;  // as meters
  std::vector<NabSeries> nab;            // of the meters that were added, in that order; empty where not asked for
};

// Takes meters one at a time, in any order. Holds nine bytes for each judged row: the pooled figures need all scores at once. Not thread safe.
class Evaluator {
 public:
  // With `keep_nab` also the scores of all rows, in order, for NabScore: eight bytes more a row.
  explicit Evaluator(bool keep_nab = false) : keep_nab_(keep_nab) {}

  void Add(const std::string& meter, const JudgedRows& rows);
  Evaluation Finish() &&;

 private:
  void Pool();

  bool keep_nab_ = false;
  Evaluation evaluation_;
  std::vector<double> scores_;
  std::vector<std::uint8_t> labels_;
};

}  // namespace kilowatch
