#include "learning/evaluation/expectation_fit.h"

#include <cmath>
#include <cstddef>

#include "learning/evaluation/baseline_fit.h"

namespace kilowatch {
namespace {

constexpr double kDayShare = 23.0 / 24;
constexpr double kMonthDays = 27;  // nine tenths of 30

// Sums over runs of one key that hold at least `least` cells.
FitFigures FitBy(const ComparedCells& cells, const std::vector<std::int64_t>& key, double least) {
  std::vector<double> actual, expected;
  for (std::size_t begin = 0; begin < key.size();) {
    double read = 0, thought = 0;
    std::size_t end = begin;
    for (; end < key.size() && key[end] == key[begin]; ++end) {
      read += cells.actual[end];
      thought += cells.expected[end];
    }
    if (static_cast<double>(end - begin) >= least - 1e-9) {
      actual.push_back(read);
      expected.push_back(thought);
    }
    begin = end;
  }
  return {static_cast<std::int64_t>(actual.size()), CvRmse(actual, expected), Nmbe(actual, expected)};
}

}  // namespace

bool FitFigures::Keeps(double cv_rmse_limit, double nmbe_limit) const { return cv_rmse <= cv_rmse_limit && std::fabs(nmbe) <= nmbe_limit; }

void ComparedCells::Append(const ComparedCells& other) {
  const auto add = [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); };
  add(actual, other.actual);
  add(expected, other.expected);
  add(low, other.low);
  add(high, other.high);
  add(hour, other.hour);
  add(day, other.day);
  add(month, other.month);
  cells_per_hour = other.cells_per_hour;
  cells_per_day = other.cells_per_day;
}

ExpectationFit FitOf(const ComparedCells& cells) {
  ExpectationFit fit;
  if (cells.cells_per_hour >= 1) fit.hourly = FitBy(cells, cells.hour, cells.cells_per_hour);
  if (cells.cells_per_day >= 1) fit.daily = FitBy(cells, cells.day, kDayShare * cells.cells_per_day);
  // A month read as one cell is whole.
  fit.monthly = FitBy(cells, cells.month, cells.cells_per_day >= 1 ? kMonthDays * cells.cells_per_day : 1);
  fit.coverage = BandCoverage(cells.actual, cells.low, cells.high);
  return fit;
}

}  // namespace kilowatch
