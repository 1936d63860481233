#include "detection/events/join.h"

#include <cmath>

#include "data/preprocessing/habitual_zero.h"
#include "detection/events/classify.h"
#include "detection/events/opening_hours_inference.h"
#include "detection/events/reason.h"
#include "detection/events/run_chance.h"
#include "detection/events/stretches.h"
#include "detection/events/sum_tail.h"
#include "foundation/base/check.h"

namespace kilowatch {
namespace {

constexpr double kMostOperationHours = 14;

// Readings that are gone are facts; a value that is held, zeros and sums too far off can come by themselves.
double ChanceOf(const Event& event, const CleanBlock& block, const SumTail& tail) {
  const bool fault = event.event_class == EventClass::kDataFault;
  if (fault && event.kind == EventKind::kMissing) return std::nan("");
  if (fault && event.kind == EventKind::kFrozen) return RunChance(block, event.first_cell, event.last_cell);
  return tail.ChanceOf(event.first_cell, event.last_cell);
}

// More than expected, but nothing that a producer does not show on other days: the sun, or fewer who use what it makes.
bool IsOrdinaryProduction(const CleanBlock& block, const Stretch& stretch) {
  if (stretch.fault || stretch.direction <= 0) return false;
  if (block.meter().role != MeterRole::kGeneration && block.meter().role != MeterRole::kExport) return false;
  double inside = 0, outside = 0;
  for (std::uint32_t i = 0; i < block.size(); ++i) {
    double& most = i >= stretch.first && i <= stretch.last ? inside : outside;
    if (block.value()[i] > most) most = block.value()[i];
  }
  return inside <= outside;
}

void ScoreFrom(const Scores& scores, Event& event) {
  for (std::uint32_t i = event.first_cell; i <= event.last_cell; ++i) {
    if (scores.score[i] > event.score) {
      event.score = scores.score[i];
      event.strongest = scores.strongest[i];
    }
  }
}

// A consumer's low stretch whose zeros come at these hours on other days around, too (see habitual_zero.h): operation, nothing to tell a person.
bool IsOperation(const CleanBlock& block, const Stretch& stretch) {
  if (stretch.fault || stretch.direction >= 0 || block.meter().role == MeterRole::kGeneration || block.meter().role == MeterRole::kExport)
    return false;
  if (HoursOf(block.grid(), stretch.first, stretch.last) > kMostOperationHours) return false;
  std::vector<std::uint32_t> zeros;
  for (std::uint32_t i = stretch.first; i <= stretch.last; ++i) {
    if (block.value()[i] == 0) zeros.push_back(i);
  }
  return !zeros.empty() && IsHabitualZero(block.grid(), block.value(), zeros[zeros.size() / 2], block.mode() == Mode::kLive);
}

}  // namespace

Status JoinOptions::Validate() const {
  const bool ordered = 0 < continue_score && continue_score <= open_score && open_score < 1;
  if (!ordered) {
    return Fail(ErrorCode::kConfiguration,
                {"events: scores must be 0 < continue_score <= open_score < 1", "anomalies : il faut 0 < continue_score <= open_score < 1"},
                {"Lower continue_score", "Baissez continue_score"});
  }
  if (!(merge_hours >= 0 && missing_hours >= 0 && short_hours > 0 && level_days > 0)) {
    return Fail(ErrorCode::kConfiguration, {"events: hours and days must be positive", "anomalies : heures et jours doivent être positifs"},
                {"Use numbers above 0", "Donnez des nombres supérieurs à 0"});
  }
  return {};
}

std::vector<Event> Join(const CleanBlock& block, const Expectation& expectation, const Scores& scores, const JoinOptions& options) {
  const std::size_t size = block.size();
  if (expectation.expected.empty() && size > 0) {
    const std::vector<double> none(size, std::nan(""));
    return Join(block, {expectation.kind, none, none, none}, scores, options);
  }
  if (scores.score.empty() && size > 0) {
    return Join(block, expectation, {std::vector<double>(size, std::nan("")), std::vector<Member>(size, Member::kDataRule)}, options);
  }
  KW_CHECK(expectation.expected.size() == size && expectation.low.size() == size && expectation.high.size() == size);
  KW_CHECK(scores.score.size() == size && scores.strongest.size() == size);

  std::vector<Event> events;
  const OpeningHours opening = OpeningHoursOf(block);
  const SumTail tail(block, expectation);
  for (const Stretch& stretch : FindStretches(block, expectation, scores, options)) {
    if (IsOperation(block, stretch) || IsOrdinaryProduction(block, stretch)) continue;
    Event event;
    event.meter = block.meter().name;
    event.site = block.site().name;
    event.first_cell = stretch.first;
    event.last_cell = stretch.last;
    event.span = {block.grid().Start(stretch.first), block.grid().Start(stretch.last + 1)};
    event.has_temperature = !block.temperature().empty();
    event.ongoing = stretch.last + 1 == size;
    ScoreFrom(scores, event);
    if (stretch.fault) event.strongest = Member::kDataRule;
    Classify(block, expectation, stretch, opening, options, event);
    event.chance = ChanceOf(event, block, tail);
    event.id = EventIdOf(event);
    event.reason = Reason(event, block, expectation.kind, opening);
    events.push_back(std::move(event));
  }
  return events;
}

}  // namespace kilowatch
