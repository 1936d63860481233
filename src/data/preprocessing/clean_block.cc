#include "data/preprocessing/clean_block.h"

#include <algorithm>

namespace kilowatch {

std::size_t CleanBlock::CountOf(Quality quality) const { return static_cast<std::size_t>(std::ranges::count(quality_, quality)); }

Status CleanOptions::Validate() const {
  if (!(fill_hours >= 0 && fill_hours <= 24)) {
    return Fail(ErrorCode::kInvalid, {"fill_hours must lie between 0 and 24", "fill_hours doit être entre 0 et 24"});
  }
  if (!(minimum_days >= 1 && minimum_days <= 3660)) {
    return Fail(ErrorCode::kInvalid, {"minimum_days must lie between 1 and 3660", "minimum_days doit être entre 1 et 3660"});
  }
  return {};
}

MeterFrame ReadingsOf(const CleanBlock& block) {
  MeterFrame frame;
  frame.meter = block.meter();
  frame.spacing = block.grid().spacing();
  frame.interval = block.grid().step();
  frame.value.assign(block.value().begin(), block.value().end());
  frame.temperature.assign(block.temperature().begin(), block.temperature().end());
  frame.label.assign(block.label().begin(), block.label().end());
  for (std::size_t i = 0; i < block.size(); ++i) {
    const Quality quality = block.quality()[i];
    frame.time.push_back(block.grid().Start(i));
    if (quality == Quality::kEstimated || quality == Quality::kRejected) {
      frame.quality.push_back(quality);
    } else {
      frame.quality.push_back(HasReading(quality) ? Quality::kMeasured : Quality::kMissing);
    }
  }
  return frame;
}

}  // namespace kilowatch
