#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "foundation/base/phrase.h"

namespace kilowatch {

// How a file writes numbers.
struct NumberStyle {
  char decimal = '.';
  char thousands = 0;  // as in CsvPlan::thousands
  bool operator==(const NumberStyle&) const = default;
};

struct NumberStyleGuess {
  NumberStyle style;
  bool carry_unit = false;  // some numbers are followed by a unit
  Phrase assumed;           // empty where the data left no doubt
};

// Whether a cell is a number in some style: a sign, digits with marks between them, an exponent, a unit of at most 8 bytes behind a blank or at once.
bool LooksLikeNumber(std::string_view cell);

// From cells that look like numbers. "1.234,5" shows both marks; "1,234,567" shows a thousands mark; "12,5" a decimal one. Where only cells
// such as "1,234" stand the mark is taken as decimal and said so, unless the separator is itself a comma (then the cell was quoted: thousands).
NumberStyleGuess GuessNumberStyle(std::span<const std::string_view> cells, char separator);

// The reference reading of a number in a style: nothing for text that is none or not finite. A unit behind the number is cut off.
std::optional<double> ReadNumber(std::string_view cell, NumberStyle style);

}  // namespace kilowatch
