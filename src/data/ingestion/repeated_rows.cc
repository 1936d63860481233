#include "data/ingestion/repeated_rows.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kilowatch {

std::vector<RepeatedRows> CountRepeats(const MeterFrame& frame, const std::vector<std::size_t>& part_begin) {
  std::vector<RepeatedRows> repeats(part_begin.size());
  if (std::ranges::adjacent_find(frame.time, std::greater_equal<>()) == frame.time.end()) return repeats;
  std::vector<std::size_t> order;  // empty: as they stand
  if (!std::ranges::is_sorted(frame.time)) {
    order.resize(frame.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t row) { return frame.time[row]; });
  }
  std::size_t first = 0;
  double kept = std::nan("");
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const std::size_t row = order.empty() ? i : order[i];
    const double value = frame.value[row];
    if (i == 0 || frame.time[row] != frame.time[first]) {
      first = row;
      kept = value;
      continue;
    }
    const auto part = static_cast<std::size_t>(std::ranges::upper_bound(part_begin, row) - part_begin.begin()) - 1;
    ++repeats[part].count;
    if (std::isnan(kept)) {
      kept = value;
    } else if (!std::isnan(value) && value != kept) {
      ++repeats[part].differing;
    }
  }
  return repeats;
}

}  // namespace kilowatch
