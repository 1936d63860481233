#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace kilowatch {

// Count, sums and extremes of the known values in the `window` cells that end with each cell (van Herk 1992, Gil and Werman 1993): of the piece of
// the window behind the last multiple of `window` from its end backwards, then of the piece before it forwards, then both together. Three steps a
// cell whatever the window; no value is ever taken off a sum, so there is no drift, and the bits depend on the window's cells and their numbers
// alone: not on where a block begins or how it is cut.
class RollingWindow {
 public:
  explicit RollingWindow(std::size_t window) : window_(window), tail_(window + 1) {}

  // For `rows` cells from values[0], which has the number `index`; values[-window + 1] on are read. NaN counts as unknown.
  void Roll(const float* values, std::int64_t index, std::size_t rows);

  // Per cell; std is the population's. NaN where less than half of the window is known.
  void WriteMean(float* out) const;
  void WriteStd(float* out) const;
  void WriteMin(float* out) const;
  void WriteMax(float* out) const;

  struct State {
    double count = 0;
    double sum = 0;
    double squares = 0;
    float least;
    float greatest;

    State();
    void Add(float value);
    void Add(const State& later);
  };

 private:
  std::size_t window_;
  std::vector<State> tail_;  // tail_[k]: the last k cells before the multiple
  std::vector<State> rolled_;
};

}  // namespace kilowatch
