#pragma once

#include <cstddef>
#include <span>

#include "learning/evaluation/event_match.h"

namespace kilowatch {

// Both in [0, 1]; NaN without labels, precision also without alarms.
struct Affiliation {
  double precision = 0;
  double recall = 0;

  double f1() const;  // harmonic mean; NaN where either is
};

// Affiliation precision and recall (A. Huet, J. M. Navarro, D. Rossi, "Local Evaluation of Time Series Anomaly Detection Algorithms", KDD 2022): how
// near alarms are to events, compared with rows drawn at random around the same event. Time is cut half-way between events, so that each event has a
// zone of its own. In a zone, precision is the mean over the alarmed time of the chance that a random time is at least as far from the event; recall
// the mean over the event's time of the chance that a random time is at least as far from it as the nearest alarm (0 without one). Precision is the
// mean over the zones that hold an alarm, recall over all zones. An alarm at random gets about 0.5, not 0, and an alarm everywhere has recall 1: read
// both beside the false alarms. `alarms` and `labels` are sorted, disjoint runs of rows below `rows`; a run from a to b is the time from a to b + 1.
// Exact, by integrals of straight pieces. Time: linear in the number of runs.
Affiliation AffiliationMatch(std::span<const RowRun> alarms, std::span<const RowRun> labels, std::size_t rows);

}  // namespace kilowatch
