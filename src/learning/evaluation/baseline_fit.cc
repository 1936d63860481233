#include "learning/evaluation/baseline_fit.h"

#include <cmath>
#include <cstddef>
#include <limits>

#include "foundation/base/check.h"

namespace kilowatch {
namespace {

struct Residuals {
  double rows = 0;
  double actual = 0;
  double bias = 0;
  double squares = 0;

  bool Usable(int parameters) const { return rows > parameters && actual != 0; }
};

Residuals SumResiduals(std::span<const double> actual, std::span<const double> expected) {
  KW_CHECK(actual.size() == expected.size());
  Residuals sums;
  for (std::size_t i = 0; i < actual.size(); ++i) {
    const double residual = actual[i] - expected[i];
    if (std::isnan(residual)) continue;
    sums.rows += 1;
    sums.actual += actual[i];
    sums.bias += residual;
    sums.squares += residual * residual;
  }
  return sums;
}

}  // namespace

double BandCoverage(std::span<const double> actual, std::span<const double> low, std::span<const double> high) {
  KW_CHECK(actual.size() == low.size() && actual.size() == high.size());
  std::size_t rows = 0, inside = 0;
  for (std::size_t i = 0; i < actual.size(); ++i) {
    if (std::isnan(actual[i]) || std::isnan(low[i]) || std::isnan(high[i])) continue;
    ++rows;
    inside += low[i] <= actual[i] && actual[i] <= high[i];
  }
  return rows > 0 ? static_cast<double>(inside) / static_cast<double>(rows) : std::numeric_limits<double>::quiet_NaN();
}

double CvRmse(std::span<const double> actual, std::span<const double> expected, int parameters) {
  const Residuals sums = SumResiduals(actual, expected);
  if (!sums.Usable(parameters)) return std::numeric_limits<double>::quiet_NaN();
  return std::sqrt(sums.squares / (sums.rows - parameters)) / (sums.actual / sums.rows);
}

double Nmbe(std::span<const double> actual, std::span<const double> expected, int parameters) {
  const Residuals sums = SumResiduals(actual, expected);
  if (!sums.Usable(parameters)) return std::numeric_limits<double>::quiet_NaN();
  return sums.bias / (sums.rows - parameters) / (sums.actual / sums.rows);
}

}  // namespace kilowatch
