#include "learning/evaluation/range_based.h"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "foundation/base/check.h"

namespace kilowatch {
namespace {

constexpr double kNoRange = std::numeric_limits<double>::quiet_NaN();

double RowsOf(RowRun run) { return static_cast<double>(run.last) - static_cast<double>(run.first) + 1; }

// The weight of rows [from, to] of a run over that of all its rows; in front the first of n rows weighs n, the last 1.
double WeightOf(RowRun run, RowRun part, PositionalBias bias) {
  const double rows = RowsOf(run), taken = RowsOf(part);
  if (bias == PositionalBias::kFlat) return taken / rows;
  const double skipped = static_cast<double>(part.first) - static_cast<double>(run.first);
  return taken * (2 * (rows - skipped) - taken + 1) / (rows * (rows + 1));
}

// The mean over `ranges` of what `others` cover of them.
double MeanOverlap(std::span<const RowRun> ranges, std::span<const RowRun> others, double existence, PositionalBias bias) {
  if (ranges.empty()) return kNoRange;
  double sum = 0;
  std::size_t next = 0;  // the first of the others that does not end before the range
  for (const RowRun& range : ranges) {
    while (next < others.size() && others[next].last < range.first) ++next;
    double covered = 0, count = 0;
    for (std::size_t k = next; k < others.size() && others[k].first <= range.last; ++k) {
      covered += WeightOf(range, {std::max(range.first, others[k].first), std::min(range.last, others[k].last)}, bias);
      ++count;
    }
    if (count > 0) sum += existence + (1 - existence) * covered / count;
  }
  return sum / static_cast<double>(ranges.size());
}

}  // namespace

Status RangeBasedOptions::Validate() const {
  if (existence >= 0 && existence <= 1) return {};
  return Fail(ErrorCode::kInvalid, Phrase{"the weight of existence is not between 0 and 1", "le poids de l’existence n’est pas entre 0 et 1"});
}

double RangeBased::f1() const {
  const double sum = precision + recall;
  return sum > 0 ? 2 * precision * recall / sum : sum;
}

RangeBased RangeBasedMatch(std::span<const RowRun> alarms, std::span<const RowRun> labels, const RangeBasedOptions& options) {
  KW_CHECK(options.Validate().has_value());
  return {MeanOverlap(alarms, labels, 0, PositionalBias::kFlat), MeanOverlap(labels, alarms, options.existence, options.bias)};
}

}  // namespace kilowatch
