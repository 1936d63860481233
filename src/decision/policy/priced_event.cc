#include "decision/policy/priced_event.h"

#include <cmath>

#include "detection/events/join.h"

namespace kilowatch {

PricedEvent PriceEvent(Event event, const CleanBlock& block, const Expectation& expectation, const Tariff& tariff) {
  const Meter& meter = block.meter();
  PricedEvent priced{std::move(event), meter.role, meter.commodity, meter.unit, std::nullopt, std::nullopt};
  const CommodityTariff* prices = tariff.For(meter.commodity, meter.unit);
  if (prices == nullptr || priced.event.event_class == EventClass::kDataFault) return priced;
  const EventBand band = BandOver(block, expectation, priced.event.first_cell, priced.event.last_cell);
  priced.cost =
      CostOf({block.grid(), block.site(), priced.event.first_cell, band.actual, band.expected, band.low, band.high}, *prices, tariff.currency());
  priced.co2_kg = priced.event.excess * prices->co2_kg;
  return priced;
}

MeterSummary Summarise(const CleanBlock& block) {
  const Meter& meter = block.meter();
  MeterSummary summary;
  summary.name = meter.name;
  summary.site = block.site().name;
  summary.region = block.site().weather != nullptr && !block.site().weather->name.empty() ? block.site().weather->name : block.site().zone.name();
  summary.parent = meter.parent;
  summary.role = meter.role;
  summary.commodity = meter.commodity;
  summary.unit = meter.unit;
  summary.zone = block.site().zone;
  if (block.size() == 0) return summary;
  summary.covered = block.grid().Whole();
  summary.last = block.grid().Start(block.size() - 1);
  summary.first_day = block.days().front().date;
  for (const BlockDay& day : block.days()) {
    double sum = 0;
    for (std::uint32_t i = day.begin; i < day.end; ++i) sum += block.quality()[i] == Quality::kMeasured ? block.value()[i] : std::nan("");
    summary.daily.push_back(day.end > day.begin ? sum : std::nan(""));
  }
  return summary;
}

}  // namespace kilowatch
