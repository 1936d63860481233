#pragma once

#include <cstdint>

#include "learning/evaluation/event_match.h"

namespace kilowatch {

// Alarmed rows against labelled rows, each row by itself; rows without a reading count nowhere. The plainest figures there are: 0 to 1, higher is
// better; a random alarm has the share of labelled rows as its precision.
struct PointMatch {
  std::int64_t hits = 0;
  std::int64_t false_alarms = 0;
  std::int64_t missed = 0;

  double precision() const;  // NaN without an alarmed row
  double recall() const;     // NaN without a labelled row
  double f1() const;         // NaN where either is
  void Add(const PointMatch& other);
};

PointMatch MatchPoints(const JudgedRows& rows);

// The same with point adjustment (H. Xu et al., "Unsupervised Anomaly Detection via Variational Auto-Encoder …", WWW 2018): one alarmed row makes all
// rows of its event hits. Given only beside the honest figures, for comparison with papers that report it: even random alarms score high where events
// are long (S. Kim et al., "Towards a Rigorous Evaluation of Time-Series Anomaly Detection", AAAI 2022).
PointMatch MatchPointsAdjusted(const JudgedRows& rows);

}  // namespace kilowatch
