#pragma once

#include <array>
#include <cstddef>

namespace kilowatch {

inline constexpr std::size_t kDayLanes = 8;

// Days in an order by weekday, each weekday's days in whole groups of kDayLanes, filled up with unknown (NaN) ones.
struct DayTable {
  const float* shape = nullptr;  // cell c of the day at place p: shape[c * places + p]
  std::size_t cells = 0;
  std::size_t places = 0;
  std::array<std::size_t, 8> begin{};  // first place of each weekday, and the end
  std::array<std::size_t, 7> kind{};   // 0 workday, 1 weekend
};

// The five smallest mean squared differences between the day at each place and those of its weekday (0), all workdays (1), all weekends (2), but
// never itself; infinite where there are fewer. out[which][rank * places + place].
void NearestByPlace(const DayTable& table, const std::array<float*, 3>& out);

}  // namespace kilowatch
