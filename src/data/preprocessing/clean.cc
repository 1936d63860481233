#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "data/preprocessing/beyond_all_else.h"
#include "data/preprocessing/clean_block.h"
#include "data/preprocessing/data_rules.h"
#include "data/preprocessing/day_table.h"
#include "data/preprocessing/placement.h"
#include "data/preprocessing/readiness.h"
#include "data/preprocessing/unit_step.h"
#include "foundation/base/check.h"

namespace kilowatch {

class BlockBuilder {
 public:
  BlockBuilder(const MeterFrame& frame, const Site& site, Mode mode, const CleanOptions& options) : frame_(frame), options_(options) {
    block_.meter_ = frame.meter;
    block_.site_ = site;
    block_.mode_ = mode;
  }

  CleanBlock Build() {
    TakePlacement(Place(frame_, block_.site_.zone));
    TakeDayTable(MakeDayTable(block_.grid_, block_.site_));
    ApplyDataRules(block_.grid_, block_.value_, block_.mode_, block_.quality_);
    if (block_.mode_ == Mode::kReview && block_.meter_.commodity != Commodity::kWater)
      FlagBeyondAllElse(block_.grid_, block_.value_, block_.quality_);
    if (block_.mode_ == Mode::kReview && block_.grid_.step() <= Seconds(86400)) FlagUnitStep(block_.value_, block_.day_of_, block_.quality_);
    MakeInput();
    JoinWeather();
    FinishRows();
    block_.why_not_ = WhyNotJudged(block_.grid_, block_.value_, block_.quality_, block_.day_of_, options_.minimum_days);
    return std::move(block_);
  }

 private:
  void TakePlacement(Placement placement) {
    block_.grid_ = std::move(placement.grid);
    block_.value_ = std::move(placement.value);
    block_.quality_ = std::move(placement.quality);
    block_.temperature_ = std::move(placement.temperature);
    block_.label_ = std::move(placement.label);
    block_.row_cell_ = std::move(placement.row_cell);
    block_.row_quality_ = std::move(placement.row_quality);
    block_.conflicts_ = placement.conflicts;
  }

  void TakeDayTable(DayTable table) {
    block_.slot_of_week_ = std::move(table.slot_of_week);
    block_.day_of_ = std::move(table.day_of);
    block_.days_ = std::move(table.days);
  }

  void MakeInput() {
    block_.input_.resize(block_.size());
    for (std::size_t i = 0; i < block_.size(); ++i) {
      const bool fit = block_.quality_[i] == Quality::kMeasured || block_.quality_[i] == Quality::kEstimated;
      block_.input_[i] = fit ? block_.value_[i] : std::numeric_limits<double>::quiet_NaN();
    }
    if (block_.mode_ == Mode::kLive) return;
    FillShortGaps(block_.grid_, Seconds(static_cast<std::int64_t>(options_.fill_hours * 3600)), block_.input_, block_.quality_);
  }

  // The meter's own file knows best; the site's weather fills what it leaves open.
  void JoinWeather() {
    const auto& weather = block_.site_.weather;
    if (weather == nullptr) return;
    if (block_.temperature_.empty()) {
      block_.temperature_ = weather->Over(block_.grid_);
      return;
    }
    for (std::size_t i = 0; i < block_.size(); ++i) {
      if (std::isnan(block_.temperature_[i])) block_.temperature_[i] = weather->At(block_.grid_.Cell(i));
    }
  }

  void FinishRows() {
    for (std::size_t row = 0; row < block_.row_cell_.size(); ++row) {
      const Quality said = block_.row_quality_[row];
      if (said != Quality::kDuplicate && said != Quality::kRejected) block_.row_quality_[row] = block_.quality_[block_.row_cell_[row]];
    }
  }

  const MeterFrame& frame_;
  const CleanOptions& options_;
  CleanBlock block_;
};

CleanBlock Clean(const MeterFrame& frame, const Site& site, Mode mode, const CleanOptions& options) {
  KW_CHECK(options.Validate());
  KW_CHECK(frame.value.size() == frame.size() && frame.quality.size() == frame.size());
  KW_CHECK(frame.interval.count() > 0);
  return BlockBuilder(frame, site, mode, options).Build();
}

}  // namespace kilowatch
