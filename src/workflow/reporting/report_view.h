#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "decision/policy/findings.h"
#include "decision/scorer/portfolio.h"
#include "workflow/reporting/report_html.h"
#include "workflow/reporting/report_words.h"

namespace kilowatch {

// What the pages of a report look up while they are written, whether HTML or PDF. Refers to the outcome, which must live longer.
class ReportView {
 public:
  ReportView(const PortfolioOutcome& outcome, const ReportSeries& series, const ReportOptions& options);

  const PortfolioOutcome& outcome;
  const ReportSeries& series;
  const ReportOptions& options;
  ReportWords words;

  // Of the kept events; null for an id that is not among them.
  const PricedEvent* FindEvent(const std::string& id) const;
  const MeterOutcome* FindMeter(const std::string& name) const;
  TimeZone ZoneOf(const std::string& meter) const;
  // The event of the finding that a chart shows: the largest whose surroundings were kept. Null for none.
  const PricedEvent* Shown(const Finding& finding) const;
  FindingParts Parts(const Finding& finding) const;
  // The chart of Shown; empty for none.
  std::string Chart(const Finding& finding) const;
  // What the meter's waste findings have cost so far.
  Money WasteOf(const std::string& meter) const;
  // From the first reading to the end of the last; empty for none.
  Span Covered() const;
  // "12 meters · 101,475 readings · from 1 January to 31 December 2016".
  std::string Summary() const;
  std::string Title() const;
  // The judged meters that get charts: those with findings and the largest, at most options.meters, the largest first.
  std::vector<const MeterOutcome*> Portrayed() const;

 private:
  std::map<std::string, const PricedEvent*, std::less<>> events_;
  std::map<std::string, const MeterOutcome*, std::less<>> meters_;
  std::map<std::string, Money, std::less<>> waste_;
};

// One figure at the top of a report.
struct ReportFigure {
  std::string value;
  std::string label;
  std::string note;
};
std::vector<ReportFigure> Figures(const ReportView& view);

// Name and value of what a finding's card lists: cost, since when, why, what to check first.
struct ReportFact {
  std::string name;
  std::string value;
};
std::vector<ReportFact> FactsOf(const ReportView& view, const Finding& finding);
// "€9,490 a year", "€1,300", or nothing.
std::string HeadlineMoney(const ReportView& view, const Finding& finding);
// How all was computed and what the money counts, a paragraph each.
std::vector<std::string> MethodParagraphs(const ReportView& view);

}  // namespace kilowatch
