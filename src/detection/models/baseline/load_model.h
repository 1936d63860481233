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
// answer to temperature, apart for slots that are usually above (occupied) and below (unoccupied) what degree hours explain. Added are:
// the answer to the mean temperature of the last days beside the hour's, since buildings are slow; what the season adds, apart for occupied and
// unoccupied slots, drawn to nothing with the weight of two years, because one year cannot tell a season from a drift; a correction of the curve for
// each hour of the day, apart for weekends, held near the common curve where it has little data; days off as a mixture of their own weekday and
// Sunday; and Huber weights, so that a fault does not bend the fit but a skewed load keeps its mean. Slot effects are drawn to those of the same
// hour on the same kind of day while weeks are few.
class LoadModel {
 public:
  // `with_temperature` asks for the curves; they are left out where too few readings have a temperature. At least one value must be finite.
  static LoadModel Fit(const LoadView& view, bool with_temperature);

  bool has_temperature() const { return has_temperature_; }
  // °C of a cell and of LoadView's mean.
  struct Weather {
    double celsius = 0;
    double mean_celsius = 0;
  };
  // The slot that stands for cell i: Sunday's on days off that are nearer to Sunday than to their own weekday.
  std::size_t SlotOf(const LoadView& view, std::size_t i) const;
  bool IsOccupied(std::size_t slot) const { return occupied_[slot] != 0; }
  std::size_t slots() const { return slot_effect_.size(); }
  std::size_t steps_per_day() const { return steps_per_day_; }
  // The load of cell i in this weather, which is not looked at without has_temperature(). Days off lie between their weekday and Sunday.
  double LoadOf(const LoadView& view, std::size_t i, const Weather& weather) const;
  // The load in `slot` on an ordinary day.
  double At(std::size_t slot, const Weather& weather, std::size_t day_of_year) const;
  // How far a day off (a DayOff) lies from its own weekday (0) to Sunday (1).
  double SundayShare(std::uint8_t day_off) const { return sunday_share_[day_off]; }
  // How much one observation of `slot` pulls its own expectation, between 0 and 1.
  double LeverageOf(std::size_t slot) const { return leverage_[slot]; }

  void Save(ByteWriter& writer) const;
  static Result<LoadModel> Load(ByteReader& reader);

 private:
  friend class LoadModelFit;

  std::size_t steps_per_day_ = 24;
  std::array<double, kDaysOff> sunday_share_{0, 1, 0};  // by DayOff: 0 is like its own weekday, 1 like Sunday
  bool has_temperature_ = false;
  std::vector<double> slot_effect_;
  std::vector<std::uint8_t> occupied_;
  std::vector<float> leverage_;
  std::array<CurveNodes, 2> nodes_;           // of the cell's temperature, of the day's mean
  std::array<std::vector<double>, 4> curve_;  // [2 * occupied + which nodes]
  CurveNodes mixed_nodes_;                    // of the mean of both
  std::vector<double> season_;                // [occupied][month node]; empty where no whole year was seen
  std::vector<double> hour_curve_;            // [hour class][node of mixed_nodes_]; empty where there was too little data
};

}  // namespace kilowatch
