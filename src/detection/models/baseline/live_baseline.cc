#include "detection/models/baseline/live_baseline.h"

#include <algorithm>
#include <cmath>

namespace kilowatch {
namespace {

constexpr double kNoLevel = std::numeric_limits<double>::quiet_NaN();

double MedianLevel(const BaselineState& state) {
  std::array<double, kLevelDays> sorted;
  std::size_t n = 0;
  for (const double level : state.levels) {
    sorted[n] = level;
    n += std::isnan(level) ? 0 : 1;
  }
  if (n < kFewestLevelDays) return kNoLevel;
  std::sort(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(n));
  return n % 2 == 1 ? sorted[n / 2] : 0.5 * (sorted[n / 2] + sorted[n / 2 - 1]);
}

}  // namespace

LiveBaseline::LiveBaseline() {
  view_.value.resize(1);
  view_.temperature.resize(1);
  view_.mean_temperature.resize(1);
  view_.slot.resize(1);
  view_.holiday.resize(1);
  view_.day.resize(1);
  view_.day_of_year.resize(1);
}

bool LiveBaseline::Fits(const Baseline& baseline) {
  return baseline.model_.slots() > 1 && baseline.model_.steps_per_day() <= BaselineState::kMostSteps;
}

void LiveBaseline::BeginDay(const Baseline& baseline, std::uint32_t day, BaselineState& state) const {
  if (state.cells == 0) {
    state.levels.fill(kNoLevel);
  } else {
    state.levels[state.day % kLevelDays] = DayLevel(state.today, baseline.level_scale_, baseline.model_.steps_per_day());
    for (std::uint32_t d = state.day + 1; d < day && d <= state.day + kLevelDays; ++d) state.levels[d % kLevelDays] = kNoLevel;
  }
  state.day = day;
  state.today = {};
  state.level = MedianLevel(state);
}

void LiveBaseline::TakeTemperature(const Baseline& baseline, float celsius, BaselineState& state) {
  const std::size_t steps = baseline.model_.steps_per_day();
  // As LoadView::MakeMeanTemperature, whose windows are these.
  const std::array<std::size_t, 2> cells = {std::max<std::size_t>(steps, 2), 3 * steps};
  const auto add = [&](std::size_t w, float t, int sign) {
    if (std::isnan(t)) return;
    state.celsius_sum[w] += sign * static_cast<std::int32_t>(std::llround(static_cast<double>(t) * 1024));
    state.celsius_known[w] = static_cast<std::int16_t>(state.celsius_known[w] + sign);
  };
  const std::size_t ring = std::max(cells[0], cells[1]);
  for (std::size_t w = 0; w < 2; ++w) {
    add(w, celsius, 1);
    if (state.cells >= cells[w]) add(w, state.celsius[(state.cells - cells[w]) % ring], -1);
  }
  state.celsius[state.cells % ring] = celsius;
  const auto mean = [&](std::size_t w) { return static_cast<double>(state.celsius_sum[w]) / (1024 * static_cast<double>(state.celsius_known[w])); };
  const auto known = static_cast<std::size_t>(state.celsius_known[0]);
  const bool enough = 2 * known >= cells[0] || (state.cells < cells[0] && known > 0);
  view_.temperature[0] = celsius;
  view_.mean_temperature[0] = enough ? static_cast<float>(0.5 * (mean(0) + mean(1))) : std::numeric_limits<float>::quiet_NaN();
}

LiveExpectation LiveBaseline::Push(const Baseline& baseline, const LiveCell& cell, BaselineState& state) {
  if (state.cells == 0 || cell.day != state.day) BeginDay(baseline, cell.day, state);
  view_.steps_per_day = baseline.model_.steps_per_day();
  view_.slots = baseline.model_.slots();
  view_.slot[0] = cell.slot;
  view_.holiday[0] = cell.day_off;
  view_.day_of_year[0] = cell.day_of_year;
  Baseline::WeatherMemory memory;
  if (baseline.model_.has_temperature()) {
    TakeTemperature(baseline, cell.temperature, state);
    memory.cells = baseline.MemoryCells();
    memory.since = state.weather_since;
    memory.away = state.weather_away;
  }
  float doubt = 0;
  const double load = baseline.LoadOf(view_, 0, state.cells, memory, doubt);
  state.weather_since = static_cast<std::uint32_t>(memory.since);
  state.weather_away = memory.away;
  ++state.cells;
  if (std::isnan(load)) return {};
  if (Trains(cell.quality) && !std::isnan(cell.value)) {
    state.today.actual += cell.value;
    state.today.expected += load;
    state.today.count += 1;
  }
  const Baseline::Range range = baseline.RangeOf(view_, 0, load, doubt, state.level, LevelSource::kPast);
  return {range.expected, range.low, range.high};
}

}  // namespace kilowatch
