#include "detection/models/members/gap_neighbour/gap_neighbour.h"

#include <algorithm>
#include <vector>

#include "detection/models/members/rarity.h"

namespace kilowatch {
namespace {

constexpr double kMost = 6;  // decades, right beside a gap
constexpr double kSecond = 0.35;

}  // namespace

void AddGapNeighbour(MemberContext& context, std::span<double> strangeness) {
  const MeterView& view = context.view();
  const std::size_t size = view.size();
  std::vector<std::uint8_t> missing(size);
  for (std::size_t i = 0; i < size; ++i) missing[i] = view.value[i] == view.value[i] ? 0 : 1;
  Scratch rarity(context.pool(), size);
  Rarity(context, Rare::kMissing, missing, rarity);
  const auto near = [&](std::size_t i, std::size_t distance) {
    const bool before = i >= distance && missing[i - distance] != 0;
    const bool after = !view.live() && i + distance < size && missing[i + distance] != 0;
    return before || after;
  };
  for (std::size_t i = 0; i < size; ++i) {
    if (missing[i] != 0) continue;
    const double x = near(i, 1) ? 1 : near(i, 2) ? kSecond : 0;
    strangeness[i] += kMost * x * rarity[i];
  }
}

}  // namespace kilowatch
