#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "decision/finance/tariff.h"
#include "decision/scorer/portfolio.h"
#include "foundation/base/result.h"

namespace kilowatch {

// What a report is limited to. Months are those of each meter's wall clock.
struct ReportScope {
  std::string site;                              // empty: all
  std::optional<std::chrono::year_month> month;  // nothing: all that was read

  bool empty() const { return site.empty() && !month; }
};

// "2024-03". Errors: kUsage.
Result<std::chrono::year_month> ParseMonth(const std::string& text);

// The parts of events that lie inside one month, priced by themselves. Collects while meters pass; not thread safe.
class MonthParts {
 public:
  MonthParts(std::chrono::year_month month, const Tariff& tariff) : month_(month), tariff_(&tariff) {}

  void Add(const ScoredMeter& scored);
  // Null for an event that does not reach into the month.
  const PricedEvent* Find(const std::string& event) const;
  // Whether some meter has readings in the month.
  bool covered() const { return covered_; }

 private:
  std::chrono::year_month month_;
  const Tariff* tariff_;  // outlives this
  std::map<std::string, PricedEvent> parts_;
  bool covered_ = false;
};

// Leaves only the meters, events and findings of the scope. With a month, every amount counts the part of its event inside the month; what a finding
// costs a year stays as it was. `parts` is needed where the scope has a month. Totals are summed anew.
// Errors: kUsage for a site or a month that no meter has, with those that there are as advice.
Result<PortfolioOutcome> NarrowOutcome(PortfolioOutcome outcome, const ReportScope& scope, const MonthParts* parts);

// "Site A · March 2024: amounts count only the part of each event inside the month".
Phrase ScopeWords(const ReportScope& scope);

}  // namespace kilowatch
