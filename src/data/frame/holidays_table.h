#pragma once

#include <span>
#include <string_view>

namespace kilowatch {

inline constexpr int kHolidayTableFirstYear = 1995;
inline constexpr int kHolidayTableLastYear = 2040;

// One region of the generated table. `days` has the years from the first to the last, parted by spaces; each day is two digits of
// base 32 (0-9, a-v): month and day of the month. They come beside those of `base`, where that is not empty.
struct HolidayTableEntry {
  std::string_view code;
  std::string_view base;
  std::string_view days;
};

// Sorted by code.
std::span<const HolidayTableEntry> HolidayTable();

}  // namespace kilowatch
