#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "learning/evaluation/event_match.h"

namespace kilowatch {

// What counts how much in the Numenta Anomaly Benchmark's score.
struct NabProfile {
  std::string_view name;
  double hit = 1;
  double false_alarm = 0.11;
  double miss = 1;
};

// "standard", "reward_low_fp", "reward_low_fn", with the benchmark's weights.
inline constexpr std::array<NabProfile, 3> kNabProfiles = {{{"standard", 1, 0.11, 1}, {"reward_low_fp", 1, 0.22, 1}, {"reward_low_fn", 1, 0.11, 2}}};

// One file of the benchmark: every row has a score; NaN never alarms.
struct NabSeries {
  std::vector<double> score;
  std::vector<RowRun> windows;  // sorted, disjoint; a detection within one counts for it
};

// The first 15 % of a file's rows, at most 750, in which nothing counts.
std::size_t NabProbation(std::size_t rows);

// The benchmark's sum for one file, alarms being rows that score `threshold` or more: the first alarm in a window earns up to `hit`, the earlier the
// more (a sigmoid over the window); a window without one costs `miss`; each alarm outside costs up to `false_alarm`, less shortly after a window.
double NabSum(const NabSeries& series, double threshold, const NabProfile& profile);

// Score over all files: 100 for a detector that finds each window at its first row and nothing else, 0 for one that never alarms; below 0 possible.
// A. Lavin, S. Ahmad, "Evaluating Real-time Anomaly Detection Algorithms – the Numenta Anomaly Benchmark", ICMLA 2015. Wants scores that know only
// the past.
double NabScore(std::span<const NabSeries> all, double threshold, const NabProfile& profile);

struct NabOptimum {
  double score = 0;
  double threshold = 0;
};

// The best score that one threshold for all files gives, and that threshold; the benchmark reports this figure. It chooses while looking at the
// labels, so it flatters: read the score at the program's own threshold first. Time: rows times logarithm of rows.
NabOptimum BestNabScore(std::span<const NabSeries> all, const NabProfile& profile);

}  // namespace kilowatch
