#include "detection/features/featurizer.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "detection/features/slot_lag.h"
#include "foundation/base/check.h"

namespace kilowatch {
namespace {

constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();
constexpr std::size_t kSeasons = 4;
constexpr float kHeatingBelow = 15.5F;
constexpr float kCoolingAbove = 18.0F;
constexpr float kLeastStd = 0.05F;

float Least(float a, float b) { return a < b ? a : b; }
float Greatest(float a, float b) { return a > b ? a : b; }

void Subtract(const float* a, const float* b, std::size_t rows, float* out) {
  for (std::size_t r = 0; r < rows; ++r) out[r] = a[r] - b[r];
}

}  // namespace

Featurizer::Featurizer(const FeatureWindows& windows, Mode mode)
    : windows_(windows), mode_(mode), short_(windows.short_steps), long_(windows.long_steps) {
  constexpr double kTurn = 2 * std::numbers::pi;
  for (std::size_t step = 0; step < windows.steps_per_day; ++step) {
    const double angle = kTurn * static_cast<double>(step) / static_cast<double>(windows.steps_per_day);
    hour_sin_.push_back(static_cast<float>(std::sin(angle)));
    hour_cos_.push_back(static_cast<float>(std::cos(angle)));
  }
  for (int day = 0; day <= 366; ++day) {
    year_sin_.push_back(static_cast<float>(std::sin(kTurn * (day - 1) / 365.25)));
    year_cos_.push_back(static_cast<float>(std::cos(kTurn * (day - 1) / 365.25)));
  }
}

void Featurizer::Apply(const CleanBlock& block, const MeterScale& scale, const std::function<void(const FeatureBlock&)>& use) {
  Apply(FeatureInput::Of(block, scale), use);
}

void Featurizer::Apply(const FeatureInput& input, const std::function<void(const FeatureBlock&)>& use) {
  for (std::size_t first = 0; first < input.size(); first += kTileRows) {
    Fill(input, first, std::min(kTileRows, input.size() - first), tile_);
    use(tile_);
  }
}

void Featurizer::Fill(const FeatureInput& input, std::size_t first, std::size_t rows, FeatureBlock& tile) {
  KW_CHECK(input.windows() == windows_ && first + rows <= input.size());
  tile.Resize(rows, columns());
  tile.first_cell = first;
  const Work work{input, first, rows, tile};
  const std::uint16_t* slot = input.slot() + first;
  even_ = true;
  for (auto i = -static_cast<std::int64_t>(windows_.History()) + 1; i < static_cast<std::int64_t>(rows); ++i) {
    even_ &= slot[i] == (slot[i - 1] + 1 == static_cast<int>(windows_.slots) ? 0 : slot[i - 1] + 1);
  }
  std::copy_n(work.Reading(), rows, work.Out(Feature::kReading));
  FillLags(work);
  FillRolling(work);
  FillRecentMedian(work);
  FillChanges(work);
  FillSlotHistory(work);
  FillCalendar(work);
  FillTemperature(work);
  if (mode_ == Mode::kReview) FillReviewColumns(work);
}

void Featurizer::FillLag(const Work& work, const float* column, std::size_t lag, float* out) const {
  if (even_) {
    std::copy_n(column - lag, work.rows, out);
    return;
  }
  const std::uint16_t* slot = work.input.slot() + work.first;
  for (std::size_t r = 0; r < work.rows; ++r) {
    const std::int64_t distance = SlotDistance(slot + r, static_cast<std::int64_t>(lag), windows_);
    out[r] = distance == 0 ? kUnknown : (column + r)[-distance];
  }
}

void Featurizer::FillLags(const Work& work) {
  std::copy_n(work.Level(1), work.rows, work.Out(Feature::kLagStep));
  FillLag(work, work.Level(0), windows_.short_steps, work.Out(Feature::kLagShort));
  FillLag(work, work.Level(0), windows_.long_steps, work.Out(Feature::kLagLong));
}

void Featurizer::FillRolling(const Work& work) {
  const std::int64_t index = work.input.IndexOf(work.first);
  short_.Roll(work.Level(0), index, work.rows);
  short_.WriteMean(work.Out(Feature::kShortMean));
  short_.WriteStd(work.Out(Feature::kShortStd));
  short_.WriteMin(work.Out(Feature::kShortMin));
  short_.WriteMax(work.Out(Feature::kShortMax));
  long_.Roll(work.Level(0), index, work.rows);
  long_.WriteMean(work.Out(Feature::kLongMean));
  long_.WriteStd(work.Out(Feature::kLongStd));
  long_.WriteMin(work.Out(Feature::kLongMin));
  long_.WriteMax(work.Out(Feature::kLongMax));
}

void Featurizer::FillRecentMedian(const Work& work) {
  float* out = work.Out(Feature::kRecentMedian);
  const float* x = work.Level(0);
  for (std::size_t r = 0; r < work.rows; ++r) {
    const float* at = x + r;
    // Median of five: of the fifth, the greater of two pairs' lesser and the lesser of their greater.
    const float low = Greatest(Least(at[0], at[-1]), Least(at[-2], at[-3]));
    const float high = Least(Greatest(at[0], at[-1]), Greatest(at[-2], at[-3]));
    out[r] = Greatest(Least(low, high), Least(Greatest(low, high), at[-4]));
  }
  for (std::size_t r = 0; r < work.rows; ++r) {
    const float* at = x + r;
    if (!std::isnan(at[0] + at[-1] + at[-2] + at[-3] + at[-4])) continue;
    float values[5] = {at[0], at[-1], at[-2], at[-3], at[-4]};
    out[r] = MedianOfKnownValues(values, 5);
  }
}

void Featurizer::FillChanges(const Work& work) {
  const float* reading = work.Reading();
  const float* before = work.Out(Feature::kLagLong);
  Subtract(reading, work.Out(Feature::kLagStep), work.rows, work.Out(Feature::kStepChange));
  Subtract(reading, work.Out(Feature::kLagShort), work.rows, work.Out(Feature::kShortChange));
  Subtract(reading, before, work.rows, work.Out(Feature::kLongChange));
  const auto center = static_cast<float>(work.input.scale().center);
  const auto spread = static_cast<float>(work.input.scale().spread);
  const float calm = 0.05F * (std::abs(center) + spread);
  float* ratio = work.Out(Feature::kLongRatio);
  for (std::size_t r = 0; r < work.rows; ++r) {
    const float size = std::abs(center + spread * reading[r]) + std::abs(center + spread * before[r]) + calm;
    ratio[r] = spread * (reading[r] - before[r]) / size;
  }
  const float* mean = work.Out(Feature::kLongMean);
  const float* std = work.Out(Feature::kLongStd);
  float* z = work.Out(Feature::kLongZ);
  for (std::size_t r = 0; r < work.rows; ++r) z[r] = (reading[r] - mean[r]) / Greatest(std[r], kLeastStd);
}

void Featurizer::FillSlotHistory(const Work& work) {
  seasons_.resize(kSeasons * work.rows);
  for (std::size_t k = 0; k < kSeasons; ++k) {
    FillLag(work, work.Level(0), (k + 1) * windows_.season_steps, seasons_.data() + k * work.rows);
  }
  const float* a = seasons_.data();
  const float* b = a + work.rows;
  const float* c = b + work.rows;
  const float* d = c + work.rows;
  float* out = work.Out(Feature::kSlotMedian);
  for (std::size_t r = 0; r < work.rows; ++r) {
    const float low = Greatest(Least(a[r], b[r]), Least(c[r], d[r]));
    const float high = Least(Greatest(a[r], b[r]), Greatest(c[r], d[r]));
    out[r] = 0.5F * (low + high);
  }
  for (std::size_t r = 0; r < work.rows; ++r) {
    if (!std::isnan(a[r] + b[r] + c[r] + d[r])) continue;
    float values[kSeasons] = {a[r], b[r], c[r], d[r]};
    out[r] = MedianOfKnownValues(values, kSeasons);
  }
  Subtract(work.Reading(), out, work.rows, work.Out(Feature::kSlotDeviation));
}

void Featurizer::FillCalendar(const Work& work) {
  const std::uint16_t* slot = work.input.slot() + work.first;
  const std::uint16_t* day = work.input.day_of_year() + work.first;
  const std::uint8_t* rest = work.input.rest_day() + work.first;
  float* hour_sin = work.Out(Feature::kHourSin);
  float* hour_cos = work.Out(Feature::kHourCos);
  float* weekday = work.Out(Feature::kWeekday);
  for (std::size_t r = 0; r < work.rows; ++r) {
    const std::uint32_t in_week = slot[r] / static_cast<std::uint32_t>(windows_.steps_per_day);
    const std::uint32_t in_day = slot[r] - in_week * static_cast<std::uint32_t>(windows_.steps_per_day);
    weekday[r] = static_cast<float>(in_week);
    hour_sin[r] = hour_sin_[in_day];
    hour_cos[r] = hour_cos_[in_day];
  }
  float* rest_day = work.Out(Feature::kRestDay);
  float* year_sin = work.Out(Feature::kYearSin);
  float* year_cos = work.Out(Feature::kYearCos);
  for (std::size_t r = 0; r < work.rows; ++r) {
    rest_day[r] = static_cast<float>(rest[r]);
    year_sin[r] = year_sin_[day[r]];
    year_cos[r] = year_cos_[day[r]];
  }
}

void Featurizer::FillTemperature(const Work& work) {
  const float* celsius = work.input.temperature() + work.first;
  float* heating = work.Out(Feature::kHeating);
  float* cooling = work.Out(Feature::kCooling);
  std::copy_n(celsius, work.rows, work.Out(Feature::kTemperature));
  for (std::size_t r = 0; r < work.rows; ++r) {
    heating[r] = celsius[r] < kHeatingBelow ? kHeatingBelow - celsius[r] : celsius[r] * 0.0F;
    cooling[r] = celsius[r] > kCoolingAbove ? celsius[r] - kCoolingAbove : celsius[r] * 0.0F;
  }
  float* change = work.Out(Feature::kTemperatureChange);
  std::copy_n(celsius - windows_.short_steps, work.rows, change);
  Subtract(celsius, change, work.rows, change);
}

void Featurizer::FillReviewColumns(const Work& work) {
  float* around = work.Out(Feature::kAroundDeviation);
  float* next = work.Out(Feature::kNextChange);
  const auto season = static_cast<std::int64_t>(windows_.season_steps);
  const auto last = static_cast<std::int64_t>(work.input.size()) - 1;
  for (std::size_t r = 0; r < work.rows; ++r) {
    const auto cell = static_cast<std::int64_t>(work.first + r);
    float values[2 * kSeasons];
    std::size_t count = 0;
    for (std::size_t k = 0; k < kSeasons; ++k) values[count++] = seasons_[k * work.rows + r];
    for (std::int64_t k = 1; k <= static_cast<std::int64_t>(kSeasons); ++k) {
      if (cell + k * season + static_cast<std::int64_t>(windows_.slack) > last) break;
      const std::int64_t distance = SlotDistance(work.input.slot() + cell, -k * season, windows_);
      if (distance != 0) values[count++] = work.input.level()[cell - distance];
    }
    around[r] = work.Reading()[r] - MedianOfKnownValues(values, count);
    next[r] = cell < last ? work.input.level()[cell + 1] - work.Reading()[r] : kUnknown;
  }
}

}  // namespace kilowatch
