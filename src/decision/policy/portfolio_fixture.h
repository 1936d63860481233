#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "decision/policy/decide.h"

// Hand-made portfolios for the tests of this room.
namespace kilowatch::portfolio {

inline const Currency kEuro{"EUR", 2};

inline Instant At(const char* text) { return *ParseInstant(text); }

// A meter that covers 2024-01-01 to 2024-12-31.
inline MeterSummary MeterOf(std::string name, std::string parent = "") {
  MeterSummary meter;
  meter.name = std::move(name);
  meter.parent = std::move(parent);
  if (!meter.parent.empty()) meter.role = MeterRole::kSub;
  meter.covered = {At("2024-01-01T00:00:00Z"), At("2024-12-31T00:00:00Z")};
  meter.first_day = LocalDay(std::chrono::year(2024) / 1 / 1);
  return meter;
}

// An event of waste at night of so many kWh, priced at 0.20 with a band of a tenth.
inline PricedEvent WasteOf(std::string meter, const char* begin, double hours, double kwh) {
  PricedEvent priced;
  Event& event = priced.event;
  event.meter = std::move(meter);
  event.span = {At(begin), At(begin) + Seconds(static_cast<std::int64_t>(hours * 3600))};
  event.id = fmt::format("{}@{}", event.meter, begin);
  event.kind = EventKind::kOffHoursExcess;
  event.hours = HoursPattern::kNight;
  event.severity = 3;
  event.score = 0.99;
  event.expected = 100;
  event.actual = 100 + kwh;
  event.excess = kwh;
  event.excess_low = kwh * 0.9;
  event.excess_high = kwh * 1.1;
  event.reason = {"reason", "raison"};
  priced.cost = EventCost{RoundToMoney(kwh * 0.2, kEuro), RoundToMoney(kwh * 0.18, kEuro), RoundToMoney(kwh * 0.22, kEuro), true};
  priced.co2_kg = kwh * 0.25;
  return priced;
}

inline PricedEvent ShortfallOf(std::string meter, const char* begin, double hours, double kwh) {
  PricedEvent priced = WasteOf(std::move(meter), begin, hours, -kwh);
  priced.event.event_class = EventClass::kShortfall;
  priced.event.kind = EventKind::kDip;
  std::swap(priced.cost->low, priced.cost->high);
  return priced;
}

inline PricedEvent FaultOf(std::string meter, const char* begin, double hours, double unmeasured) {
  PricedEvent priced = WasteOf(std::move(meter), begin, hours, 0);
  priced.event.event_class = EventClass::kDataFault;
  priced.event.kind = EventKind::kMissing;
  priced.event.hours = HoursPattern::kAllHours;
  priced.event.unmeasured = unmeasured;
  priced.cost.reset();
  priced.co2_kg.reset();
  return priced;
}

}  // namespace kilowatch::portfolio
