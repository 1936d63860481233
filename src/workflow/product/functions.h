#pragma once

#include "workflow/pipelines/pipeline.h"

namespace kilowatch {

// What the nodes of the product's pipelines can do (see the page). `threads`: 0 for all cores.
NodeFunctions ProductFunctions(int threads);

}  // namespace kilowatch
