#pragma once

#include <optional>
#include <string_view>

namespace kilowatch {

// How numbers are written in one file.
struct CellStyle {
  char decimal = '.';
  // 0: none; ' ' (also U+00A0, U+2009, U+202F), '\'' (also U+2019), '.', ','. Marks stand anywhere before the decimal mark.
  char thousands = 0;
  bool with_unit = false;  // letters after the number are cut off
};

// The whole cell as a finite double, correctly rounded; blanks around it are allowed, also "(12.5)" for -12.5 and a sign of U+2212.
// Nothing for everything else: "1e999", "NaN", "-", "n/a".
std::optional<double> ParseCell(std::string_view cell, const CellStyle& style);
// The simple form that ParseCell must match.
std::optional<double> ParseCellSimple(std::string_view cell, const CellStyle& style);

}  // namespace kilowatch
