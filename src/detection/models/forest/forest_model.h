#pragma once

#include <memory>

#include "detection/models/forest/forest.h"
#include "detection/models/model.h"

namespace kilowatch {

// The isolation forest as a detector of one meter: over the features of reading, lags, rolling statistics and changes (no calendar, no weather), the same in both modes.
// Strangeness is calibrated by the scores of the readings that taught it: 0.30 decades at their median, 1 at their 90 % quantile, capped as the ensemble caps.
// A meter with fewer than two readings has no forest: Fit gives a model that finds nothing strange.
std::unique_ptr<const Model> FitForestModel(const CleanBlock& block, const ModelOptions& options);
Result<std::unique_ptr<const Model>> LoadForestModel(ByteReader& reader);

// As "forest".
void RegisterForest(ModelRegistry& registry);

}  // namespace kilowatch
