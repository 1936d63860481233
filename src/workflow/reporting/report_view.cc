#include "workflow/reporting/report_view.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "decision/policy/meter_tree.h"
#include "detection/events/words.h"
#include "workflow/reporting/load_chart.h"

namespace kilowatch {
namespace {

double SizeOf(const PricedEvent& event) { return std::max(std::abs(event.event.excess), event.event.unmeasured); }

std::string Joined(const ReportView& view, double kwh, double m3) {
  std::string out = kwh != 0 || m3 == 0 ? view.words.Say(QuantityWords(std::abs(kwh), Unit::kKwh)) : "";
  if (m3 != 0) out += (out.empty() ? "" : " + ") + view.words.Say(QuantityWords(std::abs(m3), Unit::kM3));
  return out;
}

std::string WhyWords(const ReportView& view, const PricedEvent& shown) {
  const Event& event = shown.event;
  std::string why = view.words.Say(MemberWords(event.strongest));
  if (event.event_class == EventClass::kDataFault || shown.unit == Unit::kOther || !std::isfinite(event.actual) || !std::isfinite(event.expected))
    return why;
  const Phrase numbers =
      Fill({"; read {}, expected {}", " ; lu {}, attendu {}"}, {QuantityWords(event.actual, shown.unit), QuantityWords(event.expected, shown.unit)});
  return why + view.words.Say(numbers);
}

}  // namespace

ReportView::ReportView(const PortfolioOutcome& o, const ReportSeries& s, const ReportOptions& p)
    : outcome(o), series(s), options(p), words{p.language, o.decision.currency} {
  for (const PricedEvent& event : outcome.decision.events) events_.emplace(event.event.id, &event);
  for (const MeterOutcome& meter : outcome.meters) meters_.emplace(meter.meter.name, &meter);
  for (const Finding& finding : outcome.decision.findings) {
    if (finding.event_class == EventClass::kWaste && finding.cost) waste_[finding.meter] += finding.cost->amount;
  }
}

const PricedEvent* ReportView::FindEvent(const std::string& id) const {
  const auto found = events_.find(id);
  return found == events_.end() ? nullptr : found->second;
}

const MeterOutcome* ReportView::FindMeter(const std::string& name) const {
  const auto found = meters_.find(name);
  return found == meters_.end() ? nullptr : found->second;
}

TimeZone ReportView::ZoneOf(const std::string& meter) const {
  const MeterOutcome* found = FindMeter(meter);
  return found == nullptr ? TimeZone() : TimeZone::Find(found->meter.zone).value_or(TimeZone());
}

const PricedEvent* ReportView::Shown(const Finding& finding) const {
  const PricedEvent* largest = nullptr;
  for (const std::string& id : finding.events) {
    const PricedEvent* event = FindEvent(id);
    if (event == nullptr || series.FindWindow(finding.meter, id) == nullptr) continue;
    if (largest == nullptr || SizeOf(*event) > SizeOf(*largest)) largest = event;
  }
  return largest;
}

FindingParts ReportView::Parts(const Finding& finding) const {
  const PricedEvent* last = finding.events.empty() ? nullptr : FindEvent(finding.events.back());
  return last == nullptr ? FindingParts{EventKindWords(finding.kind), {}, finding.sentence, {}} : PartsOf(finding, *last, ZoneOf(finding.meter));
}

std::string ReportView::Chart(const Finding& finding) const {
  const PricedEvent* shown = Shown(finding);
  if (shown == nullptr) return {};
  return EventChart(*series.FindWindow(finding.meter, shown->event.id), series.Find(finding.meter)->zone, finding.unit, options.language);
}

Money ReportView::WasteOf(const std::string& meter) const {
  const auto found = waste_.find(meter);
  return found == waste_.end() ? Money{} : found->second;
}

Span ReportView::Covered() const {
  Span covered{Instant::max(), Instant::min()};
  for (const MeterOutcome& meter : outcome.meters) {
    if (meter.covered.begin == meter.covered.end) continue;
    covered.begin = std::min(covered.begin, meter.covered.begin);
    covered.end = std::max(covered.end, meter.covered.end);
  }
  return covered.begin < covered.end ? covered : Span{};
}

std::string ReportView::Summary() const {
  std::int64_t readings = 0;
  for (const MeterOutcome& meter : outcome.meters) readings += meter.readings;
  const auto meters = static_cast<std::int64_t>(outcome.meters.size());
  std::string out =
      fmt::format("{} {} · {} {}", words.Count(meters), meters == 1 ? words.Word("meter", "compteur") : words.Word("meters", "compteurs"),
                  words.Count(readings), words.Word("readings", "relevés"));
  if (const std::int64_t not_judged = CountNotJudged(outcome.meters); not_judged > 0)
    out += fmt::format(" · {} {}", words.Count(not_judged), words.Word("not judged", not_judged == 1 ? "non évalué" : "non évalués"));
  const std::string covered = words.Say(CoveredWords(outcome.meters));
  if (!covered.empty()) out += " · " + covered;
  return out;
}

std::string ReportView::Title() const { return options.title.empty() ? words.Word("Energy anomalies", "Anomalies énergétiques") : options.title; }

std::vector<const MeterOutcome*> ReportView::Portrayed() const {
  std::set<std::string_view> found;
  for (const Finding& finding : outcome.decision.findings) found.insert(finding.meter);
  std::vector<const MeterOutcome*> judged;
  for (const MeterOutcome& meter : outcome.meters) {
    if (!meter.why_not) judged.push_back(&meter);
  }
  const auto year = [](const MeterOutcome* meter) { return meter->portrait.a_year.value_or(0); };
  std::ranges::stable_sort(judged, [&](const MeterOutcome* a, const MeterOutcome* b) {
    return std::pair(found.contains(a->meter.name), year(a)) > std::pair(found.contains(b->meter.name), year(b));
  });
  if (judged.size() > options.meters) judged.resize(options.meters);
  std::ranges::stable_sort(judged, [&](const MeterOutcome* a, const MeterOutcome* b) { return year(a) > year(b); });
  return judged;
}

namespace {

// Where nothing can be paid for there is no money to sum.
std::vector<ReportFigure> FiguresWithoutMoney(const ReportView& view) {
  const ReportWords& words = view.words;
  const auto count = [&](const std::vector<Finding>& findings) { return words.Count(static_cast<std::int64_t>(findings.size())); };
  return {{count(view.outcome.decision.findings), words.Word("findings", "constats"),
           words.Word("what is no consumption is judged, never priced", "ce qui n’est pas une consommation est évalué, jamais chiffré")},
          {count(view.outcome.decision.data_findings), words.Word("data faults", "défauts de données"),
           words.Word("readings that are missing or cannot be believed", "relevés manquants ou qui ne sont pas fiables")}};
}

std::vector<ReportFigure> FiguresWithoutJudgement(const ReportView& view) {
  const ReportWords& words = view.words;
  return {{words.Count(CountNotJudged(view.outcome.meters)), words.Word("meters not judged", "compteurs non évalués"),
           words.Word("the reasons stand below", "les raisons sont données plus bas")},
          {words.Count(static_cast<std::int64_t>(view.outcome.decision.data_findings.size())), words.Word("data faults", "défauts de données"),
           words.Word("readings that are missing or cannot be believed", "relevés manquants ou qui ne sont pas fiables")}};
}

}  // namespace

std::vector<ReportFigure> Figures(const ReportView& view) {
  const bool none_judged = CountNotJudged(view.outcome.meters) == static_cast<std::int64_t>(view.outcome.meters.size());
  if (!view.outcome.meters.empty() && none_judged) return FiguresWithoutJudgement(view);
  if (!view.outcome.meters.empty() && !MeasuresConsumption(view.outcome.meters)) return FiguresWithoutMoney(view);
  const PortfolioTotals& totals = view.outcome.decision.totals;
  const ReportWords& words = view.words;
  const std::string assumed = totals.assumed ? words.Word("; default prices, no tariff was given", " ; prix par défaut, aucun tarif fourni") : "";
  std::vector<ReportFigure> figures;
  std::string energy = Joined(view, totals.waste_kwh, totals.waste_m3) + words.Word(" more than expected", " de plus qu’attendu");
  if (totals.waste_co2_kg > 0) energy += fmt::format(", {} CO₂", words.Say(Co2Words(totals.waste_co2_kg)));
  figures.push_back({words.Amount(totals.waste), words.Word("waste so far", "gaspillé à ce jour"),
                     totals.waste.minor == 0 ? words.Word("nothing above what was expected", "rien au-dessus de l’attendu")
                                             : words.Range(totals.waste_low, totals.waste_high) + assumed});
  figures.push_back({Joined(view, totals.waste_kwh, totals.waste_m3), words.Word("wasted", "gaspillés"), energy});
  const bool recurs = totals.yearly_if_continues.minor > 0;
  figures.push_back({recurs ? words.Amount(totals.yearly_if_continues) : "–", words.Word("a year if it continues", "par an si cela continue"),
                     recurs ? words.Word("what recurs or goes on, at its recent rate", "ce qui revient ou dure, au rythme récent")
                            : words.Word("nothing wasteful recurs or goes on at the end", "aucun gaspillage ne revient ni ne dure à la fin")});
  if (totals.lost_production.minor != 0) {
    figures.push_back({words.Amount(totals.lost_production), words.Word("of production lost", "de production perdue"),
                       Joined(view, totals.lost_production_kwh, 0)});
  }
  figures.push_back({Joined(view, totals.shortfall_kwh, totals.shortfall_m3), words.Word("used less than expected", "consommés de moins qu’attendu"),
                     words.Amount(totals.shortfall) +
                         words.Word(" less on the bill; never netted with waste", " de moins sur la facture ; jamais déduits du gaspillage")});
  figures.push_back({Joined(view, totals.unmeasured_kwh, totals.unmeasured_m3), words.Word("not measured", "non mesurés"),
                     words.Word("behind data faults, as expected for those hours", "derrière des défauts de données, selon l’attendu à ces heures")});
  figures[1].note = energy.substr(figures[1].value.size() + 1);
  return figures;
}

std::vector<ReportFact> FactsOf(const ReportView& view, const Finding& finding) {
  const ReportWords& words = view.words;
  const TimeZone zone = view.ZoneOf(finding.meter);
  const FindingParts parts = view.Parts(finding);
  std::vector<ReportFact> facts;
  std::string since = words.Say(WeekdayWords(zone.DayOf(finding.since)));
  if (finding.ongoing) since += words.Word(", still going on at the last reading", ", toujours en cours au dernier relevé");
  if (finding.events.size() > 1)
    since += fmt::format(fmt::runtime(words.Word("; seen {} times, last on {}", " ; vu {} fois, la dernière le {}")), finding.events.size(),
                         words.Say(DayWords(zone.DayOf(finding.last_seen - Seconds(1)))));
  facts.push_back({words.Word("Since", "Depuis"), since});
  if (finding.cost && finding.event_class != EventClass::kDataFault) {
    const MeterOutcome* meter = view.FindMeter(finding.meter);
    const bool shortfall = finding.event_class == EventClass::kShortfall, lost = shortfall && meter != nullptr && Produces(meter->meter.role);
    const std::string less = lost        ? words.Word(" of production lost", " de production perdue")
                             : shortfall ? words.Word(" less on the bill", " de moins sur la facture")
                                         : "";
    // The range is of the amount as it is said: a shortfall's is what is lacking.
    const std::string range = finding.cost->amount.minor < 0 ? words.Range({-finding.cost->high.minor}, {-finding.cost->low.minor})
                                                             : words.Range(finding.cost->low, finding.cost->high);
    facts.push_back(
        {lost || !shortfall ? words.Word("Cost", "Coût") : words.Word("Bill", "Facture"), words.Amount(finding.cost->amount) + less + ", " + range});
  }
  if (finding.co2_kg && *finding.co2_kg > 0) facts.push_back({"CO₂", words.Say(Co2Words(*finding.co2_kg))});
  const PricedEvent* shown = view.Shown(finding);
  if (shown != nullptr && finding.events.size() > 1) {
    facts.push_back({words.Word("Chart", "Graphique"),
                     words.Word("the largest, ", "la plus grande, ") +
                         words.Say(DayRangeWords(zone.DayOf(shown->event.span.begin), zone.DayOf(shown->event.span.end - Seconds(1))))});
  }
  if (shown == nullptr && !finding.events.empty()) shown = view.FindEvent(finding.events.back());
  if (shown != nullptr) facts.push_back({words.Word("Why", "Pourquoi"), WhyWords(view, *shown)});
  if (!finding.sub_meters.empty())
    facts.push_back({words.Word("Also seen at", "Vu aussi sur"), fmt::format("{}", fmt::join(finding.sub_meters, ", "))});
  if (!parts.check_first.empty()) facts.push_back({words.Word("Check first", "Vérifier d’abord"), words.Say(parts.check_first)});
  return facts;
}

std::string HeadlineMoney(const ReportView& view, const Finding& finding) {
  if (finding.event_class == EventClass::kDataFault)
    return finding.unit == Unit::kOther || !(finding.unmeasured > 0) ? "" : view.words.Say(QuantityWords(finding.unmeasured, finding.unit));
  if (finding.yearly_if_continues) return view.words.Amount(*finding.yearly_if_continues) + view.words.Word(" a year", " par an");
  return finding.cost ? view.words.Amount(finding.cost->amount) : "";
}

std::vector<std::string> MethodParagraphs(const ReportView& view) {
  const ReportWords& words = view.words;
  std::vector<std::string> paragraphs = {words.Word("Expected load: time of week and temperature (TOWT) where a temperature is known, else the "
                                                    "profile of the week. The band holds 95% of normal readings.",
                                                    "Charge attendue : heure de la semaine et température (TOWT) si une température est connue, "
                                                    "sinon le profil de la semaine. La bande contient 95 % des relevés normaux."),
                                         words.Word("A cost is what was read minus what was expected, at the tariff; its low and high come from the "
                                                    "band. Waste, shortfall and what was not measured are never netted. "
                                                    "A sub-meter's event is not counted again under its main meter.",
                                                    "Un coût est ce qui a été lu moins ce qui était attendu, au tarif ; son minimum et son maximum "
                                                    "viennent de la bande. Gaspillage, manque et non-mesuré ne sont jamais compensés. "
                                                    "L’anomalie d’un sous-compteur n’est pas comptée une seconde fois sous son compteur principal.")};
  if (view.outcome.decision.totals.assumed) {
    paragraphs.push_back(words.Word(
        "No tariff was given for some of the energy: default prices were taken (--price or --tariff gives your own).",
        "Aucun tarif n’a été donné pour une partie de l’énergie : des prix par défaut ont été pris (--price ou --tariff donne les vôtres)."));
  }
  for (const SuspectedTotal& total : view.outcome.decision.totals.suspected_totals) {
    paragraphs.push_back(fmt::format(fmt::runtime(words.Word("{} looks like the sum of {}: it is not counted twice.",
                                                             "{} semble être la somme de {} : il n’est pas compté deux fois.")),
                                     total.meter, fmt::join(total.members, ", ")));
  }
  return paragraphs;
}

}  // namespace kilowatch
