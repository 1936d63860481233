#include "detection/features/feature_input.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

namespace kilowatch {
namespace {

constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();

template <class T>
void ForgetFront(std::vector<T>& column, std::size_t count) {
  column.erase(column.begin(), column.begin() + static_cast<std::ptrdiff_t>(count));
}

}  // namespace

FeatureWindows FeatureWindows::Of(const Grid& grid) {
  const std::size_t day = grid.StepsPerDay();
  if (grid.spacing() == Spacing::kLocalMonth) return {1, 3, 12, 12, 1, 0};
  if (day == 1) return {1, 7, 28, 7, 7, 0};
  return {day, day, 7 * day, 7 * day, 7 * day, std::max<std::size_t>(day / 24, 1)};
}

FeatureInput::FeatureInput(const FeatureWindows& windows, const MeterScale& scale, std::int64_t first_index)
    : windows_(windows), scale_(scale), first_index_(first_index), history_(std::max(windows.History(), windows.long_steps)) {
  level_.assign(history_, kUnknown);
  reading_.assign(history_, kUnknown);
  temperature_.assign(history_, kUnknown);
  slot_.assign(history_, kNoSlot);
  day_of_year_.assign(history_, 1);
  rest_day_.assign(history_, 0);
}

std::int64_t FeatureInput::FirstIndex(const CleanBlock& block) {
  if (block.size() == 0) return 0;
  const LocalDay first = block.days()[0].date;
  switch (block.grid().spacing()) {
    case Spacing::kFixed: return EpochSeconds(block.grid().Start(0)) / block.grid().step().count();
    case Spacing::kLocalDay: return first.time_since_epoch().count();
    case Spacing::kLocalMonth: break;
  }
  const std::chrono::year_month_day ymd(first);
  return static_cast<std::int64_t>(static_cast<int>(ymd.year())) * 12 + static_cast<unsigned>(ymd.month());
}

FeatureCell FeatureInput::CellOf(const CleanBlock& block, std::size_t i) {
  const BlockDay& day = block.days()[block.day_of()[i]];
  const bool was_read = HasReading(block.quality()[i]) && !std::isnan(block.value()[i]);
  const LocalDay new_year(std::chrono::year_month_day(day.date).year() / std::chrono::January / 1);
  FeatureCell cell;
  cell.value = was_read ? block.value()[i] : block.input()[i];
  cell.was_read = was_read;
  cell.slot = block.grid().spacing() == Spacing::kLocalMonth ? std::uint16_t{0} : block.slot_of_week()[i];
  cell.rest_day = day.weekday >= 5 || day.holiday;
  cell.day_of_year = static_cast<std::uint16_t>((day.date - new_year).count() + 1);
  cell.temperature = block.temperature().empty() ? kUnknown : block.temperature()[i];
  return cell;
}

FeatureInput FeatureInput::Of(const CleanBlock& block, const MeterScale& scale) {
  FeatureInput input(FeatureWindows::Of(block.grid()), scale, FirstIndex(block));
  const std::size_t room = input.history_ + block.size();
  input.level_.reserve(room);
  input.reading_.reserve(room);
  input.temperature_.reserve(room);
  input.slot_.reserve(room);
  input.day_of_year_.reserve(room);
  input.rest_day_.reserve(room);
  for (const BlockDay& day : block.days()) {
    if (day.begin == day.end) continue;
    FeatureCell cell = CellOf(block, day.begin);
    for (std::size_t i = day.begin; i < day.end; ++i) {
      const bool was_read = HasReading(block.quality()[i]) && !std::isnan(block.value()[i]);
      cell.was_read = was_read;
      cell.value = was_read ? block.value()[i] : block.input()[i];
      if (block.grid().spacing() != Spacing::kLocalMonth) cell.slot = block.slot_of_week()[i];
      if (!block.temperature().empty()) cell.temperature = block.temperature()[i];
      input.Push(cell);
    }
  }
  return input;
}

void FeatureInput::Push(const FeatureCell& cell) {
  const float level =
      std::isnan(cell.value) ? kUnknown : std::clamp(static_cast<float>((cell.value - scale_.center) / scale_.spread), -kClamp, kClamp);
  level_.push_back(level);
  reading_.push_back(cell.was_read ? level : kUnknown);
  temperature_.push_back(cell.temperature);
  slot_.push_back(cell.slot);
  day_of_year_.push_back(std::min<std::uint16_t>(cell.day_of_year, 366));
  rest_day_.push_back(cell.rest_day);
}

void FeatureInput::Trim() {
  const std::size_t spare = size();
  ForgetFront(level_, spare);
  ForgetFront(reading_, spare);
  ForgetFront(temperature_, spare);
  ForgetFront(slot_, spare);
  ForgetFront(day_of_year_, spare);
  ForgetFront(rest_day_, spare);
  first_index_ += static_cast<std::int64_t>(spare);
}

}  // namespace kilowatch
