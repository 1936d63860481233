#pragma once

#include <nlohmann/json.hpp>

#include "decision/scorer/portfolio.h"

namespace kilowatch {

// The answer of `detect --json`: understood, meters, events, findings, hidden, totals (docs/schema/detect.schema.json).
nlohmann::json DetectJson(const PortfolioOutcome& outcome);

}  // namespace kilowatch
