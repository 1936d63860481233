#include "detection/models/baseline/load_view.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

namespace kilowatch {
namespace {

std::uint16_t DayOfYear(LocalDay date) {
  const std::chrono::year_month_day ymd(date);
  const LocalDay new_year(ymd.year() / std::chrono::January / 1);
  return static_cast<std::uint16_t>((date - new_year).count() + 1);
}

template <class T>
std::vector<T> Head(const std::vector<T>& column, std::size_t count) {
  return column.empty() ? column : std::vector<T>(column.begin(), column.begin() + static_cast<std::ptrdiff_t>(count));
}

// Months hold more or fewer days: what is modelled is the mean day.
void TurnMonthsIntoMeanDays(const Grid& grid, LoadView& view) {
  view.slots = 1;
  view.length.resize(view.size());
  for (std::size_t i = 0; i < view.size(); ++i) {
    view.length[i] = static_cast<double>(grid.Cell(i).Length().count()) / 86400;
    view.value[i] /= view.length[i];
    view.slot[i] = 0;
    view.holiday[i] = 0;
    view.day[i] = static_cast<std::uint32_t>(i);
  }
}

}  // namespace

LoadView LoadView::Of(const CleanBlock& block) {
  LoadView view;
  view.steps_per_day = block.grid().StepsPerDay();
  view.slots = 7 * view.steps_per_day;
  view.value.assign(block.value().begin(), block.value().end());
  view.slot.assign(block.slot_of_week().begin(), block.slot_of_week().end());
  view.temperature.assign(block.temperature().begin(), block.temperature().end());
  std::vector<std::uint16_t> day_of_year;
  for (const BlockDay& day : block.days()) day_of_year.push_back(DayOfYear(day.date));
  const std::size_t size = block.size();
  view.holiday.resize(size);
  view.day.resize(size);
  view.day_of_year.resize(size);
  for (std::size_t i = 0; i < size; ++i) {
    const std::uint32_t day = block.day_of()[i];
    view.holiday[i] = block.days()[day].holiday;
    view.day[i] = static_cast<std::uint32_t>((block.days()[day].date - block.days()[0].date).count());
    view.day_of_year[i] = day_of_year[day];
    if (!Trains(block.quality()[i])) view.value[i] = std::numeric_limits<double>::quiet_NaN();
  }
  if (block.grid().spacing() == Spacing::kLocalMonth) TurnMonthsIntoMeanDays(block.grid(), view);
  view.MakeMeanTemperature();
  return view;
}

LoadView LoadView::Prefix(std::size_t count) const {
  LoadView head;
  head.value = Head(value, count);
  head.temperature = Head(temperature, count);
  head.mean_temperature = Head(mean_temperature, count);
  head.slot = Head(slot, count);
  head.holiday = Head(holiday, count);
  head.day = Head(day, count);
  head.day_of_year = Head(day_of_year, count);
  head.length = Head(length, count);
  head.steps_per_day = steps_per_day;
  head.slots = slots;
  return head;
}

void LoadView::MakeMeanTemperature() {
  // Buildings answer the day, not the hour; of daily readings the day before still counts, months stand alone.
  const std::size_t window = slots == 1 ? 1 : std::max<std::size_t>(steps_per_day, 2);
  mean_temperature.resize(temperature.size());
  // 1024ths of a degree as integers: sums that come and go are exact, so a cell's mean does not depend on where the block began.
  std::int64_t sum = 0;
  std::size_t known = 0;
  const auto add = [&](std::size_t i, int sign) {
    if (std::isnan(temperature[i])) return;
    sum += sign * std::llround(static_cast<double>(temperature[i]) * 1024);
    known += static_cast<std::size_t>(sign);
  };
  for (std::size_t i = 0; i < temperature.size(); ++i) {
    add(i, 1);
    if (i >= window) add(i - window, -1);
    const bool enough = 2 * known >= window || (i < window && known > 0);
    mean_temperature[i] =
        enough ? static_cast<float>(static_cast<double>(sum) / (1024 * static_cast<double>(known))) : std::numeric_limits<float>::quiet_NaN();
  }
}

}  // namespace kilowatch
