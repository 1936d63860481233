#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "foundation/base/phrase.h"
#include "learning/training/supervised_evaluation.h"

namespace kilowatch {

// A table for a terminal: members alone beside trees and members together, over all rows and without those of the given reading: mean, median and least over meters,
// events found, false alarms.
std::string SupervisedTable(const SupervisedEvaluation& evaluation, Language language);

// {"buildings", "folds", "members": EvaluationJson, "supervised": EvaluationJson, "without": {"members", "supervised"}}; "without" is null where not asked for.
nlohmann::json SupervisedJson(const SupervisedEvaluation& evaluation);

}  // namespace kilowatch
