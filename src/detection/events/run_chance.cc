#include "detection/events/run_chance.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace kilowatch {
namespace {

constexpr std::size_t kEnoughRuns = 5;

struct RunLengths {
  std::vector<std::size_t> reach;  // how many runs outside are at least so long
  std::size_t longest_inside = 0;
};

RunLengths MeasureRuns(const CleanBlock& block, std::uint32_t first, std::uint32_t last) {
  RunLengths lengths;
  std::vector<std::size_t> outside(2, 0);
  for (std::size_t i = 0; i < block.size();) {
    const double value = block.value()[i];
    std::size_t end = i + 1;
    while (end < block.size() && block.value()[end] == value) ++end;
    const std::size_t length = end - i;
    if (std::isfinite(value) && value != 0) {
      if (i <= last && end > first) {
        lengths.longest_inside = std::max(lengths.longest_inside, length);
      } else {
        if (length >= outside.size()) outside.resize(length + 1, 0);
        ++outside[length];
      }
    }
    i = end;
  }
  for (std::size_t length = outside.size() - 1; length-- > 0;) outside[length] += outside[length + 1];
  lengths.reach = std::move(outside);
  return lengths;
}

}  // namespace

double RunChance(const CleanBlock& block, std::uint32_t first, std::uint32_t last) {
  const RunLengths lengths = MeasureRuns(block, first, last);
  if (lengths.longest_inside < 2) return 1;
  const auto reached = [&](std::size_t length) { return length < lengths.reach.size() ? static_cast<double>(lengths.reach[length]) : 0.0; };
  std::size_t known = 1;
  while (reached(known + 1) >= kEnoughRuns) ++known;
  double share = (reached(known + 1) + 1) / (reached(known) + 1);
  for (std::size_t length = 1; length < known; ++length) share = std::max(share, reached(length + 1) / reached(length));
  if (lengths.longest_inside <= known) return 1;
  const double expected = reached(known) * std::pow(share, static_cast<double>(lengths.longest_inside - known));
  return -std::expm1(-expected);
}

}  // namespace kilowatch
