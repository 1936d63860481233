#include "detection/models/members/share.h"

#include <algorithm>
#include <vector>

namespace kilowatch {
namespace {

constexpr std::size_t kReviewDays = 28;
constexpr std::size_t kLiveDays = 56;

double WithPrior(double count, double cells) { return (count + 0.5) / (cells + 4); }

// Sums of a mask over cells ordered by step of the day: entry k has the sum of those before place k.
std::vector<std::uint32_t> SumsByStep(const MeterView& view, std::span<const std::uint8_t> mask) {
  std::vector<std::uint32_t> sums(mask.size() + 1, 0);
  for (std::size_t i = 0; i < mask.size(); ++i) sums[view.step_order[i] + 1] = mask[i];
  for (std::size_t k = 0; k < mask.size(); ++k) sums[k + 1] += sums[k];
  return sums;
}

struct KindCounts {
  std::vector<double> state;
  std::vector<double> could;

  double Share(std::size_t kind) const { return WithPrior(state[kind], could[kind]); }
};

KindCounts CountKinds(const MeterView& view, std::span<const std::uint8_t> state, std::span<const std::uint8_t> could) {
  KindCounts counts{std::vector<double>(2 * view.steps_per_day), std::vector<double>(2 * view.steps_per_day)};
  for (std::size_t i = 0; i < state.size(); ++i) {
    if (could[i] == 0) continue;
    const std::size_t kind = view.KindSlot(i);
    counts.could[kind] += 1;
    counts.state[kind] += state[i];
  }
  return counts;
}

}  // namespace

void Share(const MemberContext& context, Repeated repeated, std::span<const std::uint8_t> state, std::span<const std::uint8_t> could,
           std::span<double> out) {
  const MeterView& view = context.view();
  const KindCounts kinds = CountKinds(view, state, could);
  if (context.learned() != nullptr) {
    auto& table = context.learned()->share[static_cast<std::size_t>(repeated)];
    table.resize(2 * view.steps_per_day);
    for (std::size_t k = 0; k < table.size(); ++k) table[k] = static_cast<float>(kinds.Share(k));
  }
  if (std::find(state.begin(), state.end(), 1) == state.end()) return;
  std::span<const float> known;
  if (context.known() != nullptr) known = context.known()->share[static_cast<std::size_t>(repeated)];
  const std::vector<std::uint32_t> state_sums = SumsByStep(view, state);
  const std::vector<std::uint32_t> could_sums = SumsByStep(view, could);
  for (std::size_t i = 0; i < state.size(); ++i) {
    if (state[i] == 0) continue;
    const std::size_t kind = view.KindSlot(i);
    const std::size_t at = view.step_order[i];
    const std::size_t first = view.step_begin[view.StepOf(i)];
    const std::size_t days = view.live() ? kLiveDays : kReviewDays;
    const std::size_t begin = at - std::min(days, at - first);
    const std::size_t end = view.live() ? at : std::min<std::size_t>(at + kReviewDays + 1, view.step_begin[view.StepOf(i) + 1]);
    const double known_share = known.empty() ? 0 : static_cast<double>(known[kind]);
    const double unseen = known.empty() || !view.live() ? 0 : static_cast<double>(kLiveDays - (end - begin));
    const double local = WithPrior(state_sums[end] - state_sums[begin] + unseen * known_share, could_sums[end] - could_sums[begin] + unseen);
    out[i] = view.live() ? local : std::max({local, kinds.Share(kind), known_share});
  }
}

}  // namespace kilowatch
