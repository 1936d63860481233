#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kilowatch {

// Shortest decimal text that reads back to the same double; no exponent between 1e-5 and 1e15. NaN and infinities write nothing.
void AppendNumber(double value, std::string& out);
std::string FormatNumber(double value);
// The whole of `text` as a finite double with a decimal point; no spaces, no thousands marks.
std::optional<double> ParseNumber(std::string_view text);

}  // namespace kilowatch
