#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "data/frame/grid.h"
#include "data/frame/meter_frame.h"
#include "data/frame/quality.h"
#include "data/frame/site.h"
#include "foundation/base/phrase.h"
#include "foundation/base/result.h"

namespace kilowatch {

// Review knows the whole history; Live knows only the past of each reading.
enum class Mode { kReview, kLive };

// One local calendar day of a block.
struct BlockDay {
  LocalDay date;
  std::uint32_t begin = 0;   // first cell
  std::uint32_t end = 0;     // one past the last cell: 23 to 25 hours' worth
  std::uint8_t weekday = 0;  // Monday 0
  bool holiday = false;      // public, or a closed day of the site's calendar
};

// One meter's readings on a regular grid. All columns have grid().size() cells. Immutable; cheap to move, not to copy.
class CleanBlock {
 public:
  const Meter& meter() const { return meter_; }
  const Site& site() const { return site_; }
  const Grid& grid() const { return grid_; }
  Mode mode() const { return mode_; }
  std::size_t size() const { return value_.size(); }

  // What was read, in meter().unit for the whole cell; NaN where nothing was. Frozen, outage, catch-up and out-of-range cells keep their reading.
  std::span<const double> value() const { return value_; }
  // What models see: value where quality is measured or estimated, short gaps filled by the stated rule, NaN elsewhere.
  std::span<const double> input() const { return input_; }
  std::span<const Quality> quality() const { return quality_; }
  // °C, NaN where unknown. Empty if the meter has no temperature at all.
  std::span<const float> temperature() const { return temperature_; }
  // weekday * steps-per-day + step of the local day, Monday 00:00 first; holidays keep their weekday here.
  std::span<const std::uint16_t> slot_of_week() const { return slot_of_week_; }
  std::size_t SlotsPerWeek() const { return 7 * grid_.StepsPerDay(); }
  // Index into days() of each cell.
  std::span<const std::uint32_t> day_of() const { return day_of_; }
  std::span<const BlockDay> days() const { return days_; }

  // Per row of the frame that was cleaned: its cell, and the flag that `score` shows for the row (a repeated stamp is kDuplicate there; a stamp
  // years away from all others is kRejected and names the nearest cell).
  std::span<const std::uint32_t> row_cell() const { return row_cell_; }
  std::span<const Quality> row_quality() const { return row_quality_; }
  // Per cell 1/0 as labelled; empty without labels.
  std::span<const std::uint8_t> label() const { return label_; }

  // Why this meter cannot be judged (too short, all zero, nearly all missing …) and what would help; nothing if it can.
  const std::optional<Phrase>& why_not() const { return why_not_; }
  std::size_t CountOf(Quality quality) const;
  // Repeated rows whose value contradicts the one that was kept.
  std::size_t conflicts() const { return conflicts_; }

 private:
  friend class BlockBuilder;  // in clean.cc: the only maker
  CleanBlock() = default;

  Meter meter_;
  Site site_;
  Grid grid_;
  Mode mode_ = Mode::kReview;
  std::vector<double> value_;
  std::vector<double> input_;
  std::vector<Quality> quality_;
  std::vector<float> temperature_;
  std::vector<std::uint16_t> slot_of_week_;
  std::vector<std::uint32_t> day_of_;
  std::vector<BlockDay> days_;
  std::vector<std::uint32_t> row_cell_;
  std::vector<Quality> row_quality_;
  std::vector<std::uint8_t> label_;
  std::size_t conflicts_ = 0;
  std::optional<Phrase> why_not_;
};

struct CleanOptions {
  double fill_hours = 3;     // gaps up to this long are filled by linear interpolation (fixed steps up to an hour), else left missing
  double minimum_days = 14;  // fewer days with readings are not judged

  Status Validate() const;
};

// Puts a frame on its grid and says of every cell what stands behind it. Never fails for bad data: the block then says why_not().
// In Live, each cell's quality is decided from cells up to it only.
CleanBlock Clean(const MeterFrame& frame, const Site& site, Mode mode, const CleanOptions& options = {});

// What was read, as a frame with one row a cell. Cleaning it in the same way gives the same block.
MeterFrame ReadingsOf(const CleanBlock& block);

}  // namespace kilowatch
