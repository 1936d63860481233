#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "data/preprocessing/clean_block.h"

namespace kilowatch {

// Days that are not what their weekday says: public holidays, and bridge days (at most three workdays in a row, shut in by days off of which one at
// least is a public holiday: the Friday after Ascension Day, the days between Christmas and New Year).
enum DayOff : std::uint8_t { kNoDayOff = 0, kHoliday = 1, kBridgeDay = 2 };
inline constexpr std::size_t kDaysOff = 3;

// What the baseline sees of a block: the readings that may teach it, and the calendar and weather of every cell.
struct LoadView {
  std::vector<double> value;               // the reading where it is measured, NaN elsewhere; a day's mean where cells are months
  std::vector<float> temperature;          // °C, NaN where unknown; empty if never known
  std::vector<float> mean_temperature;     // half the mean of the day that ends with the cell, half that of the three days that do; NaN where half
                                           // of that day is unknown; empty likewise
  std::vector<std::uint16_t> slot;         // slot of the week by the cell's own weekday
  std::vector<std::uint8_t> holiday;       // a DayOff
  std::vector<std::uint32_t> day;          // local days since the block's first cell; a month counts as a day of its own
  std::vector<std::uint16_t> day_of_year;  // 1 to 366
  std::vector<double> length;              // what makes the cell's own number of `value`: days of the month; empty: 1
  std::size_t steps_per_day = 24;
  std::size_t slots = 168;  // 7 * steps_per_day; 1 for months

  static LoadView Of(const CleanBlock& block);
  std::size_t size() const { return slot.size(); }
  // The first `count` cells alone.
  LoadView Prefix(std::size_t count) const;
  // Fills mean_temperature of temperature.
  void MakeMeanTemperature();
};

// The times of the week that share a curve and a band: hour of the day, apart for Saturday and Sunday.
inline constexpr std::size_t kHourClasses = 48;

// Hour of the day 0 to 23 of a slot, plus 24 on Saturday and Sunday.
constexpr std::size_t HourClass(std::size_t slot, std::size_t steps_per_day) {
  return slot % steps_per_day * 24 / steps_per_day + (slot / steps_per_day >= 5 ? 24 : 0);
}

// The same time on Sunday.
constexpr std::uint16_t OnSunday(std::size_t slot, std::size_t steps_per_day) {
  return static_cast<std::uint16_t>(6 * steps_per_day + slot % steps_per_day);
}

}  // namespace kilowatch
