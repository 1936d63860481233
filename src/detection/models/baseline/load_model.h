#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "detection/models/baseline/curve.h"
#include "detection/models/baseline/load_view.h"
#include "foundation/base/bytes.h"

namespace kilowatch {

// The load that time of week and temperature explain, without drift of the level.
//
// LBNL's time-of-week-and-temperature model (Mathieu, Price, Kiliccote, Piette 2011): an effect for each slot of the week plus a piecewise linear
// answer to temperature, apart for slots that are usually above (occupied) and below (unoccupied) what degree hours explain. Three things
// are added: the answer to the day's mean temperature beside the hour's, since buildings are slow; a correction of the curve for each hour
// of the day, apart for weekends, held near the common curve where it has little data; and Huber weights at 2.5 local scales, so that a fault
// does not bend the fit but a skewed load keeps its mean. Slot effects are drawn to those of the same hour on the same kind of day while weeks are
// few.
class LoadModel {
 public:
  // `with_temperature` asks for the curves; they are left out where too few readings have a temperature. At least one value must be finite.
  static LoadModel Fit(const LoadView& view, bool with_temperature);

  bool has_temperature() const { return has_temperature_; }
  // The slot that stands for cell i: holidays count as Sundays unless the data said otherwise.
  std::size_t SlotOf(const LoadView& view, std::size_t i) const;
  bool IsOccupied(std::size_t slot) const { return occupied_[slot] != 0; }
  std::size_t slots() const { return slot_effect_.size(); }
  std::size_t steps_per_day() const { return steps_per_day_; }
  // The load in `slot` at these temperatures; without has_temperature() they are not looked at.
  double At(std::size_t slot, double celsius, double mean_celsius) const;
  // How much one observation of `slot` pulls its own expectation, between 0 and 1.
  double LeverageOf(std::size_t slot) const { return leverage_[slot]; }

  void Save(ByteWriter& writer) const;
  static Result<LoadModel> Load(ByteReader& reader);

 private:
  friend class LoadModelFit;

  std::size_t steps_per_day_ = 24;
  bool holiday_as_sunday_ = true;
  bool has_temperature_ = false;
  std::vector<double> slot_effect_;
  std::vector<std::uint8_t> occupied_;
  std::vector<float> leverage_;
  std::array<CurveNodes, 2> nodes_;           // of the cell's temperature, of the day's mean
  std::array<std::vector<double>, 4> curve_;  // [2 * occupied + which nodes]
  CurveNodes mixed_nodes_;                    // of the mean of both
  std::vector<double> hour_curve_;            // [hour class][node of mixed_nodes_]; empty where there was too little data
};

}  // namespace kilowatch
