#include "detection/models/forest/forest_model.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "detection/features/featurizer.h"

namespace kilowatch {
namespace {

constexpr std::size_t kMostRows = 4096;  // that a forest draws its samples from
constexpr double kCap = 6;

struct ScoreTail {
  double middle = 0.5;
  double spread = 0.1;
};

// Columns up to the calendar: what the reading and its past say.
std::vector<std::uint8_t> LoadColumns() {
  std::vector<std::uint8_t> columns(static_cast<std::size_t>(Feature::kSlotDeviation) + 1);
  std::iota(columns.begin(), columns.end(), std::uint8_t{0});
  return columns;
}

class ForestModel final : public Model {
 public:
  ForestModel(const MeterScale& scale, std::optional<Forest> forest, ScoreTail tail) : scale_(scale), forest_(std::move(forest)), tail_(tail) {}

  static std::vector<float> RawScores(const CleanBlock& block, const MeterScale& scale, const Forest& forest) {
    std::vector<float> scores(block.size());
    Featurizer featurizer(FeatureWindows::Of(block.grid()), Mode::kLive);
    featurizer.Apply(block, scale, [&](const FeatureBlock& tile) { forest.Score(tile, std::span(scores).subspan(tile.first_cell, tile.rows)); });
    return scores;
  }

  Member member() const override { return Member::kForest; }

  Evidence Score(const CleanBlock& block, const Expectation&) const override {
    Evidence evidence{Member::kForest, std::vector<float>(block.size(), std::nanf(""))};
    if (block.why_not()) return evidence;
    const std::vector<float> raw = forest_ ? RawScores(block, scale_, *forest_) : std::vector<float>(block.size(), 0);
    for (std::size_t i = 0; i < block.size(); ++i) {
      if (!HasReading(block.quality()[i])) continue;
      const double e = std::max(0.0, std::log10(2.0) + std::log10(5.0) * (static_cast<double>(raw[i]) - tail_.middle) / tail_.spread);
      evidence.strangeness[i] = static_cast<float>(kCap * e / (kCap + e));
    }
    return evidence;
  }

  void Save(ByteWriter& writer) const override {
    scale_.Save(writer);
    writer.Put(tail_.middle);
    writer.Put(tail_.spread);
    writer.Put(static_cast<std::uint8_t>(forest_.has_value()));
    if (forest_) forest_->Save(writer);
  }

 private:
  MeterScale scale_;
  std::optional<Forest> forest_;
  ScoreTail tail_;
};

ScoreTail TailOf(const CleanBlock& block, std::vector<float> scores) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < block.size(); ++i) {
    if (Trains(block.quality()[i])) scores[n++] = scores[i];
  }
  if (n < 20) return {};
  std::sort(scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(n));
  const double middle = static_cast<double>(scores[n / 2]);
  return {middle, std::max(static_cast<double>(scores[n * 9 / 10]) - middle, 0.01)};
}

}  // namespace

std::unique_ptr<const Model> FitForestModel(const CleanBlock& block, const ModelOptions&) {
  if (block.why_not()) return std::make_unique<ForestModel>(MeterScale{}, std::nullopt, ScoreTail{});
  const MeterScale scale = MeterScale::Of(block);
  FeatureSample sample;
  Featurizer featurizer(FeatureWindows::Of(block.grid()), Mode::kLive);
  const std::size_t tiles = (block.size() + Featurizer::kTileRows - 1) / Featurizer::kTileRows;
  featurizer.Apply(block, scale, [&](const FeatureBlock& tile) { sample.Add(tile, (kMostRows + tiles - 1) / tiles); });
  ForestOptions options;
  options.columns = LoadColumns();
  Result<Forest> forest = Forest::Fit(sample, options);
  if (!forest) return std::make_unique<ForestModel>(scale, std::nullopt, ScoreTail{});
  const ScoreTail tail = TailOf(block, ForestModel::RawScores(block, scale, *forest));
  return std::make_unique<ForestModel>(scale, *std::move(forest), tail);
}

Result<std::unique_ptr<const Model>> LoadForestModel(ByteReader& reader) {
  KW_ASSIGN(const MeterScale scale, MeterScale::Load(reader));
  ScoreTail tail;
  KW_ASSIGN(tail.middle, reader.Get<double>());
  KW_ASSIGN(tail.spread, reader.Get<double>());
  if (!std::isfinite(tail.middle) || !(tail.spread > 0 && std::isfinite(tail.spread))) {
    return Fail(ErrorCode::kUnreadable,
                {"a forest's calibration holds numbers that cannot be", "l’étalonnage d’une forêt contient des nombres impossibles"},
                {"Train the model again", "Entraînez le modèle de nouveau"});
  }
  KW_ASSIGN(const bool has_forest, reader.GetBool());
  std::optional<Forest> forest;
  if (has_forest) {
    KW_ASSIGN(forest, Forest::Load(reader));
    if (forest->block_columns() > FeaturePlan(Mode::kLive).size()) {
      return Fail(ErrorCode::kUnreadable,
                  {"a forest asks for features that this program does not make", "une forêt demande des variables que ce programme ne calcule pas"},
                  {"Train the model again", "Entraînez le modèle de nouveau"});
    }
  }
  return std::make_unique<ForestModel>(scale, std::move(forest), tail);
}

void RegisterForest(ModelRegistry& registry) { registry.Register({MemberName(Member::kForest), FitForestModel, LoadForestModel}); }

}  // namespace kilowatch
