#include "detection/events/classify.h"

#include <algorithm>
#include <cmath>

#include "detection/events/opening_hours_inference.h"

namespace kilowatch {
namespace {

constexpr double kPatternShare = 0.75;
constexpr double kOneSided = 0.3;
constexpr double kSameSignDays = 0.8;
constexpr double kOffHoursShare = 0.8;
constexpr double kOffHoursShareOfDays = 0.9;
constexpr double kLeastOffHours = 3;
constexpr std::uint32_t kCellsBesideGap = 2;  // a longer stretch is no reading cut short by a gap
constexpr double kHardlyAnything = 0.25;      // of what was expected: a long stretch above it was measured
constexpr double kManyTimes = 3;              // what was expected: a rule against low readings says nothing below it

constexpr Seconds kRetiredAfter = Seconds(365LL * 86400);

bool IsNight(LocalTime t) {
  const auto hour = std::chrono::duration_cast<std::chrono::hours>(t - std::chrono::floor<std::chrono::days>(t)).count();
  return hour >= 22 || hour < 6;
}

bool IsWeekend(LocalTime t) { return std::chrono::weekday(std::chrono::floor<std::chrono::days>(t)).iso_encoding() >= 6; }

// How the difference in the event's direction is spread over the week.
struct Spread {
  double night = 0, weekend = 0, daytime = 0, off_hours = 0;  // shares of 1
  double one_sided = 0;                                       // |net difference| of the sum of absolute ones
  double days_of_same_sign = 0;                               // share of its days
};

Spread SpreadOf(const CleanBlock& block, const Expectation& expectation, const Event& event, const OpeningHours& opening) {
  const bool has_closed = HasClosedHours(opening);
  const double sign = event.excess < 0 ? -1 : 1;
  Spread spread;
  double total = 0, day_sum = 0, net = 0, absolute = 0;
  int days = 0, same = 0;
  for (std::uint32_t i = event.first_cell; i <= event.last_cell; ++i) {
    const double difference = sign * (block.value()[i] - expectation.expected[i]);
    if (std::isfinite(difference)) {
      const LocalTime t = block.site().zone.ToLocal(block.grid().Start(i));
      const double part = std::max(difference, 0.0);
      total += part;
      net += difference;
      absolute += std::abs(difference);
      day_sum += difference;
      spread.night += IsNight(t) ? part : 0;
      spread.weekend += IsWeekend(t) ? part : 0;
      spread.daytime += !IsNight(t) && !IsWeekend(t) ? part : 0;
      spread.off_hours += (has_closed ? !opening.IsOpen(t) : IsNight(t) || IsWeekend(t)) ? part : 0;
    }
    if (i == event.last_cell || block.day_of()[i + 1] != block.day_of()[i]) {
      ++days;
      same += day_sum > 0 ? 1 : 0;
      day_sum = 0;
    }
  }
  if (total > 0) {
    for (double* share : {&spread.night, &spread.weekend, &spread.daytime, &spread.off_hours}) *share /= total;
  }
  spread.one_sided = absolute > 0 ? std::abs(net) / absolute : 0;
  spread.days_of_same_sign = static_cast<double>(same) / days;
  return spread;
}

HoursPattern PatternOf(const Spread& spread, const Grid& grid) {
  if (grid.step() > Seconds(3600)) return HoursPattern::kAllHours;
  if (spread.night >= kPatternShare) return HoursPattern::kNight;
  if (spread.weekend >= kPatternShare) return HoursPattern::kWeekend;
  return spread.daytime >= kPatternShare ? HoursPattern::kDaytime : HoursPattern::kAllHours;
}

void SumUp(const CleanBlock& block, const Expectation& expectation, Event& event) {
  const EventBand band = BandOver(block, expectation, event.first_cell, event.last_cell);
  double low = 0, high = 0;
  for (std::size_t i = 0; i < band.actual.size(); ++i) {
    if (std::isnan(band.expected[i])) continue;
    event.actual += band.actual[i];
    event.expected += band.expected[i];
    low += band.low[i];
    high += band.high[i];
  }
  event.excess = event.actual - event.expected;
  event.excess_low = event.actual - high;
  event.excess_high = event.actual - low;
}

// A meter that has been silent for a year until the end is out of service: nothing says that there was something to measure.
// A data fault has no excess: its readings are not believed. What they hide is what was expected, less what a catch-up value gave back.
void SumUpFault(const CleanBlock& block, const Expectation& expectation, Event& event) {
  event.actual = event.expected = event.excess = event.excess_low = event.excess_high = 0;
  double caught_up = 0;
  for (std::uint32_t i = event.first_cell; i <= event.last_cell; ++i) {
    const double value = block.value()[i];
    if (std::isfinite(value)) event.actual += value;
    if (std::isfinite(value) && block.quality()[i] == Quality::kCatchUp) caught_up += value;
    if (std::isfinite(expectation.expected[i])) event.expected += expectation.expected[i];
  }
  // A reading cut short by a gap did measure its part.
  if (event.strongest == Member::kGapNeighbour && event.kind != EventKind::kMissing) caught_up = event.actual;
  const bool retired = event.kind == EventKind::kMissing && event.ongoing && event.span.Length() >= kRetiredAfter;
  event.unmeasured = retired ? 0 : std::max(0.0, event.expected - caught_up);
}

// Whether a rule of the data, not the load, explains the stretch. A member points at single readings; what lies around them may be a closed day.
bool BreaksRule(const Event& event, double hours, const JoinOptions& options) {
  if (event.strongest == Member::kGapNeighbour) return event.last_cell - event.first_cell < kCellsBesideGap;
  if (event.strongest != Member::kDataRule) return false;
  if (event.excess > 0) return event.actual > kManyTimes * event.expected;
  return hours <= options.short_hours || event.actual < kHardlyAnything * event.expected;
}

// Kind of a scored stretch that is a fault of the data, if it is one.
std::optional<EventKind> ScoredFault(const CleanBlock& block, const Event& event, double hours, const JoinOptions& options) {
  double least = INFINITY, most = -INFINITY;
  std::uint32_t cells = 0;
  for (std::uint32_t i = event.first_cell; i <= event.last_cell; ++i) {
    if (!std::isfinite(block.value()[i])) continue;
    least = std::min(least, block.value()[i]);
    most = std::max(most, block.value()[i]);
    ++cells;
  }
  const Meter& meter = block.meter();
  const bool producer = meter.role == MeterRole::kGeneration || meter.role == MeterRole::kExport;
  const bool zero = cells >= 2 && least == 0 && most == 0;
  if (zero && meter.commodity == Commodity::kElectricity && !producer && event.expected > 0) return EventKind::kOutage;
  if (event.strongest == Member::kFlatRun && cells >= 3 && least == most) return EventKind::kFrozen;
  if (BreaksRule(event, hours, options) || (producer && event.excess > 0)) return event.excess < 0 ? EventKind::kDip : EventKind::kSpike;
  return std::nullopt;
}

EventKind KindOf(const Spread& spread, double hours, const Event& event, const Grid& grid, const JoinOptions& options) {
  const bool by_hour = grid.step() <= Seconds(3600);
  const bool above = event.excess > 0;
  if (spread.one_sided < kOneSided) return EventKind::kUnexplained;
  if (hours >= 24 * options.level_days && event.last_cell > event.first_cell && spread.days_of_same_sign >= kSameSignDays) {
    return above && by_hour && spread.off_hours >= kOffHoursShareOfDays ? EventKind::kOffHoursExcess : EventKind::kLevelShift;
  }
  if (above && by_hour && hours >= kLeastOffHours && spread.off_hours >= kOffHoursShare) return EventKind::kOffHoursExcess;
  if (hours <= options.short_hours || event.first_cell == event.last_cell) return above ? EventKind::kSpike : EventKind::kDip;
  return EventKind::kUnexplained;
}

int SeverityOf(double score, double hours, const JoinOptions& options) {
  // One step for each time that the score halves or quarters its distance from 1, one each for a day and for a week.
  const double room = 1 - options.open_score;
  const double distance = 1 - score;
  int severity = 1;
  if (distance <= room / 2) ++severity;
  if (distance <= room / 8) ++severity;
  if (hours >= 24) ++severity;
  if (hours >= 7 * 24) ++severity;
  return std::min(severity, 5);
}

}  // namespace

EventBand BandOver(const CleanBlock& block, const Expectation& expectation, std::uint32_t first_cell, std::uint32_t last_cell) {
  const std::size_t size = last_cell - first_cell + 1;
  const std::vector<double> none(size, std::nan(""));
  EventBand band{none, none, none, none};
  double up = 0, down = 0, up_squares = 0, down_squares = 0, up_day = 0, down_day = 0;
  for (std::uint32_t i = first_cell; i <= last_cell; ++i) {
    const double expected = expectation.expected[i];
    if (std::isfinite(block.value()[i]) && std::isfinite(expected)) {
      const std::size_t at = i - first_cell;
      band.actual[at] = block.value()[i];
      band.expected[at] = expected;
      band.low[at] = std::isfinite(expectation.low[i]) ? expectation.low[i] : expected;
      band.high[at] = std::isfinite(expectation.high[i]) ? expectation.high[i] : expected;
      up_day += band.high[at] - expected;
      down_day += expected - band.low[at];
    }
    if (i == last_cell || block.day_of()[i + 1] != block.day_of()[i]) {
      up += up_day;
      down += down_day;
      up_squares += up_day * up_day;
      down_squares += down_day * down_day;
      up_day = down_day = 0;
    }
  }
  const double narrow_up = up > 0 ? std::sqrt(up_squares) / up : 1;
  const double narrow_down = down > 0 ? std::sqrt(down_squares) / down : 1;
  for (std::size_t i = 0; i < size; ++i) {
    band.high[i] = band.expected[i] + narrow_up * (band.high[i] - band.expected[i]);
    band.low[i] = band.expected[i] - narrow_down * (band.expected[i] - band.low[i]);
  }
  return band;
}

void Classify(const CleanBlock& block, const Expectation& expectation, const Stretch& stretch, const OpeningHours& opening,
              const JoinOptions& options, Event& event) {
  const double hours = HoursOf(block.grid(), event.first_cell, event.last_cell);
  event.severity = SeverityOf(event.score, hours, options);
  SumUp(block, expectation, event);
  const auto fault = stretch.fault ? stretch.fault : ScoredFault(block, event, hours, options);
  if (fault) {
    event.kind = *fault;
    event.event_class = EventClass::kDataFault;
    SumUpFault(block, expectation, event);
    return;
  }
  const Spread spread = SpreadOf(block, expectation, event, opening);
  event.hours = PatternOf(spread, block.grid());
  event.event_class = event.excess < 0 ? EventClass::kShortfall : EventClass::kWaste;
  event.kind = KindOf(spread, hours, event, block.grid(), options);
}

}  // namespace kilowatch
