#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "foundation/base/phrase.h"

namespace kilowatch {

// A number for a person: decimal comma in French, "–" where it is not defined.
std::string FigureText(double value, int decimals, Language language);
// A share as percent without the sign: 0.123 is "12.3".
std::string PercentText(double share, int decimals, Language language);

using FigureRow = std::vector<std::string>;
// Rows of one length for a terminal: the first column left, the others right aligned, widths counted in characters.
std::string AlignFigures(const std::vector<FigureRow>& rows);

// The middle of what is defined, the mean of the two middle ones for an even count; NaN for nothing.
double MedianOf(std::vector<double> values);

// JSON has no NaN.
nlohmann::json DefinedOrNull(double value);

}  // namespace kilowatch
