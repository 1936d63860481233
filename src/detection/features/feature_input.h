#pragma once

#include <cstdint>
#include <vector>

#include "data/preprocessing/clean_block.h"
#include "detection/features/meter_scale.h"

namespace kilowatch {

// How many cells the plan's times are.
struct FeatureWindows {
  std::size_t steps_per_day = 24;
  std::size_t short_steps = 24;
  std::size_t long_steps = 168;
  std::size_t season_steps = 168;  // after which a slot comes again
  std::size_t slots = 168;         // slots of the week; 1 where cells are months
  std::size_t slack = 1;           // how far a change of clocks moves a slot: one hour

  static FeatureWindows Of(const Grid& grid);
  // Cells before a cell that its features look at.
  std::size_t History() const { return 4 * season_steps + slack + 1; }
  bool operator==(const FeatureWindows&) const = default;
};

// One cell as the features see it.
struct FeatureCell {
  double value = 0;        // in the meter's unit: what was read, or what a gap was filled with; NaN where there is nothing
  bool was_read = true;    // false for a filled cell
  std::uint16_t slot = 0;  // slot of the week
  bool rest_day = false;   // weekend or holiday
  std::uint16_t day_of_year = 1;
  float temperature = 0;  // °C, NaN where unknown
};

// A stretch of cells, column by column, with History() cells of nothing before it so that no lag reaches outside.
// Values are clamped to 50 robust deviations: one error code must not drown a week.
class FeatureInput {
 public:
  static constexpr std::uint16_t kNoSlot = 0xFFFF;
  static constexpr float kClamp = 50;

  // `first_index` numbers the first cell: steps since 1970 (days, months where cells are such). Rolling sums are cut at its multiples.
  FeatureInput(const FeatureWindows& windows, const MeterScale& scale, std::int64_t first_index);
  static FeatureInput Of(const CleanBlock& block, const MeterScale& scale);
  // Number of the block's first cell.
  static std::int64_t FirstIndex(const CleanBlock& block);
  static FeatureCell CellOf(const CleanBlock& block, std::size_t i);

  void Push(const FeatureCell& cell);
  // Forgets all but the last History() cells.
  void Trim();

  std::size_t size() const { return level_.size() - history_; }
  const FeatureWindows& windows() const { return windows_; }
  const MeterScale& scale() const { return scale_; }
  std::int64_t IndexOf(std::size_t cell) const { return first_index_ + static_cast<std::int64_t>(cell); }
  // Columns, at cell 0; History() cells before may be read.
  const float* level() const { return level_.data() + history_; }      // what the past looks like: read or filled
  const float* reading() const { return reading_.data() + history_; }  // read only
  const float* temperature() const { return temperature_.data() + history_; }
  const std::uint16_t* slot() const { return slot_.data() + history_; }
  const std::uint16_t* day_of_year() const { return day_of_year_.data() + history_; }
  const std::uint8_t* rest_day() const { return rest_day_.data() + history_; }

 private:
  FeatureWindows windows_;
  MeterScale scale_;
  std::int64_t first_index_ = 0;
  std::size_t history_ = 0;
  std::vector<float> level_;
  std::vector<float> reading_;
  std::vector<float> temperature_;
  std::vector<std::uint16_t> slot_;
  std::vector<std::uint16_t> day_of_year_;
  std::vector<std::uint8_t> rest_day_;
};

}  // namespace kilowatch
