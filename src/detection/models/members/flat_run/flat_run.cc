#include "detection/models/members/flat_run/flat_run.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "detection/models/members/rarity.h"
#include "detection/models/members/share.h"

namespace kilowatch {
namespace {

constexpr double kFree = 0.1;    // decades: a repetition that comes four times in five costs nothing
constexpr double kStriking = 3;  // decades from which on a run counts for the rarity of runs
constexpr double kMost = 5;
constexpr double kHalfAt = 16;  // squared decades

// Sum of the surprise of each repetition, over the run that holds the cell (Live: so far).
void Surprise(const MemberContext& context, std::span<double> x) {
  const MeterView& view = context.view();
  const std::size_t size = view.size();
  std::vector<std::uint8_t> equal(size, 0);
  std::vector<std::uint8_t> could(size, 0);
  for (std::size_t i = 1; i < size; ++i) {
    const double step = std::fabs(view.value[i] - view.value[i - 1]);
    could[i] = step == step ? 1 : 0;
    equal[i] = step <= 1e-9 * std::max(1.0, std::fabs(view.value[i])) ? 1 : 0;
  }
  Scratch share(context.pool(), size);
  Share(context, Repeated::kEqual, equal, could, share);
  for (std::size_t i = 0; i < size; ++i) x[i] = equal[i] != 0 ? std::max(0.0, -std::log10(share[i]) - kFree) : 0;
  for (std::size_t begin = 0; begin < size;) {
    std::size_t end = begin + 1;
    for (; end < size && equal[end] != 0; ++end) x[end] += x[end - 1];
    if (!view.live()) std::fill(x.begin() + static_cast<std::ptrdiff_t>(begin), x.begin() + static_cast<std::ptrdiff_t>(end), x[end - 1]);
    begin = end;
  }
}

}  // namespace

void AddFlatRun(MemberContext& context, std::span<double> strangeness) {
  const std::size_t size = context.size();
  Scratch x(context.pool(), size);
  Surprise(context, x);
  std::vector<std::uint8_t> striking(size);
  for (std::size_t i = 0; i < size; ++i) striking[i] = x[i] >= kStriking ? 1 : 0;
  Scratch rarity(context.pool(), size);
  Rarity(context, Rare::kFlat, striking, rarity);
  const LowReadings& low = context.Low();
  for (std::size_t i = 0; i < size; ++i) {
    const double surprise = x[i] * (low.is_low[i] != 0 ? low.rarity[i] : 1) * rarity[i];
    // Squared: runs of one or two decades come by chance among thousands of runs.
    strangeness[i] += kMost * surprise * surprise / (kHalfAt + surprise * surprise);
  }
}

}  // namespace kilowatch
