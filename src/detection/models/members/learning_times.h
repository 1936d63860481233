#pragma once

#include <algorithm>
#include <cstddef>

namespace kilowatch {

// How far back Live looks for scale and calibration.
inline constexpr std::size_t kLearnDays = 365;

// When Live learns scale and calibration anew: every day for four weeks, then every week, counted from the first cell. Calls body(begin, end) for the cells that
// use what is learnt from the kLearnDays before `begin`. Cells before the first day's end have learnt nothing.
template <class Body>
void ForEachLearning(std::size_t size, std::size_t steps_per_day, Body body) {
  for (std::size_t i = steps_per_day; i < size;) {
    const std::size_t end = std::min(size, i + (i < 28 * steps_per_day ? steps_per_day : 7 * steps_per_day));
    body(i, end);
    i = end;
  }
}

inline std::size_t LearnFrom(std::size_t i, std::size_t steps_per_day) { return i > kLearnDays * steps_per_day ? i - kLearnDays * steps_per_day : 0; }

// Whether so many readings are enough to do without what a model knows from `known` readings: the longer history counts, a year at most.
inline bool OwnIsEnough(std::size_t own, std::size_t known, std::size_t steps_per_day) { return own >= std::min(known, kLearnDays * steps_per_day); }

}  // namespace kilowatch
