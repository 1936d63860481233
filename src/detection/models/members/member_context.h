#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "detection/models/members/habits.h"
#include "detection/models/members/kernels/column_pool.h"
#include "detection/models/members/kernels/order_statistics.h"
#include "detection/models/members/meter_view.h"

namespace kilowatch {

// Readings under a twentieth of the median, and how much they count (see Rarity).
struct LowReadings {
  std::vector<std::uint8_t> is_low;
  std::vector<double> rarity;
};

// What the members share while they judge one stretch: the readings, their scale, what is known of the meter from before, room to work in.
class MemberContext {
 public:
  // `known` may be null; all must outlive the context. A `learned` that is not null is filled as the members run.
  MemberContext(const MeterView& view, const Habits* known, Habits* learned, ColumnPool& pool);

  const MeterView& view() const { return view_; }
  std::size_t size() const { return view_.size(); }
  ColumnPool& pool() const { return pool_; }
  // What a model knows, where it is of use: in Live as long as the past is shorter, in Review if the stretch is short (under eight weeks
  // of readings, and shorter than what the model learned from). Else null.
  const Habits* known() const { return known_; }
  Habits* learned() const { return learned_; }

  // Median and scale of the readings by cell: 1.4826 MAD, at least a tenth of the 5 to 95 % span (a meter that is zero most of the time has no MAD),
  // a thousandth of the median and 1e-9. Live learns them from the past (learning_times.h); NaN before.
  std::span<const double> middle() const { return middle_; }
  std::span<const double> scale() const { return scale_; }
  // All readings in order.
  const RankedColumn& ranked() const { return ranked_; }

  // |reading - usual reading| in the usual size of that. Computed once.
  std::span<const double> ProfileResidual();
  const LowReadings& Low();

 private:
  void LearnScale();

  const MeterView& view_;
  const Habits* known_;
  Habits* learned_;
  ColumnPool& pool_;
  RankedColumn ranked_;
  Scratch middle_;
  Scratch scale_;
  std::optional<Scratch> profile_residual_;
  std::optional<LowReadings> low_;
};

}  // namespace kilowatch
