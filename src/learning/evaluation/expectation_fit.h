#pragma once

#include <cstdint>
#include <limits>
#include <vector>

namespace kilowatch {

// How well an expectation fits at one length of interval; shares, not percent. NaN where nothing could be compared.
struct FitFigures {
  std::int64_t intervals = 0;
  double cv_rmse = std::numeric_limits<double>::quiet_NaN();
  double nmbe = std::numeric_limits<double>::quiet_NaN();  // above 0: too little was expected

  // Whether both figures keep the limits.
  bool Keeps(double cv_rmse_limit, double nmbe_limit) const;
};

// The fit by the hour, the day and the month, and the share of readings within the band (that of the intervals as they were read).
struct ExpectationFit {
  FitFigures hourly;  // nothing where readings are coarser
  FitFigures daily;
  FitFigures monthly;
  double coverage = std::numeric_limits<double>::quiet_NaN();

  // ASHRAE Guideline 14-2014 for a calibrated model: CV(RMSE) 30 % and NMBE ±10 % by the hour; 15 % and ±5 % by the month.
  bool KeepsHourlyLimits() const { return hourly.Keeps(0.30, 0.10); }
  bool KeepsMonthlyLimits() const { return monthly.Keeps(0.15, 0.05); }
};

// Readings beside what was expected of them, cell by cell, with what each cell is part of. Columns of one length.
struct ComparedCells {
  std::vector<double> actual;
  std::vector<double> expected;
  std::vector<double> low;
  std::vector<double> high;
  std::vector<std::int64_t> hour;  // any numbers that do not decrease: cells that share one are one hour
  std::vector<std::int64_t> day;
  std::vector<std::int64_t> month;
  double cells_per_hour = 1;  // below 1: coarser than an hour
  double cells_per_day = 24;

  void Append(const ComparedCells& other);
};

// Sums over hours that are whole, days that lack at most one hour in 24, and months that lack at most a tenth.
ExpectationFit FitOf(const ComparedCells& cells);

}  // namespace kilowatch
