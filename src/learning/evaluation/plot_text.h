#pragma once

#include <string>
#include <string_view>

namespace kilowatch {

// Text that may stand in markup.
std::string EscapeXml(std::string_view text);

// "<svg …><title>…": a plot of that many pixels with its accessible name; colours and text follow the page it stands in.
std::string OpenPlot(double width, double height, std::string_view title);

// `anchor` is start, middle or end.
std::string PlotText(double x, double y, std::string_view anchor, std::string_view text);

}  // namespace kilowatch
