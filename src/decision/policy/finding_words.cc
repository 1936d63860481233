#include <fmt/format.h>

#include <cmath>

#include "decision/policy/findings.h"
#include "detection/events/reason.h"
#include "detection/events/words.h"

namespace kilowatch {
namespace {

constexpr std::string_view kNarrowSpace = "\u202f";

std::string Capitalised(std::string text) {
  if (text.starts_with("é")) return "É" + text.substr(std::string_view("é").size());
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

Phrase What(const Finding& finding) {
  Phrase kind = EventKindWords(finding.kind);
  // A spike or dip that is not believed is not told as the load's.
  const bool doubted = finding.event_class == EventClass::kDataFault && (finding.kind == EventKind::kSpike || finding.kind == EventKind::kDip);
  if (doubted) kind = {"reading that cannot be right", "relevé qui ne peut pas être juste"};
  const bool one_day = finding.events.size() == 1 && finding.last_seen - finding.since <= Seconds(86400);
  const bool says_hours = !IsPermanent(finding.kind) && finding.event_class != EventClass::kDataFault && !one_day;
  if (says_hours && finding.hours == HoursPattern::kNight) kind = Fill({"{} at night", "{} la nuit"}, {kind});
  if (says_hours && finding.hours == HoursPattern::kWeekend) kind = Fill({"{} at weekends", "{} le week-end"}, {kind});
  if (says_hours && finding.hours == HoursPattern::kDaytime)
    kind = Fill({"{} on weekdays in the daytime", "{} en journée, du lundi au vendredi"}, {kind});
  if (finding.events.size() == 1) return {Capitalised(kind.en), Capitalised(kind.fr)};
  const Phrase count = DecimalWords(static_cast<double>(finding.events.size()), 0);
  return Fill({"{} × {}", "{} × {}"}, {count, kind});
}

Phrase When(const Finding& finding, const TimeZone& zone) {
  const LocalDay first = zone.DayOf(finding.since);
  const LocalDay last = zone.DayOf(finding.last_seen - Seconds(1));
  if (finding.ongoing) return Fill({"since {}, up to the last reading", "depuis le {}, jusqu’au dernier relevé"}, {DayWords(first)});
  return DayRangeWords(first, last);
}

Phrase HowMuch(const Finding& finding) {
  if (finding.event_class == EventClass::kDataFault) {
    if (finding.kind == EventKind::kMissing && (finding.unit == Unit::kOther || !(finding.unmeasured > 0))) {
      return {"no readings arrived", "aucun relevé n’est arrivé"};
    }
    if (finding.unit == Unit::kOther || !(finding.unmeasured > 0)) return {"the readings cannot be believed", "les relevés ne sont pas fiables"};
    return Fill({"about {} unmeasured", "environ {} non mesurés"}, {QuantityWords(finding.unmeasured, finding.unit)});
  }
  const bool above = finding.excess > 0;
  if (IsPermanent(finding.kind)) {
    return Fill({"{} a year more than meters of the same use", "{} par an de plus que les compteurs du même usage"},
                {QuantityWords(finding.excess, finding.unit)});
  }
  if (finding.unit == Unit::kOther) {
    return above ? Phrase{"the value lies above what was expected", "la valeur est au-dessus de l’attendu"}
                 : Phrase{"the value lies below what was expected", "la valeur est au-dessous de l’attendu"};
  }
  const Phrase size = QuantityWords(std::abs(finding.excess), finding.unit);
  return above ? Fill({"{} more than expected", "{} de plus qu’attendu"}, {size}) : Fill({"{} less than expected", "{} de moins qu’attendu"}, {size});
}

Phrase MoneyPart(const Finding& finding, bool produces, const Currency& currency) {
  if (!finding.cost) return {};
  const Phrase so_far = MoneyWords(finding.cost->amount, currency);
  const bool lost = finding.event_class == EventClass::kWaste || produces;
  if (!lost) return Fill({", {} less on the bill", ", soit {} de moins sur la facture"}, {so_far});
  if (!finding.yearly_if_continues) return Fill({", {} so far", ", soit {} à ce jour"}, {so_far});
  return Fill({", {} so far and about {} a year if it goes on", ", soit {} à ce jour et environ {} par an si cela continue"},
              {so_far, MoneyWords(*finding.yearly_if_continues, currency)});
}

}  // namespace

Phrase MoneyWords(Money amount, const Currency& currency) {
  const double major = std::abs(static_cast<double>(amount.minor)) / std::pow(10.0, currency.decimals);
  Phrase number = DecimalWords(major, 0);
  if (major < 100 && currency.decimals > 0) {
    number.en = fmt::format("{:.{}f}", major, currency.decimals);
    number.fr = number.en;
    number.fr[number.fr.find('.')] = ',';
  }
  const std::string_view symbol = currency.code == "EUR" ? "€" : currency.code == "GBP" ? "£" : currency.code == "USD" ? "$" : "";
  if (symbol.empty()) return {number.en + " " + currency.code, fmt::format("{}{}{}", number.fr, kNarrowSpace, currency.code)};
  return {fmt::format("{}{}", symbol, number.en), fmt::format("{}{}{}", number.fr, kNarrowSpace, symbol)};
}

FindingParts PartsOf(const Finding& finding, const PricedEvent& last, const TimeZone& zone) {
  Meter meter;
  meter.role = last.role;
  meter.commodity = last.commodity;
  meter.unit = last.unit;
  return {What(finding), When(finding, zone), HowMuch(finding), CheckFirst(last.event, meter)};
}

Phrase FindingSentence(const Finding& finding, const PricedEvent& last, const TimeZone& zone, const Currency& currency) {
  const FindingParts parts = PartsOf(finding, last, zone);
  return Fill({"{}, {}: {}{}; check first {}.", "{}, {} : {}{} ; vérifier d’abord {}."},
              {parts.what, parts.when, parts.how_much, MoneyPart(finding, Produces(last.role), currency), parts.check_first});
}

}  // namespace kilowatch
