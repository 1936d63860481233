#pragma once

#include <string>

#include "workflow/reporting/report_view.h"

namespace kilowatch {

// The sections of the HTML report, each whole with its heading, or empty where there is nothing to say. All that comes from files is escaped.
// The findings worth most, a line each, with links to their cards.
std::string HtmlFirst(const ReportView& view);
std::string HtmlTimeline(const ReportView& view);
std::string HtmlFindings(const ReportView& view);
std::string HtmlIncidents(const ReportView& view);
std::string HtmlDataFaults(const ReportView& view);
// All judged meters; sorted by what the reader chooses, without script.
std::string HtmlMeterTable(const ReportView& view);
// The daily and weekly charts of some meters, with their facts in words.
std::string HtmlPortraits(const ReportView& view);
std::string HtmlNotJudged(const ReportView& view);
std::string HtmlHidden(const ReportView& view);
std::string HtmlFiles(const ReportView& view);
std::string HtmlMethod(const ReportView& view);

}  // namespace kilowatch
