#pragma once

#include <string>
#include <vector>

#include "foundation/base/phrase.h"
#include "learning/evaluation/benchmark.h"

namespace kilowatch {

// One page with every table and its plot, in the style of the report: it needs nothing else and opens offline.
std::string BenchmarkHtml(const std::vector<BenchmarkTable>& tables, Language language);

}  // namespace kilowatch
