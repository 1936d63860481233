#include "decision/policy/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "foundation/base/random.h"

namespace kilowatch {
namespace {

constexpr std::int64_t kDay = 86400;
constexpr double kLeastWindowDays = 28;
constexpr double kMostWindowDays = 90;
constexpr double kLastingDays = 3;

using Group = std::vector<const PricedEvent*>;

std::string FindingId(const Finding& finding) {
  const std::string key = fmt::format("{}\n{}\n{}\n{}\n{}", finding.meter, EventClassName(finding.event_class), EventKindName(finding.kind),
                                      HoursPatternName(finding.hours), EpochSeconds(finding.since));
  // The seed keeps findings apart from events; the product spreads FNV's last bytes over the high bits.
  return fmt::format("{:012x}", (StableHash(key, 0x66696e64696e67ULL) * 0x9e3779b97f4a7c15ULL) >> 16);
}

bool Lasts(const Event& event) { return event.ongoing && event.span.Length() >= Seconds(static_cast<std::int64_t>(kLastingDays) * kDay); }

std::optional<Money> YearlyOf(const Finding& finding, const Group& group, const MeterSummary& meter) {
  if (!finding.cost || (group.size() < 2 && !Lasts(group.back()->event))) return std::nullopt;
  if (finding.event_class == EventClass::kShortfall && !Produces(meter.role)) return std::nullopt;
  const Instant end = meter.covered.end;
  const double known = static_cast<double>(meter.covered.Length().count()) / kDay;
  const double age = static_cast<double>((end - finding.since).count()) / kDay;
  const double window = std::min(known, std::clamp(age, kLeastWindowDays, kMostWindowDays));
  if (!(window > 0)) return std::nullopt;
  const Instant begin = end - Seconds(std::llround(window * kDay));
  double recent = 0;
  for (const PricedEvent* event : group) {
    const Span span = event->event.span;
    const auto inside = (std::min(span.end, end) - std::max(span.begin, begin)).count();
    if (inside <= 0) continue;
    recent += static_cast<double>(event->cost->amount.minor) * static_cast<double>(inside) / static_cast<double>(span.Length().count());
  }
  const Money yearly{std::llround(std::clamp(recent * 365 / window, -1e15, 1e15))};
  return yearly.minor == 0 ? std::nullopt : std::optional(yearly);
}

void AddCost(const PricedEvent& event, Finding& finding) {
  if (event.cost) {
    if (!finding.cost) finding.cost = EventCost{};
    finding.cost->amount += event.cost->amount;
    finding.cost->low += event.cost->low;
    finding.cost->high += event.cost->high;
    finding.cost->assumed = finding.cost->assumed || event.cost->assumed;
  }
  if (event.co2_kg) finding.co2_kg = finding.co2_kg.value_or(0) + *event.co2_kg;
}

Finding Joined(const Group& group, const MeterSummary& meter, const Currency& currency) {
  const Event& first = group.front()->event;
  const Event& last = group.back()->event;
  Finding finding;
  finding.meter = first.meter;
  finding.site = first.site;
  finding.kind = first.kind;
  finding.event_class = first.event_class;
  finding.hours = first.hours;
  finding.unit = group.front()->unit;
  finding.since = first.span.begin;
  finding.last_seen = last.span.end;
  finding.ongoing = last.ongoing;
  for (const PricedEvent* event : group) {
    finding.severity = std::max(finding.severity, event->event.severity);
    finding.score = std::max(finding.score, event->event.score);
    finding.excess += event->event.excess;
    finding.unmeasured += event->event.unmeasured;
    finding.events.push_back(event->event.id);
    AddCost(*event, finding);
  }
  finding.id = FindingId(finding);
  finding.yearly_if_continues = YearlyOf(finding, group, meter);
  finding.sentence = FindingSentence(finding, *group.back(), meter.zone, currency);
  return finding;
}

// Events of one meter, class, kind and hours, split where they are too far apart.
std::vector<Group> GroupsOf(std::vector<const PricedEvent*> events, const Policy& policy) {
  const auto key = [](const PricedEvent* event) {
    return std::tie(event->event.meter, event->event.event_class, event->event.kind, event->event.hours);
  };
  std::ranges::stable_sort(events, [&](const PricedEvent* a, const PricedEvent* b) { return key(a) < key(b); });
  std::vector<Group> groups;
  for (const PricedEvent* event : events) {
    const bool joins =
        !groups.empty() && key(groups.back().back()) == key(event) &&
        static_cast<double>((event->event.span.begin - groups.back().back()->event.span.end).count()) <= policy.separate_after_days * kDay;
    if (!joins) groups.emplace_back();
    groups.back().push_back(event);
  }
  return groups;
}

}  // namespace

std::vector<Finding> MakeFindings(const std::vector<const PricedEvent*>& kept, const MeterTree& tree, const Policy& policy,
                                  const Currency& currency) {
  std::vector<Finding> findings;
  for (const Group& group : GroupsOf(kept, policy)) findings.push_back(Joined(group, tree.Find(group.front()->event.meter), currency));
  // Data faults last; a consumer's shortfall after what costs; then money a year, or so far where it is over.
  const auto rank = [&](const Finding& finding) {
    const MeterRole role = tree.Find(finding.meter).role;
    const Money money = finding.yearly_if_continues.value_or(finding.cost ? finding.cost->amount : Money{});
    const bool fault = finding.event_class == EventClass::kDataFault;
    const bool plain_shortfall = finding.event_class == EventClass::kShortfall && !Produces(role);
    return std::make_tuple(fault             ? 2
                           : plain_shortfall ? 1
                                             : 0,
                           -LossOf(finding.event_class, role, money), plain_shortfall ? money.minor : 0, -finding.unmeasured, -finding.severity,
                           -finding.score, std::cref(finding.meter).get(), finding.since, finding.id);
  };
  std::ranges::sort(findings, [&](const Finding& a, const Finding& b) { return rank(a) < rank(b); });
  return findings;
}

PortfolioTotals SumTotals(const std::vector<const PricedEvent*>& kept, const std::vector<Finding>& findings, const MeterTree& tree) {
  PortfolioTotals totals;
  EventsByMeter by_meter;
  for (const PricedEvent* event : kept) by_meter[event->event.meter].push_back(event);
  for (const PricedEvent* event : kept) {
    const double share = 1 - FindCoverAbove(*event, tree, by_meter).share;
    const auto part = [&](Money amount) { return share == 1 ? amount : Money{std::llround(static_cast<double>(amount.minor) * share)}; };
    const EventClass event_class = event->event.event_class;
    const bool waste = event_class == EventClass::kWaste, production = Produces(event->role);
    if (event->cost) {
      totals.assumed = totals.assumed || event->cost->assumed;
      (waste ? totals.waste : production ? totals.lost_production : totals.shortfall) += part(event->cost->amount);
      if (waste) totals.waste_low += part(event->cost->low);
      if (waste) totals.waste_high += part(event->cost->high);
      if (waste) totals.waste_co2_kg += share * event->co2_kg.value_or(0);
    }
    if (event->unit == Unit::kOther) continue;
    const bool kwh = event->unit == Unit::kKwh;
    if (event_class == EventClass::kDataFault) {
      (kwh ? totals.unmeasured_kwh : totals.unmeasured_m3) += share * event->event.unmeasured;
    } else if (waste) {
      (kwh ? totals.waste_kwh : totals.waste_m3) += share * event->event.excess;
    } else {
      (!kwh ? totals.shortfall_m3 : production ? totals.lost_production_kwh : totals.shortfall_kwh) += share * event->event.excess;
    }
  }
  for (const Finding& finding : findings) {
    if (finding.event_class != EventClass::kWaste || !finding.yearly_if_continues) continue;
    const bool above = std::ranges::any_of(tree.Above(finding.meter), [&](const std::string& name) {
      return std::ranges::any_of(findings, [&](const Finding& other) { return other.meter == name && other.event_class == EventClass::kWaste; });
    });
    if (!above) totals.yearly_if_continues += *finding.yearly_if_continues;
  }
  return totals;
}

}  // namespace kilowatch
