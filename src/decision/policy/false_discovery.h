#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace kilowatch {

// Which of some p-values are discoveries when at most `rate` of the discoveries may be false on average: the step-up procedure of Y. Benjamini and
// Y. Hochberg, "Controlling the false discovery rate", J. R. Statist. Soc. B 57 (1995). It holds for independent and for positively dependent tests.
// `family` counts all that was looked at, also what gave no p-value here; never fewer than `chances`.
std::vector<bool> Discoveries(std::span<const double> chances, std::size_t family, double rate);

// The p-value of several stretches of one meter taken together, of each the probability that one as strange comes up somewhere in its history: for
// k = 1, 2, 3 the Poisson probability that k stretches are as strange as the k-th strangest, the least of them times their number. So a fault that
// shows in pieces counts as one. `chances` is not empty.
double ChanceTogether(std::span<const double> chances);

}  // namespace kilowatch
