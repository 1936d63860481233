#include "decision/policy/incidents.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "decision/policy/findings.h"
#include "detection/events/words.h"
#include "foundation/base/random.h"

namespace kilowatch {
namespace {

constexpr double kCommonTime = 0.5;
constexpr std::size_t kLeastMeters = 2;
constexpr std::size_t kLeastSites = 3;
constexpr double kShareOfSites = 0.3;
constexpr Seconds kAround{14 * 86400};
constexpr double kShortHours = 6;
constexpr double kLongestClosureDays = 70;

constexpr std::array<std::string_view, 6> kCauseNames = {"weather", "supply", "logger", "calendar", "clock_change", "unknown"};

using Group = std::vector<const PricedEvent*>;

double CommonShare(Span a, Span b) {
  const auto common = (std::min(a.end, b.end) - std::max(a.begin, b.begin)).count();
  const auto joint = (std::max(a.end, b.end) - std::min(a.begin, b.begin)).count();
  return common > 0 && joint > 0 ? static_cast<double>(common) / static_cast<double>(joint) : 0;
}

std::set<std::string> MetersOf(const Group& group) {
  std::set<std::string> meters;
  for (const PricedEvent* event : group) meters.insert(event->event.meter);
  return meters;
}

std::set<std::string> SitesOf(const Group& group) {
  std::set<std::string> sites;
  for (const PricedEvent* event : group) sites.insert(event->event.site.empty() ? event->event.meter : event->event.site);
  return sites;
}

// Of all events of a region, those near the group in time.
Group Around(const Group& group, const Group& events) {
  const Span span = group.front()->event.span;
  Group near;
  for (const PricedEvent* event : events) {
    if (event->event.span.begin < span.end + kAround && event->event.span.end > span.begin - kAround) near.push_back(event);
  }
  return near;
}

// Groups around the earliest event that is still free; its span is what the others are held against, so that a group does not wander off in time.
std::vector<Group> GroupAround(Group events) {
  std::ranges::stable_sort(events, {}, [](const PricedEvent* event) { return event->event.span.begin; });
  std::vector<Group> groups;
  std::vector<std::size_t> open;
  for (const PricedEvent* event : events) {
    std::erase_if(open, [&](std::size_t at) { return groups[at].front()->event.span.end <= event->event.span.begin; });
    std::size_t best = groups.size();
    double share = kCommonTime;
    for (const std::size_t at : open) {
      const double common = CommonShare(groups[at].front()->event.span, event->event.span);
      if (common < share || (best < groups.size() && common == share)) continue;
      best = at;
      share = common;
    }
    if (best == groups.size()) {
      open.push_back(groups.size());
      groups.emplace_back();
    }
    groups[best].push_back(event);
  }
  return groups;
}

bool AroundClockChange(Span span, const TimeZone& zone) {
  const auto day = Seconds(86400);
  return zone.OffsetAt(span.begin - day) != zone.OffsetAt(span.begin + day);
}

bool IsAll(const Group& group, auto&& holds) {
  return std::ranges::all_of(group, [&](const PricedEvent* event) { return holds(*event); });
}

IncidentCause CauseOf(const Group& group, Span span, bool many_sites, const TimeZone& zone) {
  const EventClass event_class = group.front()->event.event_class;
  const double hours = static_cast<double>(span.Length().count()) / 3600;
  if (event_class == EventClass::kDataFault) {
    const bool cut =
        IsAll(group, [](const PricedEvent& event) { return event.event.kind == EventKind::kOutage && event.commodity == Commodity::kElectricity; });
    return cut ? IncidentCause::kSupply : IncidentCause::kLogger;
  }
  if (IsAll(group, [](const PricedEvent& event) { return Produces(event.role); })) return IncidentCause::kWeather;
  if (many_sites && AroundClockChange(span, zone)) return IncidentCause::kClockChange;
  if (event_class == EventClass::kShortfall) {
    if (hours <= kShortHours) return IncidentCause::kSupply;
    return hours <= 24 * kLongestClosureDays ? IncidentCause::kCalendar : IncidentCause::kUnknown;
  }
  if (!many_sites) {
    const bool off_hours = IsAll(group, [](const PricedEvent& event) { return event.event.kind == EventKind::kOffHoursExcess; });
    return off_hours ? IncidentCause::kCalendar : IncidentCause::kUnknown;
  }
  return hours > kShortHours ? IncidentCause::kWeather : IncidentCause::kUnknown;
}

Phrase CheckWords(IncidentCause cause) {
  switch (cause) {
    case IncidentCause::kWeather:
      return {"the outdoor temperature of these days, then the set points that the sites share",
              "la température extérieure de ces jours, puis les consignes que ces sites partagent"};
    case IncidentCause::kSupply: return {"whether the supply was cut", "si l’alimentation a été coupée"};
    case IncidentCause::kLogger:
      return {"the logger and its connection, which these meters share", "l’enregistreur et sa connexion, que ces compteurs partagent"};
    case IncidentCause::kCalendar:
      return {"whether the place was closed or open otherwise than usual; if so, give the days with --calendar",
              "si le lieu était fermé ou ouvert autrement que d’habitude ; si oui, donner ces jours avec --calendar"};
    case IncidentCause::kClockChange:
      return {"whether the stamps and the timers follow summer time (--zone)", "si les horodates et les horloges suivent l’heure d’été (--zone)"};
    case IncidentCause::kUnknown: break;
  }
  return {"what these meters share: a control, a schedule, a person who changed something",
          "ce que ces compteurs partagent : une régulation, un horaire, quelqu’un qui a changé quelque chose"};
}

Phrase WhatWords(EventClass event_class) {
  switch (event_class) {
    case EventClass::kWaste: return {"used more than expected", "ont consommé plus qu’attendu"};
    case EventClass::kShortfall: return {"used or produced less than expected", "ont consommé ou produit moins qu’attendu"};
    case EventClass::kDataFault: break;
  }
  return {"gave no readings that can be believed", "n’ont pas donné de relevés fiables"};
}

Phrase WhoWords(const Incident& incident) {
  const Phrase count = DecimalWords(static_cast<double>(incident.meters.size()), 0);
  if (!incident.site.empty()) return Fill({"{} meters of {}", "{} compteurs de {}"}, {count, {incident.site, incident.site}});
  return Fill({"{} meters of {} sites", "{} compteurs de {} sites"}, {count, DecimalWords(static_cast<double>(incident.sites), 0)});
}

Phrase SentenceOf(const Incident& incident, const TimeZone& zone, const Currency& currency) {
  const LocalDay first = zone.DayOf(incident.span.begin), last = zone.DayOf(incident.span.end - Seconds(1));
  const Phrase when = incident.ongoing ? Fill({"since {}", "depuis le {}"}, {DayWords(first)}) : DayRangeWords(first, last);
  Phrase worth;
  if (incident.cost && incident.lost) worth = Fill({", {} in all", ", soit {} en tout"}, {MoneyWords(incident.cost->amount, currency)});
  if (incident.event_class == EventClass::kDataFault && incident.unmeasured_kwh > 0)
    worth = Fill({", about {} unmeasured", ", environ {} non mesurés"}, {QuantityWords(incident.unmeasured_kwh, Unit::kKwh)});
  return Fill({"{} {} {}{}. Likely cause: {}; check first {}.", "{} {} {}{}. Cause probable : {} ; vérifier d’abord {}."},
              {WhoWords(incident), WhatWords(incident.event_class), when, worth, IncidentCauseWords(incident.cause), CheckWords(incident.cause)});
}

std::string IncidentId(const Incident& incident) {
  const std::string key =
      fmt::format("{}\n{}\n{}\n{}", incident.region, incident.site, EventClassName(incident.event_class), EpochSeconds(incident.span.begin));
  return fmt::format("{:012x}", (StableHash(key, 0x696e636964656eULL) * 0x9e3779b97f4a7c15ULL) >> 16);
}

void AddCost(const PricedEvent& event, double share, Incident& incident) {
  const auto part = [&](Money amount) { return share == 1 ? amount : Money{std::llround(static_cast<double>(amount.minor) * share)}; };
  if (event.unit == Unit::kKwh) incident.unmeasured_kwh += share * event.event.unmeasured;
  if (event.co2_kg) incident.co2_kg = incident.co2_kg.value_or(0) + share * *event.co2_kg;
  if (!event.cost) return;
  if (!incident.cost) incident.cost = EventCost{};
  incident.cost->amount += part(event.cost->amount);
  incident.cost->low += part(event.cost->low);
  incident.cost->high += part(event.cost->high);
  incident.cost->assumed = incident.cost->assumed || event.cost->assumed;
}

Incident Joined(Group group, const MeterTree& tree, const EventsByMeter& by_meter, const Currency& currency) {
  std::ranges::stable_sort(group, {}, [](const PricedEvent* event) { return std::tie(event->event.meter, event->event.span.begin); });
  const std::set<std::string> meters = MetersOf(group), sites = SitesOf(group);
  const MeterSummary& some = tree.Find(group.front()->event.meter);
  Incident incident;
  incident.event_class = group.front()->event.event_class;
  incident.sites = sites.size();
  if (sites.size() == 1) incident.site = group.front()->event.site;
  incident.region = some.region;
  incident.span = group.front()->event.span;
  incident.meters.assign(meters.begin(), meters.end());
  for (const PricedEvent* event : group) {
    incident.span.begin = std::min(incident.span.begin, event->event.span.begin);
    incident.span.end = std::max(incident.span.end, event->event.span.end);
    incident.ongoing = incident.ongoing || event->event.ongoing;
    incident.severity = std::max(incident.severity, event->event.severity);
    incident.score = std::max(incident.score, event->event.score);
    incident.lost = incident.lost || event->event.event_class == EventClass::kWaste || Produces(event->role);
    incident.events.push_back(event->event.id);
    AddCost(*event, 1 - FindCoverAbove(*event, tree, by_meter).share, incident);
  }
  incident.lost = incident.lost && incident.event_class != EventClass::kDataFault;
  incident.cause = CauseOf(group, incident.span, sites.size() > 1, some.zone);
  incident.id = IncidentId(incident);
  incident.sentence = SentenceOf(incident, some.zone, currency);
  return incident;
}

}  // namespace

std::string_view IncidentCauseName(IncidentCause cause) { return kCauseNames[static_cast<std::size_t>(cause)]; }

Phrase IncidentCauseWords(IncidentCause cause) {
  switch (cause) {
    case IncidentCause::kWeather: return {"the weather", "la météo"};
    case IncidentCause::kSupply: return {"the supply", "l’alimentation"};
    case IncidentCause::kLogger: return {"the logger", "l’enregistreur"};
    case IncidentCause::kCalendar: return {"the calendar", "le calendrier"};
    case IncidentCause::kClockChange: return {"the change of clocks", "le changement d’heure"};
    case IncidentCause::kUnknown: break;
  }
  return {"unknown", "inconnue"};
}

std::vector<Incident> FindIncidents(const std::vector<const PricedEvent*>& kept, const MeterTree& tree, const Currency& currency) {
  EventsByMeter by_meter;
  for (const PricedEvent* event : kept) by_meter[event->event.meter].push_back(event);
  std::vector<Incident> incidents;
  std::set<const PricedEvent*> taken;
  for (const PricedEvent* event : kept) {
    if (IsPermanent(event->event.kind) || event->event.kind == EventKind::kOverMain) taken.insert(event);
  }
  const auto search = [&](auto&& place_of, auto&& is_one) {
    std::map<std::pair<EventClass, std::string>, Group> places;
    for (const PricedEvent* event : kept) {
      const std::string place = place_of(*event);
      if (!taken.contains(event) && !place.empty()) places[{event->event.event_class, place}].push_back(event);
    }
    for (const auto& [place, events] : places) {
      for (Group& group : GroupAround(events)) {
        if (!is_one(group, events)) continue;
        taken.insert(group.begin(), group.end());
        incidents.push_back(Joined(std::move(group), tree, by_meter, currency));
      }
    }
  };
  search([&](const PricedEvent& event) { return tree.Find(event.event.meter).region; },
         [](const Group& group, const Group& events) {
           const std::size_t sites = SitesOf(group).size();
           return sites >= kLeastSites && static_cast<double>(sites) >= kShareOfSites * static_cast<double>(SitesOf(Around(group, events)).size());
         });
  search([](const PricedEvent& event) { return event.event.site; },
         [](const Group& group, const Group&) { return MetersOf(group).size() >= kLeastMeters; });
  std::ranges::sort(incidents, {}, [](const Incident& incident) { return std::tie(incident.span.begin, incident.id); });
  return incidents;
}

}  // namespace kilowatch
