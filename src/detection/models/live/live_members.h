#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "detection/models/evidence.h"
#include "detection/models/live/live_cell.h"
#include "detection/models/live/reading_ring.h"
#include "detection/models/members/habits.h"
#include "detection/models/members/kernels/log_kernel.h"

namespace kilowatch {

// The last kSize numbers, newest first.
template <std::size_t kSize>
struct LastNumbers {
  std::array<double, kSize> newest;

  void Clear() { newest.fill(std::numeric_limits<double>::quiet_NaN()); }
  void Push(double x) {
    for (std::size_t k = kSize - 1; k > 0; --k) newest[k] = newest[k - 1];
    newest[0] = x;
  }
};

// What the members have to remember of one meter's past to go on with the next cell. Plain bytes, in units of the model that they were made with.
struct MembersState {
  static constexpr std::size_t kShareCells = 56 * 24;
  static constexpr std::size_t kRarityCells = 26 * 7 * 24;

  std::uint32_t cells = 0;
  std::uint32_t local = 0;  // day * steps + step of the last cell
  std::uint32_t first = 0;  // likewise of the first
  LastNumbers<6> value;
  LastNumbers<3> profile_residual;
  LastNumbers<4> ratio;
  LastNumbers<3> weeks_around;
  LastNumbers<4> days_around;
  double surprise = 0;
  std::array<std::uint16_t, kRares> runs{};  // begun in the last 26 weeks, by Rare
  std::array<std::uint8_t, kRares> in_run{};
  ReadingRing ring;
  BitRing<kShareCells> equal;         // the reading repeats the one before
  BitRing<kRarityCells> flat_begins;  // a striking run of equal readings begins
};

// What the members say of one cell. NaN where there is no reading.
struct LiveScore {
  double score = std::numeric_limits<double>::quiet_NaN();
  Member strongest = Member::kResidual;
  std::array<double, 8> strangeness{};  // by Member
};

// The eight members of MeterModel in Live, a cell at a time, from a state of some seven thousand bytes: what a year of readings taught stays the model's, what
// windows of up to 26 weeks need is read from ReadingRing. See the page beside it for what that costs. For hourly and longer steps. Immutable; thread safe.
class LiveMembers {
 public:
  enum class Speaking { kAll, kRules };  // kRules: flat_run, gap_neighbour and data_rule alone, the others say 0

  explicit LiveMembers(const Habits& known, Speaking speaking = Speaking::kAll);

  static bool Fits(const Habits& known);
  LiveScore Push(const LiveCell& cell, MembersState& state) const;

 private:
  class Step;  // one cell under way

  Habits known_;
  std::array<DecadeScale, kMeasures> decades_;
  Speaking speaking_;
  std::vector<double> named_;  // values that have codes of their own in the ring
};

}  // namespace kilowatch
