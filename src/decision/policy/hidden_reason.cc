#include <array>

#include "decision/policy/decide.h"

namespace kilowatch {
namespace {

constexpr std::array<std::string_view, 12> kReasonNames = {"budget",          "small_energy",   "small_cost",    "counted_under_main",
                                                           "suspected_total", "part_of_longer", "provisional",   "muted",
                                                           "verdict",         "direction",      "parts_missing", "chance"};

}  // namespace

std::string_view HiddenReasonName(HiddenReason reason) { return kReasonNames[static_cast<std::size_t>(reason)]; }

Phrase HiddenReasonWords(HiddenReason reason) {
  switch (reason) {
    case HiddenReason::kBudget: return {"stronger or costlier ones fill the budget", "d’autres, plus forts ou plus coûteux, occupent le quota"};
    case HiddenReason::kSmallEnergy: return {"too little energy", "trop peu d’énergie"};
    case HiddenReason::kSmallCost: return {"too little money", "trop peu d’argent"};
    case HiddenReason::kCountedUnderMain: return {"already counted at its main meter", "déjà compté au compteur principal"};
    case HiddenReason::kPartOfLonger: return {"part of a longer event of the same meter", "partie d’une anomalie plus longue du même compteur"};
    case HiddenReason::kProvisional: return {"on the newest day, which is not whole yet", "sur le jour le plus récent, encore incomplet"};
    case HiddenReason::kMuted: return {"muted", "mis en sourdine"};
    case HiddenReason::kVerdict: return {"said to be a false alarm", "déclaré fausse alerte"};
    case HiddenReason::kDirection: return {"not the direction that was asked for", "pas le sens demandé"};
    case HiddenReason::kPartsMissing: return {"its parts lack these readings", "ces relevés manquent à ses composants"};
    case HiddenReason::kChance:
      return {"among so many meters, such a difference comes up by chance", "parmi tant de compteurs, un tel écart survient par hasard"};
    case HiddenReason::kSuspectedTotal: return {"the meter adds up other meters", "le compteur additionne d’autres compteurs"};
  }
  return {};
}

}  // namespace kilowatch
