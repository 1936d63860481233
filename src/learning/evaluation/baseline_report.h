#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "foundation/base/phrase.h"
#include "learning/evaluation/baseline_evaluation.h"

namespace kilowatch {

// A row for each meter (all folds together), then medians and how many keep the limits of ASHRAE Guideline 14; figures in percent. With more than
// one fold a meter also a row for each month judged: medians over meters.
std::string BaselineTable(const std::vector<MeterBaselineFit>& fits, Language language);

// {"meters": [{"meter", "model", "why_not", "frozen": {"hourly": {"intervals", "cv_rmse", "nmbe"}, "daily", "monthly", "coverage",
// "keeps_hourly_limits", "keeps_monthly_limits"}, "adaptive": {…}, "folds": [{"trained": [from, to], "judged": [from, to], "frozen", "adaptive"}]}],
// "median": {"frozen": {…}, "adaptive": {…}}}. Shares, not percent; what is not defined is null.
nlohmann::json BaselineJson(const std::vector<MeterBaselineFit>& fits);

}  // namespace kilowatch
