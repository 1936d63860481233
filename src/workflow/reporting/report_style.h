#pragma once

#include <string_view>

namespace kilowatch {

// The style of the HTML report: light and dark, screen, phone and paper.
std::string_view ReportStyle();

// The style of charts alone, with the colours of paper: for what draws SVG without a page.
std::string_view PrintChartStyle();

}  // namespace kilowatch
