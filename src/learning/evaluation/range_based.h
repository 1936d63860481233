#pragma once

#include <cstdint>
#include <span>

#include "foundation/base/result.h"
#include "learning/evaluation/event_match.h"

namespace kilowatch {

// Where in a range its rows count most.
enum class PositionalBias : std::uint8_t { kFlat, kFront };

// What of the definition is left to the user; the defaults are the authors' for a general case.
struct RangeBasedOptions {
  double existence = 0;                         // alpha: the part of the recall of a labelled range that it earns by being touched at all, 0 to 1
  PositionalBias bias = PositionalBias::kFlat;  // of recall; kFront: early rows of a labelled range count more. Precision is always flat

  Status Validate() const;
};

// Both in [0, 1]; NaN without alarms (precision) or labels (recall).
struct RangeBased {
  double precision = 0;
  double recall = 0;

  double f1() const;  // harmonic mean; NaN where either is
};

// Range-based precision and recall (N. Tatbul, T. J. Lee, S. Zdonik, M. Alam, J. Gottschlich, "Precision and Recall for Time Series", NeurIPS 2018).
// Each range counts the same, however long: a labelled one earns the share of its rows that is alarmed, divided by the number of alarms that it took
// (cardinality 1/x), so that an alarm that stutters earns less; an alarm likewise for labels. Higher is better; a method that covers every event
// exactly with one alarm gets 1. `alarms` and `labels` are sorted, disjoint runs over the same rows. Time: linear in the number of runs.
RangeBased RangeBasedMatch(std::span<const RowRun> alarms, std::span<const RowRun> labels, const RangeBasedOptions& options = {});

}  // namespace kilowatch
