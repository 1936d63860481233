#pragma once

#include <span>
#include <string>

#include <nlohmann/json.hpp>

#include "foundation/base/phrase.h"
#include "learning/evaluation/nab_score.h"

namespace kilowatch {

// The benchmark's score by profile: at the program's own alarm threshold first, then at the best one, which was chosen while looking at the labels.
std::string NabLines(std::span<const NabSeries> all, double alarm_score, Language language);

// {"PROFILE": {"score", "best_score", "best_threshold"}, …}.
nlohmann::json NabJson(std::span<const NabSeries> all, double alarm_score);

}  // namespace kilowatch
