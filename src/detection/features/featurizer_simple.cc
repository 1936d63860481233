#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "detection/features/featurizer.h"

namespace kilowatch {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

// The meter's past and future at one cell, as the definitions of the columns speak of them.
class CellStory {
 public:
  CellStory(const FeatureInput& input, std::size_t cell) : input_(input), cell_(static_cast<std::int64_t>(cell)) {}

  double Reading() const { return static_cast<double>(input_.reading()[cell_]); }
  double LevelAt(std::int64_t cell) const { return Inside(cell) ? static_cast<double>(input_.level()[cell]) : kNothing; }
  double Before(std::int64_t cells) const { return LevelAt(cell_ - cells); }
  double TemperatureBefore(std::int64_t cells) const {
    return Inside(cell_ - cells) ? static_cast<double>(input_.temperature()[cell_ - cells]) : kNothing;
  }

  // `lag` before (or after, if negative) on the wall clock: among the cells up to an hour off, the one with that slot.
  double OnTheClock(std::int64_t lag) const {
    const auto slots = static_cast<std::int64_t>(input_.windows().slots);
    const std::int64_t wanted = (((input_.slot()[cell_] - lag) % slots) + slots) % slots;
    const auto slack = static_cast<std::int64_t>(input_.windows().slack);
    // At the ends of the series only cells that are an hour inside count.
    if (!Inside(cell_ - lag) || (lag < 0 && !Inside(cell_ - lag + slack))) return kNothing;
    for (std::int64_t off = 0; off <= slack; ++off) {
      for (const std::int64_t cell : {cell_ - lag - off, cell_ - lag + off}) {
        if (Inside(cell) && input_.slot()[cell] == wanted) return LevelAt(cell);
      }
    }
    return kNothing;
  }

  std::vector<double> LastKnown(std::size_t window) const {
    std::vector<double> known;
    for (std::int64_t k = static_cast<std::int64_t>(window) - 1; k >= 0; --k) {
      if (!std::isnan(Before(k))) known.push_back(Before(k));
    }
    return known;
  }

 private:
  bool Inside(std::int64_t cell) const { return cell >= 0 && cell < static_cast<std::int64_t>(input_.size()); }

  const FeatureInput& input_;
  std::int64_t cell_;
};

double SimpleMedian(std::vector<double> values) {
  std::erase_if(values, [](double v) { return std::isnan(v); });
  if (values.empty()) return kNothing;
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : 0.5 * (values[half - 1] + values[half]);
}

struct WindowFigures {
  double mean = kNothing, std = kNothing, least = kNothing, greatest = kNothing;
};

WindowFigures FiguresOf(const CellStory& story, std::size_t window) {
  const std::vector<double> known = story.LastKnown(window);
  if (2 * known.size() < window) return {};
  WindowFigures figures{0, 0, *std::min_element(known.begin(), known.end()), *std::max_element(known.begin(), known.end())};
  const auto n = static_cast<double>(known.size());
  for (const double v : known) figures.mean += v / n;
  for (const double v : known) figures.std += (v - figures.mean) * (v - figures.mean) / n;
  figures.std = std::sqrt(figures.std);
  return figures;
}

double SlotMedian(const CellStory& story, std::int64_t season, bool also_after) {
  std::vector<double> values;
  for (std::int64_t k = 1; k <= 4; ++k) {
    values.push_back(story.OnTheClock(k * season));
    if (also_after) values.push_back(story.OnTheClock(-k * season));
  }
  return SimpleMedian(values);
}

// Puts values into a row by feature.
struct RowWriter {
  std::span<float> row;
  void operator()(Feature feature, double value) const { row[static_cast<std::size_t>(feature)] = static_cast<float>(value); }
};

void PutCalendar(const FeatureInput& input, std::size_t cell, const RowWriter& put) {
  constexpr double kTurn = 2 * std::numbers::pi;
  const std::size_t day = input.windows().steps_per_day;
  const double hour = kTurn * static_cast<double>(input.slot()[cell] % day) / static_cast<double>(day);
  const double year = kTurn * (input.day_of_year()[cell] - 1) / 365.25;
  put(Feature::kHourSin, std::sin(hour));
  put(Feature::kHourCos, std::cos(hour));
  const std::size_t weekday = input.slot()[cell] / day;
  put(Feature::kWeekday, static_cast<double>(weekday));
  put(Feature::kRestDay, input.rest_day()[cell]);
  put(Feature::kYearSin, std::sin(year));
  put(Feature::kYearCos, std::cos(year));
}

void PutTemperature(const CellStory& story, std::int64_t short_steps, const RowWriter& put) {
  const double celsius = story.TemperatureBefore(0);
  put(Feature::kTemperature, celsius);
  put(Feature::kHeating, std::isnan(celsius) ? kNothing : std::max(15.5 - celsius, 0.0));
  put(Feature::kCooling, std::isnan(celsius) ? kNothing : std::max(celsius - 18.0, 0.0));
  put(Feature::kTemperatureChange, celsius - story.TemperatureBefore(short_steps));
}

}  // namespace

void Featurizer::FillSimply(const FeatureInput& input, std::size_t cell, Mode mode, std::span<float> row) {
  const CellStory story(input, cell);
  const RowWriter put{row};
  const FeatureWindows& windows = input.windows();
  const auto season = static_cast<std::int64_t>(windows.season_steps);
  const double reading = story.Reading();
  const double lag_short = story.OnTheClock(static_cast<std::int64_t>(windows.short_steps));
  const double lag_long = story.OnTheClock(static_cast<std::int64_t>(windows.long_steps));
  const WindowFigures brief = FiguresOf(story, windows.short_steps);
  const WindowFigures ample = FiguresOf(story, windows.long_steps);
  put(Feature::kReading, reading);
  put(Feature::kLagStep, story.Before(1));
  put(Feature::kLagShort, lag_short);
  put(Feature::kLagLong, lag_long);
  put(Feature::kShortMean, brief.mean);
  put(Feature::kShortStd, brief.std);
  put(Feature::kShortMin, brief.least);
  put(Feature::kShortMax, brief.greatest);
  put(Feature::kLongMean, ample.mean);
  put(Feature::kLongStd, ample.std);
  put(Feature::kLongMin, ample.least);
  put(Feature::kLongMax, ample.greatest);
  put(Feature::kRecentMedian, SimpleMedian(story.LastKnown(5)));
  put(Feature::kStepChange, reading - story.Before(1));
  put(Feature::kShortChange, reading - lag_short);
  put(Feature::kLongChange, reading - lag_long);
  const double center = input.scale().center;
  const double spread = input.scale().spread;
  const double size = std::abs(center + spread * reading) + std::abs(center + spread * lag_long) + 0.05 * (std::abs(center) + spread);
  put(Feature::kLongRatio, spread * (reading - lag_long) / size);
  put(Feature::kLongZ, (reading - ample.mean) / std::max(ample.std, 0.05));
  put(Feature::kSlotMedian, SlotMedian(story, season, false));
  put(Feature::kSlotDeviation, reading - SlotMedian(story, season, false));
  PutCalendar(input, cell, put);
  PutTemperature(story, static_cast<std::int64_t>(windows.short_steps), put);
  if (mode == Mode::kLive) return;
  put(Feature::kAroundDeviation, reading - SlotMedian(story, season, true));
  put(Feature::kNextChange, story.Before(-1) - reading);
}

}  // namespace kilowatch
