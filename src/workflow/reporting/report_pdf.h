#pragma once

#include <string>

#include "decision/scorer/portfolio.h"
#include "foundation/base/result.h"
#include "workflow/reporting/report_html.h"

namespace kilowatch {

// The report as a PDF of A4 pages: totals, when, findings with their charts, data faults, portraits, what could not be judged, how it was worked out.
// Errors: kUnsupported in a build without Cairo and librsvg, naming the packages.
Result<std::string> ReportPdf(const PortfolioOutcome& outcome, const ReportSeries& series, const ReportOptions& options);

}  // namespace kilowatch
