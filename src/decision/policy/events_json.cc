#include "decision/policy/events_json.h"

#include <cmath>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace kilowatch {
namespace {

using nlohmann::json;

// A millionth of a kWh is far below any meter; the rounding keeps sums readable.
json Number(double value) {
  if (!std::isfinite(value)) return nullptr;
  const double rounded = std::abs(value) < 1e9 ? std::round(value * 1e6) / 1e6 : value;
  return rounded == 0 ? 0.0 : rounded;
}

// A small probability loses its meaning where it is rounded to a millionth: three digits are kept.
json Probability(double value) {
  if (!std::isfinite(value)) return nullptr;
  // Through text: multiplied by powers of ten, the digits would end in …99.
  return std::stod(fmt::format("{:.2e}", value < 1e-300 ? 0.0 : value));
}

json Number(const std::optional<double>& value) { return value ? Number(*value) : json(nullptr); }

json InKwh(double value, Unit unit) { return unit == Unit::kKwh ? Number(value) : json(nullptr); }

json CostToJson(const std::optional<EventCost>& cost, const Currency& currency) {
  if (!cost) return nullptr;
  return {{"amount", FormatMoney(cost->amount, currency)},
          {"low", FormatMoney(cost->low, currency)},
          {"high", FormatMoney(cost->high, currency)},
          {"currency", currency.code},
          {"assumed", cost->assumed}};
}

}  // namespace

json PhraseToJson(const Phrase& phrase) { return {{"en", phrase.en}, {"fr", phrase.fr}}; }

json EventToJson(const PricedEvent& priced, const Currency& currency) {
  const Event& event = priced.event;
  return {{"id", event.id},
          {"meter", event.meter},
          {"site", event.site},
          {"start", FormatInstant(event.span.begin)},
          {"end", FormatInstant(event.span.end)},
          {"kind", EventKindName(event.kind)},
          {"class", EventClassName(event.event_class)},
          {"hours", HoursPatternName(event.hours)},
          {"ongoing", event.ongoing},
          {"severity", event.severity},
          {"score", event.score},
          {"chance", Probability(event.chance)},
          {"strongest", MemberName(event.strongest)},
          {"unit", UnitName(priced.unit)},
          {"expected", Number(event.expected)},
          {"actual", Number(event.actual)},
          {"excess", Number(event.excess)},
          {"excess_low", Number(event.excess_low)},
          {"excess_high", Number(event.excess_high)},
          {"unmeasured", Number(event.unmeasured)},
          {"expected_kwh", InKwh(event.expected, priced.unit)},
          {"actual_kwh", InKwh(event.actual, priced.unit)},
          {"excess_kwh", InKwh(event.excess, priced.unit)},
          {"cost", CostToJson(priced.cost, currency)},
          {"co2_kg", Number(priced.co2_kg)},
          {"reason", PhraseToJson(event.reason)}};
}

json FindingToJson(const Finding& finding, const Currency& currency) {
  return {{"id", finding.id},
          {"meter", finding.meter},
          {"site", finding.site},
          {"kind", EventKindName(finding.kind)},
          {"class", EventClassName(finding.event_class)},
          {"hours", HoursPatternName(finding.hours)},
          {"count", finding.events.size()},
          {"since", FormatInstant(finding.since)},
          {"last_seen", FormatInstant(finding.last_seen)},
          {"ongoing", finding.ongoing},
          {"severity", finding.severity},
          {"score", finding.score},
          {"unit", UnitName(finding.unit)},
          {"excess", Number(finding.excess)},
          {"unmeasured", Number(finding.unmeasured)},
          {"cost", CostToJson(finding.cost, currency)},
          {"co2_kg", Number(finding.co2_kg)},
          {"yearly_if_continues", finding.yearly_if_continues ? json(FormatMoney(*finding.yearly_if_continues, currency)) : json(nullptr)},
          {"told", FormatInstant(finding.told)},
          {"events", finding.events},
          {"sub_meters", finding.sub_meters},
          {"sentence", PhraseToJson(finding.sentence)}};
}

json IncidentToJson(const Incident& incident, const Currency& currency) {
  return {{"id", incident.id},
          {"cause", IncidentCauseName(incident.cause)},
          {"class", EventClassName(incident.event_class)},
          {"site", incident.site.empty() ? json(nullptr) : json(incident.site)},
          {"region", incident.region.empty() ? json(nullptr) : json(incident.region)},
          {"sites", incident.sites},
          {"start", FormatInstant(incident.span.begin)},
          {"end", FormatInstant(incident.span.end)},
          {"ongoing", incident.ongoing},
          {"severity", incident.severity},
          {"score", incident.score},
          {"meters", incident.meters},
          {"events", incident.events},
          {"told", FormatInstant(incident.told)},
          {"cost", CostToJson(incident.cost, currency)},
          {"co2_kg", Number(incident.co2_kg)},
          {"unmeasured_kwh", Number(incident.unmeasured_kwh)},
          {"sentence", PhraseToJson(incident.sentence)}};
}

json HiddenToJson(const Hidden& hidden, const Currency& currency) {
  json out = EventToJson(hidden.event, currency);
  out["hidden"] = HiddenReasonName(hidden.reason);
  out["why_hidden"] = PhraseToJson(HiddenReasonWords(hidden.reason));
  out["under"] = hidden.under.empty() ? json(nullptr) : json(hidden.under);
  return out;
}

json UnmeteredToJson(const UnmeteredRest& rest) {
  return {{"main", rest.main},
          {"site", rest.site},
          {"unit", UnitName(rest.unit)},
          {"subs", rest.subs},
          {"days", rest.days},
          {"a_year", Number(rest.a_year)},
          {"share", Number(rest.share)},
          {"share_trend_a_year", Number(rest.share_trend_a_year)},
          {"negative_days", rest.negative_days}};
}

json TotalsToJson(const PortfolioTotals& totals, const Currency& currency) {
  json suspected = json::array();
  for (const SuspectedTotal& total : totals.suspected_totals) suspected.push_back({{"meter", total.meter}, {"members", total.members}});
  const auto money = [&](Money amount) { return FormatMoney(amount, currency); };
  return {{"currency", currency.code},
          {"assumed", totals.assumed},
          {"waste", {{"amount", money(totals.waste)}, {"low", money(totals.waste_low)}, {"high", money(totals.waste_high)}}},
          {"shortfall", money(totals.shortfall)},
          {"lost_production", money(totals.lost_production)},
          {"yearly_if_continues", money(totals.yearly_if_continues)},
          {"waste_kwh", Number(totals.waste_kwh)},
          {"shortfall_kwh", Number(totals.shortfall_kwh)},
          {"lost_production_kwh", Number(totals.lost_production_kwh)},
          {"unmeasured_kwh", Number(totals.unmeasured_kwh)},
          {"waste_m3", Number(totals.waste_m3)},
          {"shortfall_m3", Number(totals.shortfall_m3)},
          {"unmeasured_m3", Number(totals.unmeasured_m3)},
          {"waste_co2_kg", Number(totals.waste_co2_kg)},
          {"suspected_totals", suspected}};
}

json PortraitToJson(const Portrait& portrait) {
  json lines = json::array();
  for (const Phrase& line : portrait.lines) lines.push_back(PhraseToJson(line));
  json opening = nullptr;
  if (portrait.opening_hours) {
    std::string week;
    for (const bool open : portrait.opening_hours->open) week += open ? '1' : '0';
    opening = {{"inferred", portrait.opening_hours->inferred}, {"week", week}};
  }
  return {{"a_year", Number(portrait.a_year)},
          {"a_year_from_days", Number(portrait.a_year_from_days)},
          {"base_load", Number(portrait.base_load)},
          {"base_load_trend_a_year", Number(portrait.base_load_trend_a_year)},
          {"off_hours_share", Number(portrait.off_hours_share)},
          {"opening_hours", opening},
          {"peak", Number(portrait.peak)},
          {"peak_at", portrait.peak ? json(FormatInstant(portrait.peak_at)) : json(nullptr)},
          {"load_factor", Number(portrait.load_factor)},
          {"saving_at_best_month", Number(portrait.saving_at_best_month)},
          {"best_month", portrait.best_month ? json(FormatDay(*portrait.best_month).substr(0, 7)) : json(nullptr)},
          {"weather_taken_out", portrait.weather_taken_out},
          {"readings", portrait.readings},
          {"missing", portrait.missing},
          {"estimated_share", Number(portrait.estimated_share)},
          {"lines", lines}};
}

json MeterToJson(const MeterSummary& meter, const Portrait& portrait, const std::optional<Phrase>& why_not) {
  const bool empty = meter.covered.end <= meter.covered.begin;
  return {{"name", meter.name},
          {"site", meter.site},
          {"parent", meter.parent.empty() ? json(nullptr) : json(meter.parent)},
          {"role", MeterRoleName(meter.role)},
          {"commodity", CommodityName(meter.commodity)},
          {"unit", UnitName(meter.unit)},
          {"zone", meter.zone.name()},
          {"first", empty ? json(nullptr) : json(FormatInstant(meter.covered.begin))},
          {"last", empty ? json(nullptr) : json(FormatInstant(meter.last))},
          {"readings", portrait.readings},
          {"missing", portrait.missing},
          {"judged", !why_not.has_value()},
          {"why_not", why_not ? PhraseToJson(*why_not) : json(nullptr)},
          {"portrait", PortraitToJson(portrait)}};
}

json DecisionToJson(const Decision& decision) {
  json out = {
      {"events", json::array()}, {"findings", json::array()}, {"incidents", json::array()}, {"hidden", json::array()}, {"unmetered", json::array()}};
  for (const PricedEvent& event : decision.events) out["events"].push_back(EventToJson(event, decision.currency));
  for (const Finding& finding : decision.findings) out["findings"].push_back(FindingToJson(finding, decision.currency));
  for (const Finding& finding : decision.data_findings) out["findings"].push_back(FindingToJson(finding, decision.currency));
  for (const Incident& incident : decision.incidents) out["incidents"].push_back(IncidentToJson(incident, decision.currency));
  for (const Hidden& hidden : decision.hidden) out["hidden"].push_back(HiddenToJson(hidden, decision.currency));
  for (const UnmeteredRest& rest : decision.unmetered) out["unmetered"].push_back(UnmeteredToJson(rest));
  out["meter_circles"] = decision.circles;
  out["totals"] = TotalsToJson(decision.totals, decision.currency);
  return out;
}

}  // namespace kilowatch
