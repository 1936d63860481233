#pragma once

#include <span>

namespace kilowatch {

// How well an expectation fits what was read. Rows where either is NaN are left out; columns of one length.

// Share of readings in [low, high]. NaN without rows.
double BandCoverage(std::span<const double> actual, std::span<const double> low, std::span<const double> high);

// Coefficient of variation of the root mean square error, as a share of the mean reading (ASHRAE Guideline 14-2014):
// sqrt(sum (actual - expected)^2 / (n - parameters)) / mean(actual). NaN where the mean is 0 or there are not more rows than parameters.
double CvRmse(std::span<const double> actual, std::span<const double> expected, int parameters = 0);

// Normalised mean bias error (same source): sum (actual - expected) / ((n - parameters) mean(actual)). Above 0: too little was expected.
double Nmbe(std::span<const double> actual, std::span<const double> expected, int parameters = 0);

}  // namespace kilowatch
