#include "detection/events/stretches.h"

#include <algorithm>
#include <cmath>

namespace kilowatch {
namespace {

// What cleaning's word for a cell makes of it. A catch-up value belongs to what came before it.
std::optional<EventKind> FaultKind(Quality quality) {
  switch (quality) {
    case Quality::kFrozen: return EventKind::kFrozen;
    case Quality::kOutage:
    case Quality::kCatchUp: return EventKind::kOutage;
    case Quality::kMissing:
    case Quality::kRejected: return EventKind::kMissing;
    case Quality::kOutOfRange: return EventKind::kSpike;
    default: return std::nullopt;
  }
}

double GapHours(const Grid& grid, const Stretch& a, const Stretch& b) { return b.first == a.last + 1 ? 0 : HoursOf(grid, a.last + 1, b.first - 1); }

std::vector<Stretch> FaultRuns(const CleanBlock& block) {
  std::vector<Stretch> runs;
  for (std::uint32_t i = 0; i < block.size(); ++i) {
    const Quality quality = block.quality()[i];
    const auto kind = FaultKind(quality);
    if (!kind) continue;
    const bool adjacent = !runs.empty() && runs.back().last + 1 == i;
    const bool catch_up = quality == Quality::kCatchUp && adjacent;
    if (adjacent && (catch_up || runs.back().fault == kind)) {
      runs.back().last = i;
      if (catch_up) runs.back().fault = EventKind::kOutage;
    } else {
      runs.push_back({i, i, kind, 0});
    }
  }
  return runs;
}

std::vector<Stretch> FaultStretches(const CleanBlock& block, const JoinOptions& options) {
  std::vector<Stretch> kept;
  for (const Stretch& run : FaultRuns(block)) {
    // Before its first reading a meter is not missing: it has not begun.
    if (run.fault == EventKind::kMissing && run.first == 0) continue;
    if (run.fault == EventKind::kMissing && HoursOf(block.grid(), run.first, run.last) <= options.missing_hours) continue;
    const bool joins = !kept.empty() && kept.back().fault == run.fault && GapHours(block.grid(), kept.back(), run) <= options.merge_hours;
    if (joins) {
      kept.back().last = run.last;
    } else {
      kept.push_back(run);
    }
  }
  return kept;
}

// A reading beside a gap is suspect, but one that reads as expected is nothing to tell a person: it opens no event by itself.
bool Opens(const CleanBlock& block, const Expectation& expectation, const Scores& scores, std::uint32_t i, const JoinOptions& options) {
  if (scores.score[i] < options.open_score) return false;
  const bool within = expectation.low[i] <= block.value()[i] && block.value()[i] <= expectation.high[i];
  return scores.strongest[i] != Member::kGapNeighbour || !within;
}

// Runs at or above the continue score that an event opens in.
std::vector<Stretch> OpenedRuns(const CleanBlock& block, const Expectation& expectation, const Scores& scores, const std::vector<bool>& taken,
                                const JoinOptions& options) {
  std::vector<Stretch> runs;
  std::optional<Stretch> run;
  bool opened = false;
  const auto close = [&] {
    if (run && opened) runs.push_back(*run);
    run.reset();
    opened = false;
  };
  for (std::uint32_t i = 0; i < scores.score.size(); ++i) {
    const double score = scores.score[i];
    if (taken[i] || !(score >= options.continue_score)) {
      close();
      continue;
    }
    if (!run) run = Stretch{i, i, std::nullopt, 0};
    run->last = i;
    opened = opened || Opens(block, expectation, scores, i, options);
  }
  close();
  return runs;
}

}  // namespace

double HoursOf(const Grid& grid, std::uint32_t first, std::uint32_t last) {
  return static_cast<double>((grid.Start(last + 1) - grid.Start(first)).count()) / 3600;
}

double ExcessOver(const CleanBlock& block, const Expectation& expectation, std::uint32_t first, std::uint32_t last) {
  double excess = 0;
  for (std::uint32_t i = first; i <= last; ++i) {
    const double difference = block.value()[i] - expectation.expected[i];
    if (std::isfinite(difference)) excess += difference;
  }
  return excess;
}

std::vector<Stretch> FindStretches(const CleanBlock& block, const Expectation& expectation, const Scores& scores, const JoinOptions& options) {
  std::vector<Stretch> stretches = FaultStretches(block, options);
  std::vector<bool> taken(block.size(), false);
  for (const Stretch& fault : stretches) std::fill(taken.begin() + fault.first, taken.begin() + fault.last + 1, true);

  std::vector<Stretch> scored;
  for (Stretch run : OpenedRuns(block, expectation, scores, taken, options)) {
    const double excess = ExcessOver(block, expectation, run.first, run.last);
    run.direction = excess > 0 ? 1 : excess < 0 ? -1 : 0;
    const bool joins = !scored.empty() && scored.back().direction * run.direction >= 0 &&
                       GapHours(block.grid(), scored.back(), run) <= options.merge_hours &&
                       std::find(taken.begin() + scored.back().last, taken.begin() + run.first, true) == taken.begin() + run.first;
    if (joins) {
      scored.back().last = run.last;
      if (scored.back().direction == 0) scored.back().direction = run.direction;
    } else {
      scored.push_back(run);
    }
  }
  stretches.insert(stretches.end(), scored.begin(), scored.end());
  std::ranges::sort(stretches, {}, &Stretch::first);
  return stretches;
}

}  // namespace kilowatch
