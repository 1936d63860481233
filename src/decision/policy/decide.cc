#include "decision/policy/decide.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "decision/policy/common_changes.h"
#include "decision/policy/false_discovery.h"
#include "decision/policy/findings.h"
#include "decision/policy/meter_tree.h"
#include "decision/policy/peers.h"
#include "decision/policy/week_budget.h"
#include "detection/events/words.h"

namespace kilowatch {
namespace {

constexpr double kCoveredShare = 0.5;
constexpr double kExplainedShare = 0.4;
// Beside a discovery, an event of its meter and class is kept up to this chance: less than an even one.
constexpr double kChanceBesideADiscovery = 0.5;

struct Candidate {
  PricedEvent event;
  std::optional<HiddenReason> hidden;
  std::string under;
  bool confirmed = false;  // a verdict says that it is real
  bool by_week = false;    // see Hidden
};

bool IsFault(const Candidate& candidate) { return candidate.event.event.event_class == EventClass::kDataFault; }

std::optional<HiddenReason> TooSmall(const PricedEvent& event, const Policy& policy, const Currency& currency) {
  if (event.event.event_class == EventClass::kDataFault || event.unit == Unit::kOther) return std::nullopt;
  if (std::abs(event.event.excess) < policy.minimum_energy) return HiddenReason::kSmallEnergy;
  const double minor = policy.minimum_cost * std::pow(10.0, currency.decimals);
  if (event.cost && std::abs(static_cast<double>(event.cost->amount.minor)) < minor) return HiddenReason::kSmallCost;
  return std::nullopt;
}

// How strongly an event asks for its place: orders of magnitude of its score's distance from 1, and of its size against the floors.
double StrengthOf(const PricedEvent& event, const Policy& policy, const Currency& currency) {
  const double evidence = -std::log10(std::max(1 - event.event.score, 1e-12));
  if (event.unit == Unit::kOther) return evidence;
  const double size =
      event.cost ? std::abs(static_cast<double>(event.cost->amount.minor)) / std::pow(10.0, currency.decimals) / std::max(policy.minimum_cost, 0.01)
                 : std::abs(event.event.excess) / std::max(policy.minimum_energy, 0.01);
  return evidence + std::log10(1 + size);
}

// Hides what is over the meter's budget, month by month.
void KeepTheMonthsStrongest(std::vector<Candidate*>& of_meter, const MeterSummary& meter, const Policy& policy, const Currency& currency) {
  std::map<std::chrono::year_month, std::vector<Candidate*>> months;
  for (Candidate* candidate : of_meter) {
    if (candidate->hidden || IsFault(*candidate)) continue;
    const std::chrono::year_month_day date(meter.zone.DayOf(candidate->event.event.span.begin));
    months[date.year() / date.month()].push_back(candidate);
  }
  for (auto& [month, candidates] : months) {
    std::ranges::stable_sort(candidates, std::greater<>(),
                             [&](const Candidate* candidate) { return StrengthOf(candidate->event, policy, currency); });
    for (std::size_t i = static_cast<std::size_t>(policy.events_per_meter_month); i < candidates.size(); ++i)
      candidates[i]->hidden = HiddenReason::kBudget;
  }
}

struct Judge {
  const MeterTree& tree;
  const Policy& policy;
  const Currency& currency;
  EventsByMeter kept;

  // Meters above come first, because what is kept there hides what runs below at the same time.
  void JudgeMeter(std::vector<Candidate*>& of_meter, const MeterSummary& meter, bool adds_up_others) {
    for (Candidate* candidate : of_meter) {
      if (adds_up_others) candidate->hidden = HiddenReason::kSuspectedTotal;
      if (candidate->hidden || IsFault(*candidate)) continue;
      const CoverAbove cover = FindCoverAbove(candidate->event, tree, kept);
      if (cover.share < kCoveredShare) continue;
      candidate->hidden = HiddenReason::kCountedUnderMain;
      candidate->under = cover.event;
    }
    KeepTheMonthsStrongest(of_meter, meter, policy, currency);
    for (const Candidate* candidate : of_meter) {
      if (!candidate->hidden) kept[meter.name].push_back(&candidate->event);
    }
  }
};

void HideByMeter(std::vector<Candidate>& candidates, const MeterTree& tree, const std::vector<SuspectedTotal>& totals, const Policy& policy,
                 const Currency& currency) {
  std::map<std::string, std::vector<Candidate*>> by_meter;
  for (Candidate& candidate : candidates) by_meter[candidate.event.event.meter].push_back(&candidate);
  std::map<std::size_t, std::vector<std::string>> by_depth;
  for (const auto& [name, list] : by_meter) by_depth[tree.Above(name).size()].push_back(name);
  Judge judge{tree, policy, currency, {}};
  for (const auto& [depth, names] : by_depth) {
    for (const std::string& name : names) {
      const MeterSummary& meter = tree.Find(name);
      const bool adds_up = std::ranges::find(totals, name, &SuspectedTotal::meter) != totals.end();
      judge.JudgeMeter(by_meter[name], meter, adds_up);
    }
  }
}

bool IsMuted(const Event& event, const Policy& policy) {
  return std::ranges::any_of(policy.mutes, [&](const Mute& mute) {
    return mute.meter == event.meter && mute.span.begin <= event.span.begin && event.span.begin < mute.span.end;
  });
}

bool IsProvisional(const Event& event, const MeterSummary& meter, const Policy& policy) {
  if (!policy.as_of || meter.covered.end <= meter.covered.begin) return false;
  const LocalDay newest = meter.zone.DayOf(meter.covered.end - Seconds(1));
  const Instant begin = meter.zone.StartOfDay(newest), end = meter.zone.StartOfDay(newest + std::chrono::days(1));
  const bool whole = meter.covered.end >= end;
  return !whole && event.span.begin >= begin && *policy.as_of < end + Seconds(std::llround(policy.usual_delay_hours * 3600));
}

bool IsOtherDirection(const Event& event, const Policy& policy) {
  return (policy.direction == Direction::kWaste && event.event_class == EventClass::kShortfall) ||
         (policy.direction == Direction::kShortfall && event.event_class == EventClass::kWaste);
}

// What people said, what they do not want to hear, and what is not worth their time.
void HideWhatIsNotWanted(std::vector<Candidate>& candidates, const MeterTree& tree, const Policy& policy, const Currency& currency) {
  std::vector<PricedEvent> events;
  for (const Candidate& candidate : candidates) {
    if (!policy.verdicts.empty()) events.push_back(candidate.event);
  }
  std::vector<std::optional<std::size_t>> verdicts = FollowVerdicts(policy.verdicts, events);
  verdicts.resize(candidates.size());
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    Candidate& candidate = candidates[i];
    const Event& event = candidate.event.event;
    candidate.confirmed = verdicts[i] && policy.verdicts[*verdicts[i]].real;
    if (verdicts[i] && !candidate.confirmed) {
      candidate.hidden = HiddenReason::kVerdict;
    } else if (IsMuted(event, policy)) {
      candidate.hidden = HiddenReason::kMuted;
    } else if (IsProvisional(event, tree.Find(event.meter), policy)) {
      candidate.hidden = HiddenReason::kProvisional;
    } else if (IsOtherDirection(event, policy)) {
      candidate.hidden = HiddenReason::kDirection;
    } else if (event.kind == EventKind::kMissing && tree.Find(event.meter).role == MeterRole::kVirtual) {
      candidate.hidden = HiddenReason::kPartsMissing;
    } else {
      candidate.hidden = TooSmall(candidate.event, policy, currency);
    }
  }
}

// A slow event that stays holds what lies within it: the two must not cost twice.
void HidePartsOfLonger(std::vector<Candidate>& candidates) {
  std::map<std::pair<std::string, EventClass>, std::vector<const Candidate*>> longer;
  for (const Candidate& candidate : candidates) {
    const Event& event = candidate.event.event;
    if (!candidate.hidden && event.slow) longer[{event.meter, event.event_class}].push_back(&candidate);
  }
  for (Candidate& candidate : candidates) {
    const Event& event = candidate.event.event;
    if (candidate.hidden || event.slow || IsPermanent(event.kind)) continue;
    const auto found = longer.find({event.meter, event.event_class});
    if (found == longer.end()) continue;
    for (const Candidate* slow : found->second) {
      const Span span = slow->event.event.span;
      const auto common = std::min(span.end, event.span.end) - std::max(span.begin, event.span.begin);
      if (2 * common.count() < event.span.Length().count()) continue;
      candidate.hidden = HiddenReason::kPartOfLonger;
      candidate.under = slow->event.event.id;
    }
  }
}

// Names the sub-meter that shows most of what its main shows, whether it is told apart or not.
void NameWhoExplains(std::vector<Candidate>& candidates, const MeterTree& tree) {
  std::map<std::string, std::map<std::string, std::vector<const Candidate*>>> below;
  for (const Candidate& candidate : candidates) {
    for (const std::string& above : tree.Above(candidate.event.event.meter)) below[above][candidate.event.event.meter].push_back(&candidate);
  }
  for (Candidate& candidate : candidates) {
    const auto subs = below.find(candidate.event.event.meter);
    if (candidate.hidden || IsFault(candidate) || subs == below.end() || !(std::abs(candidate.event.event.excess) > 0)) continue;
    Event& event = candidate.event.event;
    std::string most;
    double share = 0;
    for (const auto& [name, list] : subs->second) {
      double shown = 0;
      for (const Candidate* one : list) {
        const Event& other = one->event.event;
        const auto common = (std::min(other.span.end, event.span.end) - std::max(other.span.begin, event.span.begin)).count();
        if (other.event_class != event.event_class || common <= 0 || IsPermanent(other.kind) != IsPermanent(event.kind)) continue;
        if (other.slow && !event.slow) continue;
        shown += other.excess * static_cast<double>(common) / static_cast<double>(other.span.Length().count());
      }
      if (shown / event.excess <= share) continue;
      share = shown / event.excess;
      most = name;
    }
    if (share < kExplainedShare) continue;
    const Phrase part = PercentWords(std::min(1.0, share));
    event.reason.en += fmt::format(" The sub-meter {} shows {} of it.", most, part.en);
    event.reason.fr += fmt::format(" Le sous-compteur {} en montre {}.", most, part.fr);
  }
}

// What an event was found by: each look at a meter is a test of its own, and none is a piece of what another found.
enum class Look { kHours, kSlow, kPermanent };

Look LookOf(const Event& event) { return IsPermanent(event.kind) ? Look::kPermanent : event.slow ? Look::kSlow : Look::kHours; }

// Joined hours of one meter and class stand or fall together by chance: a fault that shows in pieces is one.
void HideChance(std::vector<Candidate>& candidates, std::size_t meters, const Policy& policy) {
  std::map<std::tuple<std::string, EventClass, Look>, std::vector<Candidate*>> groups;
  for (Candidate& candidate : candidates) {
    const Event& event = candidate.event.event;
    if (!candidate.hidden && !candidate.confirmed && !std::isnan(event.chance))
      groups[{event.meter, event.event_class, LookOf(event)}].push_back(&candidate);
  }
  std::vector<double> together;
  std::size_t fault_groups = 0;
  for (const auto& [key, group] : groups) {
    std::vector<double> chances;
    for (const Candidate* candidate : group) chances.push_back(candidate->event.event.chance);
    together.push_back(std::get<Look>(key) == Look::kHours ? ChanceTogether(chances) : std::ranges::min(chances));
    fault_groups += std::get<EventClass>(key) == EventClass::kDataFault ? 1 : 0;
  }
  // Each meter was looked at for more and for less than expected, for slow changes, and beside others.
  const std::vector<bool> found = Discoveries(together, 4 * meters + fault_groups, policy.false_discovery_rate);
  double cut = 0;
  for (std::size_t i = 0; i < found.size(); ++i) cut = found[i] ? std::max(cut, together[i]) : cut;
  std::size_t at = 0;
  for (const auto& [key, group] : groups) {
    const bool discovered = found[at++];
    const double most = std::get<Look>(key) == Look::kHours ? kChanceBesideADiscovery : cut;
    for (Candidate* candidate : group) {
      if (!discovered || candidate->event.event.chance > most) candidate->hidden = HiddenReason::kChance;
    }
  }
}

Instant BeginOf(const std::vector<MeterSummary>& meters) {
  Instant begin = Instant::max();
  for (const MeterSummary& meter : meters) {
    if (meter.covered.end > meter.covered.begin) begin = std::min(begin, meter.zone.StartOfDay(meter.zone.DayOf(meter.covered.begin)));
  }
  return begin == Instant::max() ? Instant{} : begin;
}

std::vector<const PricedEvent*> KeptOf(const std::vector<Candidate>& candidates) {
  std::vector<const PricedEvent*> kept;
  for (const Candidate& candidate : candidates) {
    if (!candidate.hidden) kept.push_back(&candidate.event);
  }
  return kept;
}

// What belongs to an incident is told there, and in no finding.
std::vector<const PricedEvent*> Apart(const std::vector<const PricedEvent*>& kept, const std::vector<Incident>& incidents) {
  std::set<std::string_view> told;
  for (const Incident& incident : incidents) told.insert(incident.events.begin(), incident.events.end());
  std::vector<const PricedEvent*> apart;
  std::ranges::copy_if(kept, std::back_inserter(apart), [&](const PricedEvent* event) { return !told.contains(event->event.id); });
  return apart;
}

// Gives findings and incidents their weeks; the events of those that find none are hidden.
void ApplyBudget(std::vector<Finding> findings, std::vector<Incident> incidents, const MeterTree& tree, Instant begin, const Policy& policy,
                 std::vector<Candidate>& candidates, Decision& decision) {
  std::map<std::string_view, Candidate*> by_id;
  for (Candidate& candidate : candidates) by_id[candidate.event.event.id] = &candidate;
  const auto hide = [&](const std::vector<std::string>& ids) {
    for (const std::string& id : ids) {
      by_id[id]->hidden = HiddenReason::kBudget;
      by_id[id]->by_week = true;
    }
  };
  std::vector<Claim> claims;
  for (const Finding& finding : findings) claims.push_back(ClaimOf(finding, tree.Find(finding.meter).role));
  for (const Incident& incident : incidents) claims.push_back(ClaimOf(incident));
  const auto told = GiveWeeks(claims, begin, policy.findings_per_week);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (!told[i]) {
      hide(findings[i].events);
      continue;
    }
    findings[i].told = *told[i];
    (findings[i].event_class == EventClass::kDataFault ? decision.data_findings : decision.findings).push_back(std::move(findings[i]));
  }
  for (std::size_t i = 0; i < incidents.size(); ++i) {
    if (const auto& week = told[findings.size() + i]) {
      incidents[i].told = *week;
      decision.incidents.push_back(std::move(incidents[i]));
    } else {
      hide(incidents[i].events);
    }
  }
  std::ranges::stable_sort(decision.incidents, {}, [](const Incident& incident) {
    const Claim claim = ClaimOf(incident);
    return std::make_tuple(claim.tier, -claim.loss);
  });
}

// Names the sub-meters whose events stand behind a finding of their main.
void NameSubMeters(const std::vector<Candidate>& candidates, std::vector<Finding>& findings) {
  std::map<std::string, Finding*> by_event;
  for (Finding& finding : findings) {
    for (const std::string& id : finding.events) by_event[id] = &finding;
  }
  for (const Candidate& candidate : candidates) {
    const auto found = by_event.find(candidate.under);
    if (candidate.hidden != HiddenReason::kCountedUnderMain || found == by_event.end()) continue;
    auto& names = found->second->sub_meters;
    if (std::ranges::find(names, candidate.event.event.meter) == names.end()) names.push_back(candidate.event.event.meter);
  }
}

}  // namespace

Status Policy::Validate() const {
  if (events_per_meter_month < 1 || findings_per_week < 1) {
    return Fail(ErrorCode::kConfiguration, {"policy: budgets must be at least 1", "règles : les budgets doivent être d’au moins 1"},
                {"Raise events_per_meter_month or findings_per_week", "Augmentez events_per_meter_month ou findings_per_week"});
  }
  if (!(minimum_energy >= 0 && minimum_cost >= 0 && separate_after_days >= 0 && usual_delay_hours >= 0)) {
    return Fail(ErrorCode::kConfiguration,
                {"policy: floors and delays must not be negative", "règles : les seuils et délais ne peuvent être négatifs"},
                {"Use 0 to switch a floor off", "Mettez 0 pour retirer un seuil"});
  }
  if (!(false_discovery_rate > 0 && false_discovery_rate <= 1)) {
    return Fail(ErrorCode::kConfiguration,
                {"policy: false_discovery_rate must be above 0 and at most 1", "règles : false_discovery_rate doit être entre 0 (exclu) et 1"},
                {"Use 0.1, or 1 to take every alarm", "Mettez 0.1, ou 1 pour prendre toutes les alertes"});
  }
  if (alarm_rate && !(*alarm_rate > 0 && *alarm_rate <= 0.1)) {
    return Fail(ErrorCode::kConfiguration,
                {"policy: alarm_rate must be above 0 and at most 0.1", "règles : alarm_rate doit être entre 0 (exclu) et 0,1"},
                {"Use 0.001 for one reading of a thousand", "Mettez 0.001 pour un relevé sur mille"});
  }
  return {};
}

Decision Decide(std::vector<MeterSummary> meters, std::vector<PricedEvent> events, const Policy& policy, const Currency& currency) {
  std::ranges::sort(meters, {}, &MeterSummary::name);
  std::ranges::move(FindPermanentWaste(meters, currency), std::back_inserter(events));
  JudgeBesideOthers(meters, events);
  std::ranges::move(FindOverMain(meters), std::back_inserter(events));
  std::ranges::sort(events, {}, [](const PricedEvent& event) { return std::make_tuple(event.event.meter, event.event.span.begin, event.event.id); });
  std::vector<Candidate> candidates;
  for (PricedEvent& event : events) candidates.push_back({std::move(event), std::nullopt, {}});

  Decision decision;
  decision.currency = currency;
  const MeterTree tree(meters);
  auto suspected = FindSuspectedTotals(meters);
  HideWhatIsNotWanted(candidates, tree, policy, currency);
  HideChance(candidates, meters.size(), policy);
  HidePartsOfLonger(candidates);
  HideByMeter(candidates, tree, suspected, policy, currency);
  NameWhoExplains(candidates, tree);
  const std::vector<const PricedEvent*> kept = KeptOf(candidates);
  std::vector<Incident> incidents = FindIncidents(kept, tree, currency);
  std::vector<Finding> findings = MakeFindings(Apart(kept, incidents), tree, policy, currency);
  ApplyBudget(std::move(findings), std::move(incidents), tree, BeginOf(meters), policy, candidates, decision);
  NameSubMeters(candidates, decision.findings);
  decision.totals = SumTotals(KeptOf(candidates), decision.findings, tree);
  decision.totals.suspected_totals = std::move(suspected);
  decision.unmetered = FindUnmetered(meters);
  decision.circles = FindCircles(meters);
  for (Candidate& candidate : candidates) {
    if (candidate.hidden) {
      decision.hidden.push_back({std::move(candidate.event), *candidate.hidden, std::move(candidate.under), candidate.by_week});
    } else {
      decision.events.push_back(std::move(candidate.event));
    }
  }
  return decision;
}

}  // namespace kilowatch
