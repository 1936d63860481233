#include "decision/policy/priced_event.h"

#include <algorithm>
#include <cmath>

#include "detection/events/join.h"
#include "detection/events/slow_stretches.h"
#include "detection/events/window_scan.h"

namespace kilowatch {

PricedEvent PriceEvent(Event event, const CleanBlock& block, const Expectation& expectation, const Tariff& tariff) {
  const bool free = event.event_class == EventClass::kDataFault;
  const EventBand band = free ? EventBand{} : BandOver(block, expectation, event.first_cell, event.last_cell);
  return PriceEvent(std::move(event), band, block, tariff);
}

PricedEvent PriceEvent(Event event, const EventBand& band, const CleanBlock& block, const Tariff& tariff) {
  const Meter& meter = block.meter();
  PricedEvent priced{std::move(event), meter.role, meter.commodity, meter.unit, std::nullopt, std::nullopt};
  const CommodityTariff* prices = tariff.For(meter.commodity, meter.unit);
  if (prices == nullptr || priced.event.event_class == EventClass::kDataFault) return priced;
  priced.cost =
      CostOf({block.grid(), block.site(), priced.event.first_cell, band.actual, band.expected, band.low, band.high}, *prices, tariff.currency());
  priced.co2_kg = priced.event.excess * prices->co2_kg;
  return priced;
}

namespace {

// The price of one unit in every cell of a week in the middle of the meter's time, divided by their number.
void PriceUnit(const CleanBlock& block, const CommodityTariff& prices, const Currency& currency, MeterSummary& summary) {
  summary.price_assumed = prices.price_assumed;
  summary.unit_co2_kg = prices.co2_kg;
  summary.unit_price = prices.base_price;
  if (prices.windows.empty()) return;
  const std::size_t cells = std::min(block.size(), std::max<std::size_t>(1, 7 * block.grid().StepsPerDay()));
  constexpr double kUnits = 1000;
  const std::vector<double> amount(cells, kUnits);
  const Invoice invoice = Price({block.grid(), block.site(), (block.size() - cells) / 2, amount}, prices, currency);
  summary.unit_price = static_cast<double>(invoice.total.minor) / std::pow(10.0, currency.decimals) / (kUnits * static_cast<double>(cells));
}

std::vector<float> RelativeByDay(const CleanBlock& block, const DayReference& reference) {
  if (reference.days.empty()) return {};
  const LocalDay first = block.days().front().date;
  std::vector<float> by_day(static_cast<std::size_t>((block.days().back().date - first).count()) + 1, std::nanf(""));
  const std::vector<double> relative = RelativeDays(reference);
  for (std::size_t i = 0; i < relative.size(); ++i)
    by_day[static_cast<std::size_t>((reference.days[i].date - first).count())] = static_cast<float>(relative[i]);
  return by_day;
}

}  // namespace

MeterSummary Summarise(const CleanBlock& block, const Tariff& tariff, const DayReference& reference) {
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
  summary.use = meter.use;
  if (CanBeSlow(block, reference)) summary.relative_daily = RelativeByDay(block, reference);
  if (!block.why_not() && meter.role == MeterRole::kMain && !meter.use.empty()) summary.duty = MeasureDuty(block);
  if (const CommodityTariff* prices = tariff.For(meter.commodity, meter.unit)) PriceUnit(block, *prices, tariff.currency(), summary);
  for (const BlockDay& day : block.days()) {
    double sum = 0;
    for (std::uint32_t i = day.begin; i < day.end; ++i) {
      const bool measured = block.quality()[i] == Quality::kMeasured;
      sum += measured ? block.value()[i] : std::nan("");
      summary.has_negative = summary.has_negative || (measured && block.value()[i] < 0);
    }
    summary.daily.push_back(day.end > day.begin ? sum : std::nan(""));
  }
  return summary;
}

}  // namespace kilowatch
