#pragma once

#include <cstddef>
#include <string_view>

namespace kilowatch {

// Single edits of bytes that turn one text into the other (V. Levenshtein 1966): what a person may have meant.
std::size_t EditDistance(std::string_view a, std::string_view b);

}  // namespace kilowatch
