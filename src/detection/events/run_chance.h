#pragma once

#include <cstdint>

#include "data/preprocessing/clean_block.h"

namespace kilowatch {

// The probability that a meter's history shows one value other than zero held for as long as the longest such run of [first, last], though nothing is frozen: readings
// of few digits repeat by themselves, and more so where little is used. The tail of the lengths of its other runs is taken for geometric, from the longest length
// that five of them reach on, by the largest share of runs that go on to the next length: 1 - exp(-expected number). 1 where nothing repeats within the stretch.
double RunChance(const CleanBlock& block, std::uint32_t first, std::uint32_t last);

}  // namespace kilowatch
