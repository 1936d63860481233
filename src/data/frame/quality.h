#pragma once

#include <cstdint>
#include <string_view>

namespace kilowatch {

// What stands behind one reading or one cell of the grid. The names are the `flag` column of `kilowatch score`.
enum class Quality : std::uint8_t {
  kMeasured,    // read from a meter
  kEstimated,   // the source says that it guessed
  kFilled,      // a short gap, filled by preprocessing; never scored as if measured
  kMissing,     // an empty value, or no row at all
  kDuplicate,   // a second row for the same interval
  kRejected,    // a value that could not be read
  kFrozen,      // the same value for longer than this meter ever holds one
  kOutage,      // a placeholder (zero or another constant) where the load is never that
  kCatchUp,     // the energy of an outage, booked into the interval after it
  kOutOfRange,  // impossible: an error code of the meter, or far outside what it can carry
};

// "measured", "estimated", "filled", "missing", "duplicate", "rejected", "frozen", "outage", "catch_up", "out_of_range".
std::string_view QualityName(Quality quality);

// Whether a value of this quality may train a model.
constexpr bool Trains(Quality quality) { return quality == Quality::kMeasured; }
// Whether there is a number that somebody read, however strange, so that it can be judged.
constexpr bool HasReading(Quality quality) {
  return quality != Quality::kFilled && quality != Quality::kMissing && quality != Quality::kDuplicate && quality != Quality::kRejected;
}

}  // namespace kilowatch
