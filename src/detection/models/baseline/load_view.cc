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

// For each day of the block its DayOff. The calendar is known ahead: days beyond the block count as well.
std::vector<std::uint8_t> DaysOff(const CleanBlock& block) {
  std::vector<std::uint8_t> kind(block.days().size(), kNoDayOff);
  const Holidays& holidays = block.site().holidays;
  if (holidays.days().empty()) return kind;
  constexpr int kLongestBridge = 3;
  const auto is_off = [&](LocalDay date) { return std::chrono::weekday(date).iso_encoding() >= 6 || holidays.Contains(date); };
  const auto workdays = [&](LocalDay from, int step) {  // in a row from the next day on
    int count = 0;
    while (count <= kLongestBridge && !is_off(from + std::chrono::days(step * (count + 1)))) ++count;
    return count;
  };
  for (std::size_t d = 0; d < kind.size(); ++d) {
    const LocalDay date = block.days()[d].date;
    if (block.days()[d].holiday) kind[d] = kHoliday;
    const auto near = std::ranges::lower_bound(holidays.days(), date - std::chrono::days(kLongestBridge));
    if (is_off(date) || near == holidays.days().end() || *near > date + std::chrono::days(kLongestBridge)) continue;
    const int before = workdays(date, -1);
    const int after = workdays(date, 1);
    if (before + 1 + after > kLongestBridge) continue;
    if (holidays.Contains(date - std::chrono::days(before + 1)) || holidays.Contains(date + std::chrono::days(after + 1))) kind[d] = kBridgeDay;
  }
  return kind;
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
  const std::vector<std::uint8_t> days_off = DaysOff(block);
  for (std::size_t i = 0; i < size; ++i) {
    const std::uint32_t day = block.day_of()[i];
    view.holiday[i] = days_off[day];
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
  // Buildings answer the day, not the hour, and their walls the days before; months stand alone.
  const std::size_t day_cells = slots == 1 ? 1 : std::max<std::size_t>(steps_per_day, 2);
  const std::size_t days_cells = slots == 1 ? 1 : 3 * steps_per_day;
  mean_temperature.resize(temperature.size());
  // 1024ths of a degree as integers: sums that come and go are exact, so a cell's mean does not depend on where the block began.
  struct Window {
    std::size_t cells;
    std::int64_t sum = 0;
    std::int64_t known = 0;
    void Add(float celsius, int sign) {
      if (std::isnan(celsius)) return;
      sum += sign * std::llround(static_cast<double>(celsius) * 1024);
      known += sign;
    }
    double Mean() const { return static_cast<double>(sum) / (1024 * static_cast<double>(known)); }
  };
  Window last_day{day_cells};
  Window last_days{days_cells};
  for (std::size_t i = 0; i < temperature.size(); ++i) {
    for (Window* const window : {&last_day, &last_days}) {
      window->Add(temperature[i], 1);
      if (i >= window->cells) window->Add(temperature[i - window->cells], -1);
    }
    const bool enough = 2 * last_day.known >= static_cast<std::int64_t>(day_cells) || (i < day_cells && last_day.known > 0);
    mean_temperature[i] = enough ? static_cast<float>(0.5 * (last_day.Mean() + last_days.Mean())) : std::numeric_limits<float>::quiet_NaN();
  }
}

}  // namespace kilowatch
