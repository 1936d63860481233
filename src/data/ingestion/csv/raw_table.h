#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "data/frame/quality.h"
#include "foundation/base/unit.h"

namespace kilowatch {

// Rows as they stand in a file: stamps not yet in UTC, values not yet in the meter's unit. Compact, since a whole file may have to be held.
struct RawTable {
  std::vector<std::int64_t> stamp;         // seconds of UTC or of the wall clock, see kInstant
  std::vector<std::uint8_t> flag;          // kInstant, kRepeated, and the status' Quality shifted by kQualityShift
  std::vector<std::vector<double>> value;  // by reading column; MissingValue and RejectedValue where there is no number
  std::vector<float> temperature;          // empty if the file has none
  std::vector<std::uint8_t> label;         // empty if the file has none
  std::vector<std::uint8_t> unit;          // index into units; empty if the file has no unit column
  std::vector<SourceUnit> units;

  static constexpr std::uint8_t kInstant = 1;
  static constexpr std::uint8_t kRepeated = 2;  // the second passing of a wall clock that goes back
  static constexpr int kQualityShift = 4;

  std::size_t rows() const { return stamp.size(); }
  // Room for so many rows more.
  void Reserve(std::size_t more) {
    stamp.reserve(rows() + more);
    flag.reserve(rows() + more);
    for (auto& column : value) column.reserve(rows() + more);
  }
};

// Two NaNs that differ in their payload, so that a value alone says why it is none.
inline double MissingValue() { return std::bit_cast<double>(std::uint64_t{0x7FF8000000000000}); }
inline double RejectedValue() { return std::bit_cast<double>(std::uint64_t{0x7FF8000000000001}); }
inline bool IsRejected(double value) { return std::bit_cast<std::uint64_t>(value) == std::uint64_t{0x7FF8000000000001}; }

}  // namespace kilowatch
