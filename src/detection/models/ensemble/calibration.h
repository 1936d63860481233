#pragma once

#include <span>

#include "detection/models/members/kernels/log_kernel.h"
#include "detection/models/members/member_context.h"

namespace kilowatch {

// Turns a measure x (0 or more, higher is stranger; kDayKind is a logarithm already and may be negative) into decades of strangeness and adds `weight` times
// them to `strangeness`. NaN adds nothing. `x` is used up.
//
// g = log(1 + x). An exponential tail through the meter's own median of g (0.30 decades) and its own 90 % quantile (1 decade): quantiles that a few per cent of
// anomalies hardly move. Own quantiles are drawn to common ones (medians over meters) as n / (n + 4 weeks), and the distance between them is never below the
// common one: a very regular meter is not strange for small deviations. A rational cap, 6 e / (6 + e), so that no member drowns the others and
// order is kept. Review learns the quantiles from the whole stretch, Live from the past (learning_times.h), or takes what a model knows.
void AddCalibrated(const MemberContext& context, Measure measure, double weight, std::span<double> x, std::span<double> strangeness);

// How a measure's logarithm turns into decades in Live, by what a model knows of the meter. `slots` are those of a week.
DecadeScale LiveDecades(const OwnQuantiles& known, Measure measure, double weight, std::size_t slots);
// The decades of x by that; 0 for NaN.
double CalibratedCell(double x, const DecadeScale& scale);

}  // namespace kilowatch
