#pragma once

#include <string>

#include "workflow/catalog/catalog.h"
#include "workflow/pipelines/plan.h"

namespace kilowatch {

// The plan as a self-contained SVG: nodes as boxes, datasets as rounded boxes with their layer, parameters dashed, arrows from left to right.
// Follows the reader's light or dark scheme. The same plan gives the same bytes.
std::string PipelineSvg(const RunPlan& plan, const Catalog& catalog);

}  // namespace kilowatch
