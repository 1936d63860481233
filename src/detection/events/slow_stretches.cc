#include "detection/events/slow_stretches.h"

#include <algorithm>
#include <cmath>

#include "detection/events/opening_hours_inference.h"
#include "detection/events/reason.h"
#include "detection/events/window_scan.h"

namespace kilowatch {
namespace {

constexpr std::size_t kLeastDays = 120;
constexpr std::size_t kMostEvents = 6;
constexpr double kLeastExcess = 0.05;
constexpr double kMostChance = 1.0 / 3;

SlowEvent Made(const CleanBlock& block, const Expectation& expectation, const Scores& scores, const DayReference& reference,
               const DayWindow& window) {
  SlowEvent made;
  Event& event = made.event;
  event.meter = block.meter().name;
  event.site = block.site().name;
  event.slow = true;
  event.first_cell = reference.days[window.begin].begin;
  event.last_cell = reference.days[window.end - 1].end - 1;
  event.span = {block.grid().Start(event.first_cell), block.grid().Start(event.last_cell + 1)};
  event.has_temperature = !block.temperature().empty();
  event.ongoing = window.end == reference.days.size() && block.size() - event.last_cell <= 2 * block.grid().StepsPerDay();
  event.kind = EventKind::kLevelShift;
  event.strongest = Member::kLevel;
  event.score = 0.5;
  for (std::uint32_t i = event.first_cell; i <= event.last_cell; ++i)
    if (!scores.score.empty() && scores.score[i] > event.score) event.score = scores.score[i];
  event.severity = window.end - window.begin >= 14 ? 4 : 3;
  const std::vector<double> none(event.last_cell - event.first_cell + 1, std::nan(""));
  made.band = {none, none, none, none};
  const double uncertain = 2 / std::max(window.z, 2.0);  // the share of the excess that two spreads of such a sum make up
  for (std::size_t d = window.begin; d < window.end; ++d) {
    const ReferenceDay& day = reference.days[d];
    const double factor = day.read > 0 ? std::max(0.0, day.steady) / day.read : 0;
    event.actual += day.read;
    event.expected += std::max(0.0, day.steady);
    for (std::uint32_t i = day.begin; i < day.end; ++i) {
      const std::size_t at = i - event.first_cell;
      const double value = block.value()[i], excess = value - factor * value;
      made.band.actual[at] = value;
      made.band.expected[at] = factor * value;
      made.band.low[at] = factor * value - uncertain * std::abs(excess);
      made.band.high[at] = factor * value + uncertain * std::abs(excess);
    }
  }
  event.excess = event.actual - event.expected;
  event.excess_low = event.excess * (1 - uncertain);
  event.excess_high = event.excess * (1 + uncertain);
  event.id = EventIdOf(event);
  event.reason = Reason(event, block, expectation.kind, OpeningHoursOf(block));
  return made;
}

struct Change {
  DayWindow window;
  double chance = 1;
};

// In order of time. Windows that touch are one change: a drift is found in steps, the highest first.
std::vector<Change> ChangesOf(const DayReference& reference) {
  std::vector<Change> changes;
  WindowScan scan(RelativeDays(reference));
  for (std::size_t round = 0; round < kMostEvents; ++round) {
    const DayWindow window = scan.Strangest();
    if (window.end == 0) break;
    const double chance = scan.ChanceOf(window);
    if (chance > kMostChance) break;
    scan.Forget(window);
    changes.push_back({window, chance});
  }
  std::ranges::sort(changes, {}, [](const Change& change) { return change.window.begin; });
  std::vector<Change> joined;
  for (const Change& change : changes) {
    if (joined.empty() || joined.back().window.end < change.window.begin) {
      joined.push_back(change);
      continue;
    }
    Change& last = joined.back();
    last.window.end = change.window.end;
    last.window.z = std::max(last.window.z, change.window.z);
    last.chance = std::min(last.chance, change.chance);
  }
  return joined;
}

}  // namespace

bool CanBeSlow(const CleanBlock& block, const DayReference& reference) {
  const Meter& meter = block.meter();
  const bool thermal = meter.commodity == Commodity::kGas || meter.commodity == Commodity::kHeat;
  const bool produces = meter.role == MeterRole::kGeneration || meter.role == MeterRole::kExport;
  return block.mode() == Mode::kReview && !block.why_not() && meter.unit != Unit::kOther && !produces && reference.days.size() >= kLeastDays &&
         (reference.weather_taken_out || !thermal);
}

std::vector<SlowEvent> FindSlowEvents(const CleanBlock& block, const Expectation& expectation, const Scores& scores, const DayReference& reference) {
  std::vector<SlowEvent> found;
  if (!CanBeSlow(block, reference)) return found;
  for (const Change& change : ChangesOf(reference)) {
    SlowEvent made = Made(block, expectation, scores, reference, change.window);
    made.event.chance = change.chance;
    if (made.event.excess >= kLeastExcess * made.event.expected && made.event.expected > 0) found.push_back(std::move(made));
  }
  return found;
}

}  // namespace kilowatch
