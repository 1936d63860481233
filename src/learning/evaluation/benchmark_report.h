#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "foundation/base/phrase.h"
#include "learning/evaluation/benchmark.h"

namespace kilowatch {

// The set's name and mode, as a heading.
std::string BenchmarkTitle(const BenchmarkTable& table, Language language);

// A row for each way to judge: mean, least and median ROC-AUC and PR-AUC over the meters, and the means without readings of exactly 1; then what the
// events of the ensemble are worth.
std::string BenchmarkText(const BenchmarkTable& table, Language language);

// [{"set", "mode": "review"|"live", "meters": [names], "rows": [{"key", "roc_auc": {"mean", "least", "median"}, "pr_auc": {…},
// "without_ones": {"roc_auc": {…}, "pr_auc": {…}}, "by_meter": [{"roc_auc", "pr_auc"}]}], "evaluation": as EvaluationJson}].
nlohmann::json BenchmarkJson(const std::vector<BenchmarkTable>& tables);

// SVG: a line for each way, a dot for each meter's PR-AUC, a bar up to their mean.
std::string BenchmarkSvg(const BenchmarkTable& table, Language language);

}  // namespace kilowatch
