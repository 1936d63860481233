#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "data/frame/meter_frame.h"
#include "decision/scorer/scorer.h"
#include "detection/models/evidence.h"

namespace kilowatch {

struct RankAreas {
  double roc = 0;
  double pr = 0;
};

// What each member said of the readings of one labelled meter, and what the ensemble made of it. Columns of one length: rows that have a score.
struct MemberEvidence {
  std::string meter;
  std::vector<std::uint8_t> label;
  std::vector<std::uint8_t> is_one;  // the reading is exactly 1
  std::vector<double> score;         // of the ensemble
  struct Column {
    Member member = Member::kResidual;
    std::vector<float> strangeness;  // decades by the member's own weight, 0 where it says nothing
  };
  std::vector<Column> members;

  // Needs evidence that was kept. Repeated stamps count as often as they are there.
  static MemberEvidence Of(const MeterFrame& frame, const ScoredMeter& scored, const std::vector<std::uint8_t>& label);
  bool HasBoth() const;
};

// A factor for what each member says, by Member.
using MemberFactors = std::array<double, kMemberCount>;

// Every member as loud as every other: the inverse of its own weight.
MemberFactors EqualFactors();

// Areas of the sum of all members by their factors, which is how the ensemble combines them (a rising map changes no area).
RankAreas AreasOfSum(const MemberEvidence& evidence, const MemberFactors& factors, bool without_ones = false);
// Areas of the ensemble's own score.
RankAreas AreasOfScore(const MemberEvidence& evidence, bool without_ones = false);

// Factors for each meter, chosen without it: from equal loudness, one member after the other takes the factor out of 0, 1/2, 1, 3/2 and 2 that is
// best for the mean of ROC-AUC and PR-AUC over the other meters, until nothing changes or three rounds are done. Empty with fewer than three meters.
std::vector<MemberFactors> ChooseWithoutEach(const std::vector<MemberEvidence>& meters, int threads);

}  // namespace kilowatch
