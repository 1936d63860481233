#pragma once

#include <array>
#include <span>
#include <vector>

#include "data/preprocessing/clean_block.h"
#include "detection/models/evidence.h"

namespace kilowatch {

// How much a decade of strangeness counts. Variability is alone in its family, so it counts double; level has three measures, change two. Rules count whole.
inline constexpr double kVariabilityWeight = 0.8;
inline constexpr double kContinuousWeight = 0.4;

// The sum of decades that is an alarm: score 0.5.
constexpr double AlarmDecades(Mode mode) { return mode == Mode::kLive ? 3.8 : 4.4; }

// Sums what members say, cell by cell, in the order they are added, and remembers who said most.
class Combination {
 public:
  explicit Combination(std::size_t size) : total_(size, 0.0), most_(size, 0.0), strongest_(size, Member::kResidual) {}

  void Add(Member member, std::span<const double> strangeness);
  // score = S / (S + S0), below 1 and strictly rising with S; NaN where `value` is. Writes cells from `begin` on.
  void WriteTo(Mode mode, std::span<const double> value, std::size_t begin, Scores& scores) const;

 private:
  std::vector<double> total_;
  std::vector<double> most_;
  std::vector<Member> strongest_;
};

}  // namespace kilowatch
