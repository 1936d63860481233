#include "detection/models/boosted/label_trees.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "detection/models/boosted/tree_features.h"
#include "detection/models/ensemble/combination.h"

namespace kilowatch {
namespace {

constexpr double kLeastDecades = 0.1;
constexpr double kMostLogDecades = 6;

std::unexpected<Error> NotLabelTrees(const Phrase& what) {
  return Fail(ErrorCode::kUnreadable, what, {"Train again with --labels", "Entraînez de nouveau avec --labels"});
}

Result<std::optional<CalibratedTrees>> LoadCalibrated(ByteReader& reader, Mode mode) {
  const Phrase other_columns{"the trees were trained over columns that this program does not make",
                             "les arbres ont été entraînés sur des colonnes que ce programme ne calcule pas"};
  KW_ASSIGN(const bool trained, reader.GetBool());
  if (!trained) return std::optional<CalibratedTrees>();
  KW_ASSIGN(const std::uint64_t hash, reader.Get<std::uint64_t>());
  if (hash != TreeColumnsHash(mode)) return NotLabelTrees(other_columns);
  KW_ASSIGN(const double shift, reader.Get<double>());
  KW_ASSIGN(const double slope, reader.Get<double>());
  if (!std::isfinite(shift) || !(slope > 0 && std::isfinite(slope))) {
    return NotLabelTrees(
        {"the calibration of stored trees holds numbers that cannot be", "l’étalonnage des arbres enregistrés contient des nombres impossibles"});
  }
  KW_ASSIGN(BoostedTrees trees, BoostedTrees::Load(reader));
  if (trees.columns() != TreeColumns(mode).size()) return NotLabelTrees(other_columns);
  return CalibratedTrees{std::move(trees), shift, slope};
}

void SaveCalibrated(const std::optional<CalibratedTrees>& trees, Mode mode, ByteWriter& writer) {
  writer.Put(static_cast<std::uint8_t>(trees.has_value()));
  if (!trees) return;
  writer.Put(TreeColumnsHash(mode));
  writer.Put(trees->shift);
  writer.Put(trees->slope);
  trees->trees.Save(writer);
}

}  // namespace

double LogDecadesOfScore(double score, Mode mode) {
  const double decades = AlarmDecades(mode) * score / (1 - score);
  return std::log(std::max(decades, kLeastDecades) / AlarmDecades(mode));
}

std::vector<float> LabelTrees::LogDecades(const CleanBlock& block, const MeterModel::Judgement& judgement) const {
  const CalibratedTrees& trees = *Of(block.mode());
  std::vector<float> words(block.size());
  trees.trees.Score(TreeFeatures(block, judgement), words);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool judged = !std::isnan(judgement.scores.score[i]);
    words[i] = judged ? static_cast<float>(std::clamp(trees.LogDecades(words[i]), -kMostLogDecades, kMostLogDecades)) : std::nanf("");
  }
  return words;
}

Evidence LabelTrees::Score(const CleanBlock& block, const Expectation&) const {
  Evidence evidence{Member::kTrees, std::vector<float>(block.size(), std::nanf(""))};
  if (block.why_not() || !Of(block.mode())) return evidence;
  evidence.strangeness = LogDecades(block, MeterModel::Untrained().Judge(block, true));
  for (float& word : evidence.strangeness) word = static_cast<float>(AlarmDecades(block.mode()) * std::exp(static_cast<double>(word)));
  return evidence;
}

void LabelTrees::JoinIn(const CleanBlock& block, MeterModel::Judgement& judgement) const {
  Evidence evidence{Member::kTrees, std::vector<float>(block.size(), std::nanf(""))};
  if (!block.why_not() && Of(block.mode())) {
    const std::vector<float> words = LogDecades(block, judgement);
    for (std::size_t i = 0; i < block.size(); ++i) {
      double& score = judgement.scores.score[i];
      if (std::isnan(score)) continue;
      const auto of_trees = static_cast<double>(words[i]);
      const double of_members = LogDecadesOfScore(score, block.mode());
      evidence.strangeness[i] = static_cast<float>(AlarmDecades(block.mode()) * std::exp(of_trees));
      if (of_trees > of_members && score < kContinueScore) judgement.scores.strongest[i] = Member::kTrees;
      score = 1 / (1 + std::exp(-(of_trees + of_members) / 2));
    }
  }
  judgement.evidence.push_back(std::move(evidence));
}

void LabelTrees::Save(ByteWriter& writer) const {
  SaveCalibrated(review_, Mode::kReview, writer);
  SaveCalibrated(live_, Mode::kLive, writer);
}

Result<LabelTrees> LabelTrees::Load(ByteReader& reader) {
  KW_ASSIGN(auto review, LoadCalibrated(reader, Mode::kReview));
  KW_ASSIGN(auto live, LoadCalibrated(reader, Mode::kLive));
  return LabelTrees(std::move(review), std::move(live));
}

}  // namespace kilowatch
