#pragma once

#include "data/preprocessing/clean_block.h"
#include "foundation/base/bytes.h"

namespace kilowatch {

// What is usual for a meter, so that the features of all meters are on one scale: the median of its measured readings, and 1.4826 times their median
// absolute deviation (the standard deviation of a normal). In Live it is the one that the model was trained with.
struct MeterScale {
  double center = 0;
  double spread = 1;  // > 0: where half of the readings are equal, the mean absolute deviation; where all are, 1

  static MeterScale Of(const CleanBlock& block);
  // `values` holds no NaN.
  static MeterScale Of(std::vector<double> values);

  void Save(ByteWriter& writer) const;
  static Result<MeterScale> Load(ByteReader& reader);
};

}  // namespace kilowatch
