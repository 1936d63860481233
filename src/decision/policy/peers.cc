#include "decision/policy/peers.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <tuple>

#include "decision/policy/meter_tree.h"
#include "detection/events/reason.h"
#include "detection/events/words.h"

namespace kilowatch {
namespace {

constexpr std::size_t kLeastPeers = 8;
constexpr double kLeastSpread = 0.005;
constexpr double kLeastAbove = 0.01;
constexpr double kLeastShare = 0.05;  // of the mean load
constexpr double kLikeWeekday = 0.5;  // of the way from the weekends of the others to one's own weekdays
constexpr double kMostChance = 1.0 / 3;
constexpr double kClearChance = 0.001;
constexpr Seconds kYear{365 * 86400};

struct Peers {
  double median = 0;
  double spread = kLeastSpread;
  std::size_t size = 0;
};

double MedianOf(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

Peers PeersOf(const std::vector<const MeterSummary*>& group, auto&& measure) {
  std::vector<double> logs;
  for (const MeterSummary* meter : group) logs.push_back(std::log(measure(*meter->duty)));
  Peers peers;
  peers.size = logs.size();
  peers.median = MedianOf(logs);
  for (double& log : logs) log = std::abs(log - peers.median);
  peers.spread = std::max(kLeastSpread, 1.4826 * MedianOf(std::move(logs)));
  return peers;
}

// The upper tail of Student's t, by the normal approximation of D. L. Wallace (Ann. Math. Statist. 30, 1959).
double TailOf(double t, double freedom) {
  const double z = (8 * freedom + 1) / (8 * freedom + 3) * std::sqrt(freedom * std::log1p(t * t / freedom));
  return 0.5 * std::erfc(z / std::numbers::sqrt2);
}

double QuietRatio(const DutyShape& duty) { return duty.quiet / duty.busy; }
double WeekendRatio(const DutyShape& duty) { return duty.weekend / duty.busy; }

struct Excess {
  EventKind kind = EventKind::kHighBaseLoad;
  double chance = 1;
  double rate = 0, low = 0, high = 0;  // per hour in which it happens
  double hours = 0;                    // of what was measured
};

// The load x that goes on all the time, so that without it (quiet - x) / (busy - x) is `ratio`.
double AlwaysOn(const DutyShape& duty, double ratio) {
  return ratio < 1 ? std::max(0.0, (duty.quiet - ratio * duty.busy) / (1 - ratio)) : std::max(0.0, duty.quiet - duty.busy);
}

Excess HighBaseLoad(const DutyShape& duty, const Peers& peers) {
  const double above = std::log(QuietRatio(duty)) - peers.median;
  Excess excess{EventKind::kHighBaseLoad, 1, 0, 0, 0, duty.hours};
  if (above < kLeastAbove) return excess;
  excess.chance = TailOf(above / peers.spread, static_cast<double>(peers.size - 1));
  excess.rate = AlwaysOn(duty, std::exp(peers.median));
  excess.low = AlwaysOn(duty, std::exp(peers.median + 2 * peers.spread));
  excess.high = AlwaysOn(duty, std::exp(peers.median - 2 * peers.spread));
  if (excess.rate < kLeastShare * duty.weekday_mean) excess.chance = 1;
  return excess;
}

Excess BusyWeekends(const DutyShape& duty, const Peers& peers, const Peers& mean_ratios) {
  const double above = std::log(WeekendRatio(duty)) - peers.median;
  Excess excess{EventKind::kBusyWeekends, 1, 0, 0, 0, 2 * duty.weekend_hours};
  const double usual = std::exp(peers.median);
  if (above < kLeastAbove || WeekendRatio(duty) - usual < kLikeWeekday * (1 - usual)) return excess;
  excess.chance = TailOf(above / peers.spread, static_cast<double>(peers.size - 1));
  const auto beyond = [&](double log_ratio) { return std::max(0.0, duty.weekend_mean - std::exp(log_ratio) * duty.weekday_mean); };
  excess.rate = beyond(mean_ratios.median);
  excess.low = beyond(mean_ratios.median + 2 * mean_ratios.spread);
  excess.high = beyond(mean_ratios.median - 2 * mean_ratios.spread);
  return excess;
}

Phrase ReasonOf(const Event& event, const MeterSummary& summary, std::size_t peers) {
  Meter meter;
  meter.role = summary.role;
  meter.commodity = summary.commodity;
  meter.unit = summary.unit;
  const Phrase more = QuantityWords(event.excess, summary.unit), others = DecimalWords(static_cast<double>(peers - 1), 0);
  const Phrase what = event.kind == EventKind::kHighBaseLoad
                          ? Phrase{"The load at night, beside the load of the day, is higher than at {} other meters of the same use, all the time: about {} "
                                   "a year more; check first {}.",
                                   "La charge de nuit, rapportée à celle du jour, est plus élevée que chez {} autres compteurs du même usage, en permanence : "
                                   "environ {} de plus par an ; vérifier d’abord {}."}
                          : Phrase{"Weekends use almost what weekdays use, unlike {} other meters of the same use, all the time: about {} a year more; check "
                                   "first {}.",
                                   "Les week-ends consomment presque autant que la semaine, à la différence de {} autres compteurs du même usage, en "
                                   "permanence : environ {} de plus par an ; vérifier d’abord {}."};
  return Fill(what, {others, more, CheckFirst(event, meter)});
}

PricedEvent Made(const MeterSummary& meter, const Excess& excess, std::size_t peers, const Currency& currency) {
  PricedEvent priced;
  priced.role = meter.role;
  priced.commodity = meter.commodity;
  priced.unit = meter.unit;
  Event& event = priced.event;
  event.meter = meter.name;
  event.site = meter.site;
  event.span = {std::max(meter.covered.begin, meter.covered.end - kYear), meter.covered.end};
  event.kind = excess.kind;
  event.event_class = EventClass::kWaste;
  event.hours = excess.kind == EventKind::kBusyWeekends ? HoursPattern::kWeekend : HoursPattern::kAllHours;
  event.ongoing = true;
  event.severity = 4;
  event.chance = excess.chance;
  event.score = 0.5 + 0.5 * (1 - excess.chance) * (1 - 1e-9);
  event.strongest = Member::kLevel;
  const double covered = static_cast<double>(meter.covered.Length().count()) / 3600;
  const double hours = excess.hours * static_cast<double>(event.span.Length().count()) / 3600 / covered;
  event.excess = excess.rate * hours;
  event.excess_low = excess.low * hours;
  event.excess_high = excess.high * hours;
  event.actual = meter.duty->weekday_mean * static_cast<double>(event.span.Length().count()) / 3600;
  event.expected = event.actual - event.excess;
  event.id = EventIdOf(event);
  event.reason = ReasonOf(event, meter, peers);
  if (meter.unit_price) {
    const auto money = [&](double amount) { return RoundToMoney(amount * *meter.unit_price, currency); };
    priced.cost = EventCost{money(event.excess), money(event.excess_low), money(event.excess_high), meter.price_assumed};
    priced.co2_kg = event.excess * meter.unit_co2_kg;
  }
  return priced;
}

}  // namespace

std::vector<PricedEvent> FindPermanentWaste(const std::vector<MeterSummary>& meters, const Currency& currency) {
  std::set<std::string> producing;
  for (const MeterSummary& meter : meters) {
    if (!meter.site.empty() && (Produces(meter.role) || meter.has_negative)) producing.insert(meter.site);
  }
  std::map<std::tuple<Commodity, Unit, std::string, bool>, std::vector<const MeterSummary*>> groups;
  for (const MeterSummary& meter : meters) {
    const bool whole = meter.role == MeterRole::kMain && meter.parent.empty() && !meter.use.empty() && meter.duty;
    const bool thermal = meter.commodity == Commodity::kGas || meter.commodity == Commodity::kHeat;
    const bool produces = producing.contains(meter.site) || meter.has_negative;
    if (whole && !thermal) groups[{meter.commodity, meter.unit, meter.use, produces}].push_back(&meter);
  }
  std::vector<PricedEvent> found;
  for (const auto& [key, group] : groups) {
    if (group.size() < kLeastPeers) continue;
    const Peers quiet = PeersOf(group, QuietRatio), weekend = PeersOf(group, WeekendRatio);
    const Peers means = PeersOf(group, [](const DutyShape& duty) { return std::max(1e-9, duty.weekend_mean / std::max(1e-9, duty.weekday_mean)); });
    for (const MeterSummary* meter : group) {
      const Excess base = HighBaseLoad(*meter->duty, quiet), weekends = BusyWeekends(*meter->duty, weekend, means);
      // A base load that is too high also fills the weekends: it is told where it stands out clearly.
      Excess more = base.chance > kClearChance && weekends.chance < base.chance ? weekends : base;
      more.chance = std::min(1.0, 2 * more.chance);
      if (more.chance <= kMostChance && more.rate > 0) found.push_back(Made(*meter, more, group.size(), currency));
    }
  }
  std::ranges::sort(found, {}, [](const PricedEvent& event) { return event.event.meter; });
  return found;
}

}  // namespace kilowatch
