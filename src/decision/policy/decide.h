#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decision/policy/incidents.h"
#include "decision/policy/priced_event.h"
#include "decision/policy/total_columns.h"
#include "decision/policy/unmetered.h"
#include "decision/policy/verdicts.h"
#include "foundation/base/money.h"
#include "foundation/base/result.h"

namespace kilowatch {

enum class Direction { kBoth, kWaste, kShortfall };

// Silence that somebody asked for: events of the meter that begin in the span are not told.
struct Mute {
  std::string meter;
  Span span{Instant::min(), Instant::max()};
  std::string why;
};

struct Policy {
  int events_per_meter_month = 6;  // of waste and shortfall, the strongest; a month is the calendar month of an event's start
  // What is told over the portfolio in each week, findings and incidents together: those that cost most a year, then shortfalls, then data faults. What
  // finds no place waits for the next week while it goes on.
  int findings_per_week = 10;
  double minimum_energy = 0.5;        // kWh or m³ of difference
  double minimum_cost = 0.5;          // major units of the currency
  double false_discovery_rate = 0.1;  // at most so many of the meters' alarms may be mere chance, on average; 1: all are taken
  // Which share of a meter's ordinary readings may be alarms, in (0, 0.1]; nothing: the ensemble's own threshold. Read by whoever scores (ScorerOptions).
  std::optional<double> alarm_rate;
  Direction direction = Direction::kBoth;  // of differences; data faults are told in any case
  // The newest local day of a meter is provisional while it is not whole: what begins on it is no event until `as_of` lies so long behind the day's end.
  double usual_delay_hours = 24;
  std::optional<Instant> as_of;  // the time of judging; nothing: all delays have passed
  std::vector<Mute> mutes;
  std::vector<Verdict> verdicts;    // a false alarm is not told again; a real one passes the control of chance
  double separate_after_days = 60;  // events of one kind that are further apart are two findings

  Status Validate() const;
};

enum class HiddenReason {
  kBudget,            // the meter's month or the portfolio's week has stronger ones
  kSmallEnergy,       // below minimum_energy
  kSmallCost,         // below minimum_cost
  kCountedUnderMain,  // its main meter has an event of the same class over half of its time or more
  kSuspectedTotal,    // its meter adds up other meters
  kPartOfLonger,      // a longer event of the meter and class holds it
  kProvisional,       // on the newest day, which is not whole yet
  kMuted,             // Policy::mutes
  kVerdict,           // somebody said that it is a false alarm
  kDirection,         // Policy::direction
  kPartsMissing,      // a virtual meter lacks what its parts lack, which is told of them
  kChance,            // among so many meters such a difference comes up by chance (Policy::false_discovery_rate)
};

// "budget", "small_energy", "small_cost", "counted_under_main", "suspected_total", "part_of_longer", "provisional", "muted", "verdict", "direction",
// "parts_missing", "chance".
std::string_view HiddenReasonName(HiddenReason reason);
Phrase HiddenReasonWords(HiddenReason reason);

// An event that a person is not told of, and why.
struct Hidden {
  PricedEvent event;
  HiddenReason reason = HiddenReason::kBudget;
  std::string under;     // id of the main's event, for kCountedUnderMain, or of the longer one, for kPartOfLonger
  bool by_week = false;  // kBudget: the portfolio's week, not the meter's month
};

// Events of one meter, class, kind and hours of the week, joined.
struct Finding {
  std::string id;  // 12 hex digits, of meter, class, kind, hours and since
  std::string meter;
  std::string site;
  EventKind kind = EventKind::kUnexplained;
  EventClass event_class = EventClass::kWaste;
  HoursPattern hours = HoursPattern::kAllHours;
  Unit unit = Unit::kKwh;
  Instant since{};
  Instant last_seen{};   // end of the last event, exclusive
  bool ongoing = false;  // the last event lasts to the meter's last reading
  int severity = 1;      // the highest of its events
  double score = 0;      // likewise
  double excess = 0;     // in the meter's unit, so far
  double unmeasured = 0;
  std::optional<EventCost> cost;  // so far
  std::optional<double> co2_kg;   // so far
  // What a year costs at the recent rate: the cost inside the last W days of the meter's data, times 365 / W, where W is the finding's age,
  // at least 28 days and at most 90. Only for what comes back (two events or more) or has lasted for three days and goes on, was seen in
  // those W days, and costs: waste, and production that is lost (negative, as its cost).
  std::optional<Money> yearly_if_continues;
  Instant told{};                       // the first day of the week of the budget in which it is told
  std::vector<std::string> events;      // ids by time
  std::vector<std::string> sub_meters;  // where the same was seen below this meter
  Phrase sentence;
};

// Sums over the events that are kept; each of waste, shortfall and unmeasured for itself, never netted. A sub-meter's event counts only for the
// share of its time in which no event of the same class of a meter above it runs.
struct PortfolioTotals {
  Money waste;
  Money waste_low;
  Money waste_high;
  Money shortfall;            // not positive: less was used than expected
  Money lost_production;      // not positive: shortfalls of generation and export
  Money yearly_if_continues;  // of waste findings; those of sub-meters only where the main has no waste finding
  bool assumed = false;       // some price is a default
  double waste_kwh = 0, shortfall_kwh = 0, lost_production_kwh = 0, unmeasured_kwh = 0;
  double waste_m3 = 0, shortfall_m3 = 0, unmeasured_m3 = 0;
  double waste_co2_kg = 0;
  std::vector<SuspectedTotal> suspected_totals;
};

struct Decision {
  Currency currency;
  std::vector<PricedEvent> events;                // kept, by meter and time
  std::vector<Finding> findings;                  // waste and lost production worth most a year first, then other shortfalls
  std::vector<Finding> data_findings;             // data faults
  std::vector<Incident> incidents;                // waste worth most first, data faults last; their events stand in no finding
  std::vector<Hidden> hidden;                     // by meter and time
  std::vector<UnmeteredRest> unmetered;           // by main
  std::vector<std::vector<std::string>> circles;  // meters that the list puts above each other; none counts under another of them
  PortfolioTotals totals;
};

// What of the candidates of a whole portfolio a person is told. Deterministic, whatever the order of its arguments; ties go by meter and time.
// Every candidate comes out once: kept or hidden. A candidate's meter must be among `meters`.
Decision Decide(std::vector<MeterSummary> meters, std::vector<PricedEvent> candidates, const Policy& policy, const Currency& currency);

}  // namespace kilowatch
