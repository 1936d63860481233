#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace kilowatch {

// Who can speak. The order is fixed: it is the order of columns in explanations and of bits in masks.
enum class Member : std::uint8_t {
  kResidual,
  kVariability,
  kFlatRun,
  kUnusualDay,
  kLevel,
  kChange,
  kGapNeighbour,
  kDataRule,
  kDiscord,
  kForest,
  kTrees
};
inline constexpr std::size_t kMemberCount = 11;

// "residual", "variability", "flat_run", "unusual_day", "level", "change", "gap_neighbour", "data_rule", "discord", "forest", "trees" (taught by labels).
std::string_view MemberName(Member member);

// One member's strangeness per cell: 0 is ordinary, higher is stranger, NaN is not judged. On the member's own calibrated scale (see the ensemble's page).
struct Evidence {
  Member member = Member::kResidual;
  std::vector<float> strangeness;
};

// The ensemble's word per cell.
struct Scores {
  std::vector<double> score;      // in [0, 1), higher is stranger, never saturated; NaN where not judged. One scale for all meters
  std::vector<Member> strongest;  // who spoke loudest
};

}  // namespace kilowatch
