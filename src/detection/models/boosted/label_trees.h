#pragma once

#include <optional>
#include <vector>

#include "detection/models/boosted/boosted_trees.h"
#include "detection/models/meter_model.h"
#include "detection/models/model.h"

namespace kilowatch {

// Trees of one mode with the calibration of their sums: shift + slope * sum is on the ensemble's scale, the logarithm of decades over those of an alarm.
struct CalibratedTrees {
  BoostedTrees trees;
  double shift = 0;
  double slope = 1;  // > 0

  double LogDecades(float sum) const { return shift + slope * static_cast<double>(sum); }
};

// What labels taught: trees for Review and for Live over TreeFeatures. One for all meters of a bundle. Immutable; thread safe.
class LabelTrees final : public Model {
 public:
  // The trees must be over TreeColumns of their mode. In a mode that has none they say nothing.
  LabelTrees(std::optional<CalibratedTrees> review, std::optional<CalibratedTrees> live) : review_(std::move(review)), live_(std::move(live)) {}

  Member member() const override { return Member::kTrees; }
  // Decades of strangeness by the trees alone: as many as an alarm needs come as often among ordinary readings as alarms of the ensemble. The block is judged for it
  // as by a meter model that knows nothing before.
  Evidence Score(const CleanBlock& block, const Expectation& expectation) const override;
  // Lets the trees speak beside the members: decades become the geometric mean of both words, which is the mean of the log-odds of both scores. `strongest` is
  // kTrees where they say more than the members together, which alone would neither begin nor continue an alarm there. Adds their evidence. `judgement` is that
  // of the block with its evidence kept.
  void JoinIn(const CleanBlock& block, MeterModel::Judgement& judgement) const;

  void Save(ByteWriter& writer) const override;
  // Errors: kUnreadable for bytes that Save did not write, and for trees over columns that this program does not make.
  static Result<LabelTrees> Load(ByteReader& reader);

 private:
  const std::optional<CalibratedTrees>& Of(Mode mode) const { return mode == Mode::kLive ? live_ : review_; }
  std::vector<float> LogDecades(const CleanBlock& block, const MeterModel::Judgement& judgement) const;

  std::optional<CalibratedTrees> review_;
  std::optional<CalibratedTrees> live_;
};

// Of the members together, the logarithm of decades over those of an alarm, never below that of a tenth of a decade; what the trees are weighed against.
double LogDecadesOfScore(double score, Mode mode);

}  // namespace kilowatch
