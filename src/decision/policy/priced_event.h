#pragma once

#include <optional>
#include <string>
#include <vector>

#include "data/preprocessing/clean_block.h"
#include "decision/finance/invoice.h"
#include "decision/finance/tariff.h"
#include "detection/events/day_reference.h"
#include "detection/events/duty_shape.h"
#include "detection/events/join.h"
#include "detection/models/expectation.h"

namespace kilowatch {

// A candidate with its money. Cost and CO2 are those of actual minus expected: negative for a shortfall.
struct PricedEvent {
  Event event;
  MeterRole role = MeterRole::kMain;
  Commodity commodity = Commodity::kElectricity;
  Unit unit = Unit::kKwh;
  std::optional<EventCost> cost;  // nothing for a data fault and where nothing can be priced
  std::optional<double> co2_kg;   // likewise
};

// Prices one event of the block over the band of its sum (BandOver).
PricedEvent PriceEvent(Event event, const CleanBlock& block, const Expectation& expectation, const Tariff& tariff);

// The same over a band that is known already.
PricedEvent PriceEvent(Event event, const EventBand& band, const CleanBlock& block, const Tariff& tariff);

// What a decision over many meters has to know of each.
struct MeterSummary {
  std::string name;
  std::string site;
  std::string region;  // the weather that it shares with others, else its clock; empty: unknown
  std::string parent;
  MeterRole role = MeterRole::kMain;
  Commodity commodity = Commodity::kElectricity;
  Unit unit = Unit::kKwh;
  TimeZone zone;
  Span covered;    // of its grid
  Instant last{};  // start of its last interval
  LocalDay first_day;
  bool has_negative = false;         // it sends energy back
  std::string use;                   // "office" …; empty: unknown
  std::optional<DutyShape> duty;     // of a judged meter
  std::optional<double> unit_price;  // major units of the currency for a unit, over the hours of a week alike
  bool price_assumed = false;
  double unit_co2_kg = 0;
  // RelativeDays from first_day on, NaN where there is none; empty where slow changes are not looked for.
  std::vector<float> relative_daily;
  std::vector<double> daily;  // sum of each local day from first_day on; NaN unless every cell of the day was measured
};

// `tariff` gives the mean price of a unit over the meter's time, where there is one.
MeterSummary Summarise(const CleanBlock& block, const Tariff& tariff, const DayReference& reference = {});

}  // namespace kilowatch
