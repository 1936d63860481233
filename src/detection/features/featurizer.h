#pragma once

#include <functional>
#include <span>
#include <vector>

#include "detection/features/feature_block.h"
#include "detection/features/feature_input.h"
#include "detection/features/feature_plan.h"
#include "detection/features/rolling.h"

namespace kilowatch {

// Makes the columns of FeaturePlan(mode) of a meter's cells, a tile at a time. Every row is made by one path with one order of operations
// of the cells that it looks at, so a tile, a block and a stream of single cells give the same bits. Holds working memory: one for a thread, used for meter after meter of the
// same windows.
class Featurizer {
 public:
  // Rows of a tile: what fits the second-level cache.
  static constexpr std::size_t kTileRows = 1024;

  Featurizer(const FeatureWindows& windows, Mode mode);

  Mode mode() const { return mode_; }
  std::size_t columns() const { return FeaturePlan(mode_).size(); }

  // Calls `use` with tile after tile over all cells.
  void Apply(const CleanBlock& block, const MeterScale& scale, const std::function<void(const FeatureBlock&)>& use);
  void Apply(const FeatureInput& input, const std::function<void(const FeatureBlock&)>& use);
  // Fills `tile` with `rows` cells from `first`.
  void Fill(const FeatureInput& input, std::size_t first, std::size_t rows, FeatureBlock& tile);
  // The same by the book, one cell: `row` has columns() values. Sums may differ from Fill's in the last bits.
  static void FillSimply(const FeatureInput& input, std::size_t cell, Mode mode, std::span<float> row);

 private:
  // One tile under way.
  struct Work {
    const FeatureInput& input;
    std::size_t first;
    std::size_t rows;
    FeatureBlock& tile;

    float* Out(Feature feature) const { return tile.values.data() + static_cast<std::size_t>(feature) * tile.stride; }
    const float* Level(std::size_t lag) const { return input.level() + first - lag; }
    const float* Reading() const { return input.reading() + first; }
  };

  void FillLags(const Work& work);
  void FillRolling(const Work& work);
  void FillRecentMedian(const Work& work);
  void FillChanges(const Work& work);
  void FillSlotHistory(const Work& work);
  void FillCalendar(const Work& work);
  void FillTemperature(const Work& work);
  void FillReviewColumns(const Work& work);
  // `lag` cells before each row at the same slot, into out.
  void FillLag(const Work& work, const float* column, std::size_t lag, float* out) const;

  FeatureWindows windows_;
  Mode mode_;
  RollingWindow short_;
  RollingWindow long_;
  bool even_ = true;  // the slots of the tile and its past follow one another: no change of clocks
  std::vector<float> seasons_;
  FeatureBlock tile_;
  std::vector<float> hour_sin_, hour_cos_;  // by step of the day
  std::vector<float> year_sin_, year_cos_;  // by day of the year
};

}  // namespace kilowatch
