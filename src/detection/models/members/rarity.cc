#include "detection/models/members/rarity.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace kilowatch {
namespace {

constexpr double kHalfAt = 2;
constexpr double kHalfAtMissing = 0.5;
constexpr double kFewestWeeks = 4;
constexpr double kReviewWeeks = 8;
constexpr double kLiveWeeks = 26;

double Factor(Rare rare, double runs_per_week) {
  const double relative = runs_per_week / (rare == Rare::kMissing ? kHalfAtMissing : kHalfAt);
  return 1 / (1 + relative * relative);
}

// Runs begun up to and with each cell.
std::vector<std::uint32_t> RunsSoFar(const MeterView& view, Rare rare, std::span<const std::uint8_t> state) {
  std::vector<std::uint32_t> runs(state.size());
  std::uint32_t count = 0;
  bool in_run = false;
  for (std::size_t i = 0; i < state.size(); ++i) {
    if (rare == Rare::kMissing || view.value[i] == view.value[i]) {
      if (state[i] != 0 && !in_run) ++count;
      in_run = state[i] != 0;
    }
    runs[i] = count;
  }
  return runs;
}

}  // namespace

void Rarity(const MemberContext& context, Rare rare, std::span<const std::uint8_t> state, std::span<double> out) {
  const MeterView& view = context.view();
  const std::size_t size = state.size();
  const double week = static_cast<double>(view.slots());
  const std::vector<std::uint32_t> runs = RunsSoFar(view, rare, state);
  const double known = context.known() != nullptr ? context.known()->runs_per_week[static_cast<std::size_t>(rare)] : 0;
  const double least_weeks = context.known() == nullptr ? kFewestWeeks : view.live() ? kLiveWeeks : kReviewWeeks;
  double last = 0;
  if (!view.live()) {
    const double weeks = static_cast<double>(size) / week;
    last = static_cast<double>(size == 0 ? 0 : runs.back()) / std::max(kFewestWeeks, weeks);
    const double filled = static_cast<double>(size == 0 ? 0 : runs.back()) + known * std::max(0.0, least_weeks - weeks);
    std::fill(out.begin(), out.end(), Factor(rare, context.known() == nullptr ? last : filled / std::max(least_weeks, weeks)));
  } else {
    const auto window = static_cast<std::size_t>(kLiveWeeks * week);
    for (std::size_t i = 0; i < size; ++i) {
      const double weeks = static_cast<double>(i + 1) / week;
      const double begun = static_cast<double>(runs[i] - (i >= window ? runs[i - window] : 0));
      last = begun / std::clamp(weeks, kFewestWeeks, kLiveWeeks);
      const double filled = begun + known * std::max(0.0, least_weeks - weeks);
      out[i] = Factor(rare, filled / std::clamp(weeks, least_weeks, kLiveWeeks));
    }
  }
  if (context.learned() != nullptr) context.learned()->runs_per_week[static_cast<std::size_t>(rare)] = last;
}

}  // namespace kilowatch
