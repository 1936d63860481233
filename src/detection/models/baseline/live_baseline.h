#pragma once

#include <array>
#include <cstdint>

#include "detection/models/baseline/baseline.h"
#include "detection/models/live/live_cell.h"

namespace kilowatch {

// What a baseline has to remember of one meter's past to go on with the next cell. Plain bytes.
struct BaselineState {
  static constexpr std::size_t kMostSteps = 24;  // a day

  std::uint32_t cells = 0;
  std::uint32_t day = 0;  // of the last cell
  DaySums today;
  double level = 0;                             // of that day; NaN where unknown
  std::array<double, kLevelDays> levels{};      // of the days before, by day % kLevelDays; NaN where unknown
  std::array<float, 3 * kMostSteps> celsius{};  // of the last three days' cells
  std::array<std::int32_t, 2> celsius_sum{};    // 1024ths of a degree over the last day and the last three
  std::array<std::int16_t, 2> celsius_known{};
  std::uint32_t weather_since = 0;
  double weather_away = 0;
};

struct LiveExpectation {
  double expected = std::numeric_limits<double>::quiet_NaN();
  double low = std::numeric_limits<double>::quiet_NaN();
  double high = std::numeric_limits<double>::quiet_NaN();
};

// Baseline::Expect(Mode::kLive) a cell at a time: the same bits, whatever the stretch holds. For hourly and longer steps of fixed length. One for a thread: it
// holds room to work in and nothing of a meter.
class LiveBaseline {
 public:
  LiveBaseline();

  static bool Fits(const Baseline& baseline);
  LiveExpectation Push(const Baseline& baseline, const LiveCell& cell, BaselineState& state);

 private:
  void BeginDay(const Baseline& baseline, std::uint32_t day, BaselineState& state) const;
  void TakeTemperature(const Baseline& baseline, float celsius, BaselineState& state);

  LoadView view_;  // of the one cell
};

}  // namespace kilowatch
