#pragma once

#include <cstddef>
#include <vector>

#include "detection/events/day_reference.h"

namespace kilowatch {

// Whole days [begin, end) and their sum in spreads of such sums.
struct DayWindow {
  std::size_t begin = 0;
  std::size_t end = 0;
  double z = 0;
};

// How far each day of the reference was above its steady reading, relative to that reading and a quarter of the mean day (small days are not taken for huge
// relative ones), the median taken out.
std::vector<double> RelativeDays(const DayReference& reference);

// 1.4826 × the median of the absolute values.
double SpreadOfDays(const std::vector<double>& days);

// Sums over windows of 4 to 120 days of a column of daily differences, and how large they are by chance. A spread is the robust spread of single days, widened
// by their autocorrelation, or what half of all windows of that length show, if that is more. Method: scan statistic over intervals (J. Glaz, J. Naus,
// S. Wallenstein, Scan Statistics, 2001). At least 12 days; finite.
class WindowScan {
 public:
  explicit WindowScan(std::vector<double> days);

  // The window with the highest z; {0, 0, 0} where none is above 0.
  DayWindow Strangest() const;
  DayWindow At(std::size_t begin, std::size_t end) const;

  // The probability that so many days of nothing show such a window anywhere, if sums are normally distributed.
  double ChanceOf(const DayWindow& window) const;

  // The same by what the other windows of that length show: a Weibull tail through the 90% and 97.5% quantiles of their sums, as in sum_tail.h. Two weeks around
  // the window say nothing. Windows longer than an eighth of all days are taken to grow with their length. NaN where fewer than 20 windows are left.
  double ChanceBesideOthers(const DayWindow& window) const;

  // Takes the window for ordinary days, so that the next one shows.
  void Forget(const DayWindow& window);

 private:
  void SetScales();
  std::vector<double> Sums() const;  // before each day

  std::vector<double> days_;
  std::vector<double> scale_;  // by length
};

// The probability that a sum this many times the 97.5% quantile comes up among `windows` of them, for the Weibull tail that goes through that quantile and
// the 90% one (its shape in [0.4, 2]). Quantiles not negative; a 97.5% quantile of 0 leaves no place for any sum above.
double WeibullChance(double sum, double q900, double q975, double windows);

}  // namespace kilowatch
