#include "data/preprocessing/clean_block.h"

#include <algorithm>

namespace kilowatch {

std::size_t CleanBlock::CountOf(Quality quality) const { return static_cast<std::size_t>(std::ranges::count(quality_, quality)); }

Status CleanOptions::Validate() const {
  if (!(fill_hours >= 0 && fill_hours <= 24)) return Fail(ErrorCode::kInvalid, "fill_hours must lie between 0 and 24");
  if (!(minimum_days >= 1 && minimum_days <= 3660)) return Fail(ErrorCode::kInvalid, "minimum_days must lie between 1 and 3660");
  return {};
}

}  // namespace kilowatch
