#include "detection/models/forest/forest.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "detection/models/forest/forest_kernel.h"
#include "foundation/base/check.h"

namespace kilowatch {
namespace {

constexpr std::uint64_t kMostTrees = 10000;

std::unexpected<Error> DamagedForest() {
  return Fail(ErrorCode::kUnreadable, {"a stored forest is damaged", "une forêt enregistrée est endommagée"},
              {"Train it again", "Entraînez-le de nouveau"});
}

}  // namespace

std::size_t Forest::block_columns() const { return static_cast<std::size_t>(*std::max_element(columns_.begin(), columns_.end())) + 1; }

const char* Forest::SimdLevel() { return ForestKernelLevel(); }

void Forest::Score(const FeatureBlock& block, std::span<float> scores) const {
  KW_CHECK(block.columns >= block_columns() && scores.size() == block.rows);
  alignas(64) std::array<float, kMostColumns * kForestTile> tile;
  alignas(64) std::array<float, kForestTile> sums;
  for (std::size_t first = 0; first < block.rows; first += kForestTile) {
    const std::size_t rows = std::min(kForestTile, block.rows - first);
    for (std::size_t k = 0; k < columns_.size(); ++k) {
      const float* from = block.Column(columns_[k]).data() + first;
      float* to = tile.data() + k * kForestTile;
      const float median = median_[k];
      for (std::size_t r = 0; r < rows; ++r) to[r] = std::isnan(from[r]) ? median : from[r];
      std::fill(to + rows, to + kForestTile, median);
    }
    sums.fill(0);
    AddForestPaths({thresholds_.data(), offsets_.data(), leaves_.data(), trees()}, tile.data(), rows, sums.data());
    FinishScores(std::span(sums).first(rows), scores.subspan(first, rows));
  }
}

void Forest::ScoreSimply(const FeatureBlock& block, std::span<float> scores) const {
  KW_CHECK(block.columns >= block_columns() && scores.size() == block.rows);
  for (std::size_t row = 0; row < block.rows; ++row) {
    float sum = 0;
    for (std::size_t tree = 0; tree < trees(); ++tree) {
      std::size_t word = 1;
      while (word < kLeaves) {
        const std::size_t k = offsets_[tree * kLeaves + word] / kForestTile;
        const float value = block.At(row, columns_[k]);
        word = 2 * word + ((std::isnan(value) ? median_[k] : value) > thresholds_[tree * kLeaves + word]);
      }
      sum += leaves_[tree * kLeaves + word - kLeaves];
    }
    FinishScores({&sum, 1}, scores.subspan(row, 1));
  }
}

void Forest::FinishScores(std::span<const float> path_sums, std::span<float> scores) const {
  const double scale = -1 / (static_cast<double>(expected_path_) * static_cast<double>(trees()));
  for (std::size_t r = 0; r < path_sums.size(); ++r) scores[r] = static_cast<float>(std::exp2(scale * static_cast<double>(path_sums[r])));
}

void Forest::Save(ByteWriter& writer) const {
  writer.PutColumn(columns_);
  writer.PutColumn(median_);
  writer.Put(expected_path_);
  writer.PutColumn(thresholds_);
  writer.PutColumn(offsets_);
  writer.PutColumn(leaves_);
}

Result<Forest> Forest::Load(ByteReader& reader) {
  Forest forest;
  KW_ASSIGN(forest.columns_, reader.GetColumn<std::uint8_t>(kMostColumns));
  KW_ASSIGN(forest.median_, reader.GetColumn<float>(kMostColumns));
  KW_ASSIGN(forest.expected_path_, reader.Get<float>());
  KW_ASSIGN(forest.thresholds_, reader.GetColumn<float>(kMostTrees * kLeaves));
  KW_ASSIGN(forest.offsets_, reader.GetColumn<std::uint16_t>(kMostTrees * kLeaves));
  KW_ASSIGN(forest.leaves_, reader.GetColumn<float>(kMostTrees * kLeaves));
  const std::size_t columns = forest.columns_.size();
  const auto finite = [](float v) { return std::isfinite(v); };
  const bool sized = columns > 0 && forest.median_.size() == columns && !forest.leaves_.empty() && forest.leaves_.size() % kLeaves == 0 &&
                     forest.thresholds_.size() == forest.leaves_.size() && forest.offsets_.size() == forest.leaves_.size();
  const bool sound = forest.expected_path_ > 0 && finite(forest.expected_path_) &&
                     std::all_of(forest.median_.begin(), forest.median_.end(), finite) &&
                     std::all_of(forest.leaves_.begin(), forest.leaves_.end(), [](float v) { return v >= 0 && v < 1000; }) &&
                     std::all_of(forest.thresholds_.begin(), forest.thresholds_.end(), finite) &&
                     std::all_of(forest.offsets_.begin(), forest.offsets_.end(),
                                 [&](std::uint16_t offset) { return offset % kForestTile == 0 && offset / kForestTile < columns; });
  if (!sized || !sound) return DamagedForest();
  return forest;
}

}  // namespace kilowatch
