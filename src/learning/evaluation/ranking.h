#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace kilowatch {

// What an alarm at or above `threshold` would catch: counts over all rows.
struct RankPoint {
  double threshold = 0;
  std::int64_t hits = 0;          // labelled rows at or above it
  std::int64_t false_alarms = 0;  // the others
};

// One point for each distinct score, highest first; the last one holds all rows. Scores must be numbers; labels are 0 or 1; equal lengths.
std::vector<RankPoint> RankRows(std::span<const double> scores, std::span<const std::uint8_t> labels);

// Area under the receiver operating characteristic: the chance that a labelled row scores above another one, a tie counting one half.
// Exact (integer counts). NaN where all rows are of one class.
double RocAuc(std::span<const RankPoint> points);
double RocAuc(std::span<const double> scores, std::span<const std::uint8_t> labels);

// Average precision: the sum over distinct scores of precision times the gain in recall, no interpolation (as scikit-learn's
// average_precision_score, here called PR-AUC). A random score gets the share of labelled rows. NaN without labelled rows.
double AveragePrecision(std::span<const RankPoint> points);
double AveragePrecision(std::span<const double> scores, std::span<const std::uint8_t> labels);

}  // namespace kilowatch
