#pragma once

#include <string_view>

namespace kilowatch {

// The page's style sheet. Colours by class; dark where the reader's system is.
std::string_view ReportStyle();

}  // namespace kilowatch
