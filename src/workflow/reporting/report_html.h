#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "decision/scorer/portfolio.h"
#include "foundation/base/phrase.h"
#include "workflow/reporting/report_series.h"

namespace kilowatch {

struct ReportOptions {
  Language language = Language::kEnglish;
  std::string title;          // empty: a default
  std::string scope;          // what the report is limited to, in the reader's words; empty: all that was read
  std::optional<Span> span;   // what the timeline shows; nothing: all that was read
  std::size_t findings = 40;  // shown with their chart; the others in a list
  std::size_t meters = 40;    // shown with their charts: those with findings and the largest; the others in the table
};

// The report as one HTML page that needs nothing else: opens offline, light and dark, on a phone, and prints. What the user's files say is escaped.
std::string ReportHtml(const PortfolioOutcome& outcome, const ReportSeries& series, const ReportOptions& options);

}  // namespace kilowatch
