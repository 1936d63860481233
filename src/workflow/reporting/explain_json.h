#pragma once

#include <nlohmann/json.hpp>

#include "decision/explanation/explanation.h"

namespace kilowatch {

// The answer of `explain --json` (docs/schema/explain.schema.json).
nlohmann::json ExplainJson(const Explanation& explanation);

}  // namespace kilowatch
