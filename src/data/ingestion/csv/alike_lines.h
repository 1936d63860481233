#pragma once

#include <cstdint>
#include <string_view>

namespace kilowatch {

// Passes whole lines that begin with `start`, which is not empty and holds no line end, from `at` on, where a line begins. Returns where the first other or
// unfinished line begins, or sooner near the text's end; adds the lines passed to `lines`.
std::size_t PassAlikeLines(std::string_view text, std::size_t at, std::string_view start, std::int64_t& lines);

// The simple form that it must match, save that this one goes on to the end.
std::size_t PassAlikeLinesSimply(std::string_view text, std::size_t at, std::string_view start, std::int64_t& lines);

}  // namespace kilowatch
