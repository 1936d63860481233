#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "data/preprocessing/clean_block.h"

namespace kilowatch {

// A stretch of one meter as members see it. They judge every number that somebody read (HasReading), however strange, and nothing that was filled in.
// Neighbours are neighbours in time; "the same time yesterday" goes by the wall clock: over a change of clocks the hour that comes twice counts with its first
// reading, the hour that never was is unknown.
struct MeterView {
  static constexpr std::size_t kPadDays = 28;

  Mode mode = Mode::kReview;
  std::size_t steps_per_day = 24;
  std::vector<double> value;              // NaN where there is no reading
  std::vector<std::uint16_t> slot;        // of the week, Monday first
  std::vector<std::uint32_t> local;       // day * steps_per_day + step of the day; day 0 is that of the first cell
  std::vector<std::uint32_t> row;         // how many earlier cells have the slot
  std::vector<std::uint32_t> step_order;  // the cell's place when cells are ordered by step of the day, then time
  std::vector<std::uint32_t> step_begin;  // by step of the day: place of its first cell; one more at the end
  std::vector<double> local_value;        // by local + kPadDays * steps_per_day, kPadDays empty days at both ends
  std::size_t rows = 0;                   // the most cells of one slot
  std::size_t days = 0;
  std::size_t first_weekday = 0;  // Monday 0
  bool straight = true;           // local goes up by one from cell to cell

  // Cells `begin` to `end` of a block, whatever its own mode. Months are taken for days of one kind.
  static MeterView Of(const CleanBlock& block, Mode mode, std::size_t begin, std::size_t end);
  // From readings, slots and local days alone; what Of and tests use.
  static MeterView Make(Mode mode, std::size_t steps_per_day, std::vector<double> value, std::vector<std::uint16_t> slot,
                        std::span<const std::uint32_t> local_day);

  std::size_t size() const { return value.size(); }
  std::size_t slots() const { return 7 * steps_per_day; }
  std::size_t StepOf(std::size_t i) const { return slot[i] % steps_per_day; }
  // Step of the day, on Saturday and Sunday plus steps_per_day.
  std::size_t KindSlot(std::size_t i) const { return slot[i] % steps_per_day + (slot[i] / steps_per_day >= 5 ? steps_per_day : 0); }
  std::size_t Weekday(std::size_t day) const { return (first_weekday + day) % 7; }
  bool live() const { return mode == Mode::kLive; }
  // Steps in so many hours, at least one.
  std::size_t Steps(double hours) const;
  // `count` cells from `first` on as they were `steps` local steps before (negative: after).
  void Lagged(std::size_t first, std::size_t count, std::ptrdiff_t steps, double* out) const;
};

}  // namespace kilowatch
