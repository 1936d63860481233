#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "foundation/base/phrase.h"
#include "learning/evaluation/evaluation.h"

namespace kilowatch {

// A table of fixed columns for a terminal: the means over meters, the pooled figures, then a row for each meter, up to `most` of them, worst PR-AUC
// first, meters without labels last.
std::string EvaluationTable(const Evaluation& evaluation, Language language, std::size_t most = 40);

// {"meters": [{…}], "mean": {"roc_auc", "pr_auc", "vus_roc", "vus_pr", "meters"}, "pooled": {…}}; what is not defined is null. Delays in seconds.
nlohmann::json EvaluationJson(const Evaluation& evaluation);

}  // namespace kilowatch
