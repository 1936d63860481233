#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/ingestion/csv/plan.h"

namespace kilowatch {

// A format that one text suggests, and its name in words of strftime.
struct StampPattern {
  TimeFormat format;
  std::string words;
};

// Every format that a text could be written in, the usual order of day and month first: day/month before month/day, except beside AM/PM.
// A text that is neither a date nor a clock time gives none.
std::vector<StampPattern> PatternsOf(std::string_view text);

// A few texts that have the most parts (with seconds, with an offset), since others may be cut short; one of each shape, most frequent first.
std::vector<std::string_view> RichestTexts(std::span<const std::string_view> texts);

}  // namespace kilowatch
