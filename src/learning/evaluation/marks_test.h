#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include <rapidcheck.h>

#include "learning/evaluation/event_match.h"

namespace kilowatch {

inline std::vector<RowRun> RunsOfMarks(const std::vector<std::uint8_t>& marks) { return FindRuns(marks, std::vector<std::uint8_t>(marks.size(), 1)); }

// Rows written as text: '1' marked, '.' not.
inline std::vector<RowRun> RunsIn(std::string_view text) {
  std::vector<std::uint8_t> marks;
  for (const char c : text) marks.push_back(c == '1');
  return RunsOfMarks(marks);
}

// Labels and alarms over up to 40 rows, in runs as real ones are.
inline std::pair<std::vector<std::uint8_t>, std::vector<std::uint8_t>> DrawMarks() {
  const auto rows = static_cast<std::size_t>(*rc::gen::inRange(1, 41));
  const auto draw = [&] {
    std::vector<std::uint8_t> marks;
    while (marks.size() < rows) {
      const auto length = static_cast<std::size_t>(*rc::gen::inRange(1, 7));
      const bool marked = *rc::gen::arbitrary<bool>();
      for (std::size_t i = 0; i < length && marks.size() < rows; ++i) marks.push_back(marked ? 1 : 0);
    }
    return marks;
  };
  auto labels = draw();
  return {std::move(labels), draw()};
}

}  // namespace kilowatch
