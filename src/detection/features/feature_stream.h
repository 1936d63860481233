#pragma once

#include "detection/features/featurizer.h"

namespace kilowatch {

// The Live features of one meter, a cell at a time. Every cell of the grid is pushed once and in order, those without a reading too. The row is the
// same, bit for bit, as Featurizer::Fill gives for that cell in a block, wherever that block begins at least History() cells before it or at the
// same first cell. State is the last History() cells alone, so a stream that is given these again after a restart goes on as if nothing had been.
class FeatureStream {
 public:
  FeatureStream(const FeatureWindows& windows, const MeterScale& scale, std::int64_t first_index);

  // Takes the next cell; the view stays good until the next Push.
  const FeatureBlock& Push(const FeatureCell& cell);

 private:
  FeatureInput input_;
  Featurizer featurizer_;
  FeatureBlock row_;
};

}  // namespace kilowatch
