#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kilowatch {

// The 26 columns that an analyst makes of hourly readings, as bench/features.py makes them with pandas, polars and DuckDB: the value, lags of an hour, a
// day and a week, mean, standard deviation (n - 1), least and greatest of the last day and week, changes against the lags, ratio and z-score
// against the week, and the calendar. A column that looks further back than the meter's first reading is 0.
inline constexpr std::size_t kAnalystColumns = 26;
inline constexpr std::size_t kAnalystTile = 168;  // rows that are made together: 23 KB

using ColumnSums = std::array<double, kAnalystColumns>;

// The nine calendar columns of a stretch of hours since 1970; one for a thread, kept for meter after meter.
class HourCalendar {
 public:
  // Makes sure that it covers `count` hours from `first`.
  void Cover(std::int64_t first, std::size_t count);
  // Column c of 9 from hour `hour` on.
  const double* Column(std::size_t c, std::int64_t hour) const { return columns_[c].data() + (hour - first_); }

 private:
  std::int64_t first_ = 0;
  std::array<std::vector<double>, 9> columns_;
};

// Adds the sums over the rows of one meter: `value` has no NaN and no gaps, its first at hour `first` since 1970. Each tile of
// columns is made in memory, then added up.
void AddColumnSums(std::span<const double> value, std::int64_t first, HourCalendar& calendar, ColumnSums& sums);

// The same by the book for rows from `begin` on: what AddColumnSums must agree with.
void AddColumnSumsSimply(std::span<const double> value, std::size_t begin, std::int64_t first, HourCalendar& calendar, ColumnSums& sums);

}  // namespace kilowatch
