#include "detection/models/evidence.h"

namespace kilowatch {

std::string_view MemberName(Member member) {
  constexpr std::array<std::string_view, kMemberCount> kNames = {"residual",      "variability", "flat_run", "unusual_day", "level", "change",
                                                                 "gap_neighbour", "data_rule",   "discord",  "forest",      "trees"};
  return kNames[static_cast<std::size_t>(member)];
}

}  // namespace kilowatch
