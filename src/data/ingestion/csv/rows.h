#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kilowatch {

// One record of a delimited text: its cells without quotes and without blanks around.
struct TextRow {
  std::int64_t line = 0;   // of the record's first character, from 1
  std::size_t offset = 0;  // byte of the record's first character
  std::vector<std::string> cells;

  bool IsBlank() const;
};

struct RowLimits {
  std::size_t rows = 2000;
  std::size_t cells = 200'000;
};

// The simple reference for splitting (RFC 4180; also single line ends CR, and a quote that never closes is a plain character). Blank lines give
// no row. `quote` 0: none. Stops at a limit.
std::vector<TextRow> SplitRows(std::string_view text, char separator, char quote, RowLimits limits = {});

// Without blanks (space, tab, U+00A0, U+2009, U+202F, U+FEFF) at both ends.
std::string_view TrimBlanks(std::string_view text);

// A sample from inside a file, cut to whole lines: without the line it begins in and, unless it ends with the file, the one it ends in.
std::string_view WholeLines(std::string_view sample, bool ends_with_file);

}  // namespace kilowatch
