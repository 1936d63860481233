#include "workflow/reporting/report_scope.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "decision/policy/findings.h"
#include "decision/policy/meter_tree.h"
#include "detection/events/words.h"
#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

double FiniteSum(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += std::isfinite(value) ? value : 0;
  return sum;
}

Span MonthSpan(std::chrono::year_month month, const TimeZone& zone) {
  return {zone.StartOfDay(LocalDay(month / std::chrono::day(1))), zone.StartOfDay(LocalDay((month + std::chrono::months(1)) / std::chrono::day(1)))};
}

// The cells of the event that begin inside the month. Nothing: none does.
std::optional<Event> Clipped(const Event& event, const ScoredMeter& scored, Span month) {
  const Grid& grid = scored.block.grid();
  Event part = event;
  while (part.first_cell <= part.last_cell && grid.Start(part.first_cell) < month.begin) ++part.first_cell;
  while (part.last_cell > part.first_cell && grid.Start(part.last_cell) >= month.end) --part.last_cell;
  if (part.first_cell > part.last_cell || !month.Contains(grid.Start(part.first_cell))) return std::nullopt;
  if (part.first_cell == event.first_cell && part.last_cell == event.last_cell) return part;
  const double cells = event.last_cell - event.first_cell + 1;
  part.span = {std::max(event.span.begin, grid.Start(part.first_cell)), std::min(event.span.end, grid.Start(part.last_cell + 1))};
  part.ongoing = event.ongoing && part.last_cell == event.last_cell;
  part.unmeasured *= (part.last_cell - part.first_cell + 1) / cells;
  if (part.event_class == EventClass::kDataFault) return part;
  const EventBand band = BandOver(scored.block, scored.judgement.expectation, part.first_cell, part.last_cell);
  part.actual = FiniteSum(band.actual);
  part.expected = FiniteSum(band.expected);
  part.excess = part.actual - part.expected;
  part.excess_low = part.actual - FiniteSum(band.high);
  part.excess_high = part.actual - FiniteSum(band.low);
  return part;
}

MeterSummary SummaryOf(const MeterOutcome& outcome) {
  MeterSummary summary;
  summary.name = outcome.meter.name;
  summary.site = outcome.meter.site;
  summary.parent = outcome.meter.parent;
  summary.role = outcome.meter.role;
  summary.commodity = outcome.meter.commodity;
  summary.unit = outcome.meter.unit;
  summary.zone = TimeZone::Find(outcome.meter.zone).value_or(TimeZone());
  summary.covered = outcome.covered;
  return summary;
}

class Narrowing {
 public:
  Narrowing(const PortfolioOutcome& outcome, const ReportScope& scope, const MonthParts* parts) : outcome_(outcome), scope_(scope), parts_(parts) {}

  PortfolioOutcome Make() {
    PortfolioOutcome out;
    out.understood = outcome_.understood;
    out.decision.currency = outcome_.decision.currency;
    for (const MeterOutcome& meter : outcome_.meters) {
      if (Within(meter.meter.site)) out.meters.push_back(meter);
    }
    // The tree needs all meters: a main may have no site of its own.
    std::vector<MeterSummary> summaries;
    for (const MeterOutcome& meter : outcome_.meters) summaries.push_back(SummaryOf(meter));
    const MeterTree tree(summaries);
    for (const PricedEvent& event : outcome_.decision.events) {
      if (const auto part = Part(event)) out.decision.events.push_back(*part);
    }
    for (const PricedEvent& event : out.decision.events) kept_.emplace(event.event.id, &event);
    for (const Hidden& hidden : outcome_.decision.hidden) {
      if (Part(hidden.event)) out.decision.hidden.push_back(hidden);
    }
    out.decision.findings = Kept(outcome_.decision.findings, tree);
    out.decision.data_findings = Kept(outcome_.decision.data_findings, tree);
    // An incident is told whole wherever one of its events is left.
    std::ranges::copy_if(outcome_.decision.incidents, std::back_inserter(out.decision.incidents), [&](const Incident& incident) {
      return std::ranges::any_of(incident.events, [&](const std::string& id) { return kept_.contains(id); });
    });
    std::ranges::copy_if(outcome_.decision.unmetered, std::back_inserter(out.decision.unmetered),
                         [&](const UnmeteredRest& rest) { return Within(rest.site); });
    std::vector<const PricedEvent*> kept;
    for (const PricedEvent& event : out.decision.events) kept.push_back(&event);
    out.decision.totals = SumTotals(kept, out.decision.findings, tree);
    std::ranges::copy_if(outcome_.decision.totals.suspected_totals, std::back_inserter(out.decision.totals.suspected_totals),
                         [&](const SuspectedTotal& total) { return Within(tree.Find(total.meter).site); });
    return out;
  }

 private:
  bool Within(const std::string& site) const { return scope_.site.empty() || site == scope_.site; }

  std::optional<PricedEvent> Part(const PricedEvent& event) const {
    if (!Within(event.event.site)) return std::nullopt;
    if (!scope_.month) return event;
    const PricedEvent* part = parts_->Find(event.event.id);
    return part == nullptr ? std::optional<PricedEvent>() : *part;
  }

  std::vector<Finding> Kept(const std::vector<Finding>& findings, const MeterTree& tree) const {
    std::vector<Finding> out;
    for (const Finding& whole : findings) {
      std::vector<const PricedEvent*> parts;
      for (const std::string& id : whole.events) {
        const auto part = kept_.find(id);
        if (part != kept_.end()) parts.push_back(part->second);
      }
      if (parts.empty()) continue;
      out.push_back(scope_.month ? Summed(whole, parts, tree) : whole);
    }
    return out;
  }

  Finding Summed(Finding finding, const std::vector<const PricedEvent*>& parts, const MeterTree& tree) const {
    finding.since = parts.front()->event.span.begin;
    finding.last_seen = parts.back()->event.span.end;
    finding.ongoing = parts.back()->event.ongoing;
    finding.excess = finding.unmeasured = 0;
    finding.cost.reset();
    finding.co2_kg.reset();
    finding.events.clear();
    for (const PricedEvent* part : parts) {
      finding.events.push_back(part->event.id);
      finding.excess += part->event.excess;
      finding.unmeasured += part->event.unmeasured;
      if (part->co2_kg) finding.co2_kg = finding.co2_kg.value_or(0) + *part->co2_kg;
      if (!part->cost) continue;
      if (!finding.cost) finding.cost.emplace();
      finding.cost->amount += part->cost->amount;
      finding.cost->low += part->cost->low;
      finding.cost->high += part->cost->high;
      finding.cost->assumed = finding.cost->assumed || part->cost->assumed;
    }
    finding.sentence = FindingSentence(finding, *parts.back(), tree.Find(finding.meter).zone, outcome_.decision.currency);
    return finding;
  }

  const PortfolioOutcome& outcome_;
  const ReportScope& scope_;
  const MonthParts* parts_;
  std::map<std::string, const PricedEvent*> kept_;
};

}  // namespace

Result<std::chrono::year_month> ParseMonth(const std::string& text) {
  const auto day = text.size() == 7 ? ParseInstant(text + "-01") : std::nullopt;
  if (!day) {
    return Fail(ErrorCode::kUsage, FormatPhrase("--month \"{}\" is not a month", "--month « {} » n’est pas un mois", text),
                {"Write 2024-03", "Écrivez 2024-03"});
  }
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(*day));
  return std::chrono::year_month(date.year(), date.month());
}

void MonthParts::Add(const ScoredMeter& scored) {
  if (scored.block.size() == 0) return;
  const Span month = MonthSpan(month_, scored.block.site().zone);
  const Span whole = scored.block.grid().Whole();
  covered_ = covered_ || (whole.begin < month.end && month.begin < whole.end);
  for (const Event& event : scored.events) {
    if (event.span.end <= month.begin || event.span.begin >= month.end) continue;
    if (auto part = Clipped(event, scored, month))
      parts_.insert_or_assign(event.id, PriceEvent(*std::move(part), scored.block, scored.judgement.expectation, *tariff_));
  }
}

const PricedEvent* MonthParts::Find(const std::string& event) const {
  const auto found = parts_.find(event);
  return found == parts_.end() ? nullptr : &found->second;
}

Result<PortfolioOutcome> NarrowOutcome(PortfolioOutcome outcome, const ReportScope& scope, const MonthParts* parts) {
  if (scope.empty()) return outcome;
  std::set<std::string> sites;
  for (const MeterOutcome& meter : outcome.meters) sites.insert(meter.meter.site);
  if (!scope.site.empty() && !sites.contains(scope.site)) {
    sites.erase("");
    const Phrase advice = sites.empty() ? Phrase{"No meter names its site; a meter list does (--meters)",
                                                 "Aucun compteur n’indique son site ; une liste de compteurs le fait (--meters)"}
                                        : FormatPhrase("Sites: {}", "Sites : {}", fmt::format("{}", fmt::join(sites, ", ")));
    return Fail(ErrorCode::kUsage, FormatPhrase("no meter of site \"{}\" was read", "aucun compteur du site « {} » n’a été lu", scope.site), advice);
  }
  if (scope.month && !parts->covered()) {
    return Fail(ErrorCode::kUsage,
                FormatPhrase("no reading lies in {:04}-{:02}", "aucun relevé ne se trouve en {:04}-{:02}", static_cast<int>(scope.month->year()),
                             static_cast<unsigned>(scope.month->month())),
                {"kilowatch describe says which time the readings cover", "kilowatch describe dit quelle période les relevés couvrent"});
  }
  return Narrowing(outcome, scope, parts).Make();
}

Phrase ScopeWords(const ReportScope& scope) {
  Phrase words{scope.site, scope.site};
  if (!scope.month) return words;
  const Phrase month = MonthWords(LocalDay(*scope.month / std::chrono::day(1)));
  const std::string lead = scope.site.empty() ? "" : scope.site + " · ";
  return {lead + month.en + ": amounts count only the part of each event inside the month",
          lead + month.fr + " : les montants ne comptent que la part de chaque anomalie comprise dans le mois"};
}

}  // namespace kilowatch
