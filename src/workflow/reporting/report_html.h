#pragma once

#include <string>

#include "decision/scorer/portfolio.h"
#include "foundation/base/phrase.h"
#include "workflow/reporting/report_series.h"

namespace kilowatch {

struct ReportOptions {
  Language language = Language::kEnglish;
  std::string title;        // empty: a default
  std::size_t findings = 40;  // shown with their chart
  std::size_t meters = 60;    // shown with their year
};

// The report as one HTML page that needs nothing else: opens offline, light and dark, prints. What the user's files say is escaped.
std::string ReportHtml(const PortfolioOutcome& outcome, const ReportSeries& series, const ReportOptions& options);

// Text as HTML shows it: & < > " ' escaped.
std::string EscapeHtml(std::string_view text);

}  // namespace kilowatch
