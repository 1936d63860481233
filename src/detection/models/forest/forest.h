#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "detection/features/feature_block.h"
#include "foundation/base/bytes.h"
#include "foundation/base/result.h"

namespace kilowatch {

struct ForestOptions {
  int trees = 100;
  std::uint64_t seed = 1;
  std::vector<std::uint8_t> columns = {};  // columns of the feature block that trees may split on; empty: all

  Status Validate() const;
};

// Rows that a forest learns from: a bounded choice out of many blocks, in the order of adding, so that the same meters give the same forest.
class FeatureSample {
 public:
  // Adds up to `most` rows of `block`, evenly spaced over those whose first column is known. Each block must have the same columns.
  void Add(const FeatureBlock& block, std::size_t most);
  void Append(const FeatureSample& other);
  std::size_t rows() const { return columns_ == 0 ? 0 : values_.size() / columns_; }
  std::size_t columns() const { return columns_; }
  float At(std::size_t row, std::size_t column) const { return values_[row * columns_ + column]; }

 private:
  std::size_t columns_ = 0;
  std::vector<float> values_;
};

// Isolation forest (Liu, Ting, Zhou 2008): trees of random splits over samples of 256 rows, 8 levels deep. A row that few splits set apart
// is strange.
// An unknown value counts as the median of its column in the sample. Immutable; thread safe. The same bytes at every SIMD level.
class Forest {
 public:
  static constexpr std::size_t kSample = 256;
  static constexpr std::size_t kDepth = 8;
  static constexpr std::size_t kLeaves = 256;
  static constexpr std::size_t kMostColumns = 64;

  // Error kInvalid for options that Validate refuses, a column that the sample does not have, or fewer than 2 rows.
  static Result<Forest> Fit(const FeatureSample& sample, const ForestOptions& options);

  // Per row 2 ^ (-mean path / expected path) in (0, 1): about 0.5 and less for ordinary rows, towards 1 for rows that are set apart at once.
  // `block` must have block_columns() columns or more; `scores` has block.rows.
  void Score(const FeatureBlock& block, std::span<float> scores) const;
  // The same by the book, one row after the other: what Score must match to the bit.
  void ScoreSimply(const FeatureBlock& block, std::span<float> scores) const;

  std::size_t trees() const { return leaves_.size() / kLeaves; }
  // Columns that a block must have.
  std::size_t block_columns() const;
  // The widest SIMD instructions that Score uses on this machine: "AVX2", "SSE4", …
  static const char* SimdLevel();

  void Save(ByteWriter& writer) const;
  // Error kUnreadable for bytes that Save did not write.
  static Result<Forest> Load(ByteReader& reader);

 private:
  friend class ForestFit;

  void FinishScores(std::span<const float> path_sums, std::span<float> scores) const;

  std::vector<std::uint8_t> columns_;  // which column of the block is column k of the trees
  std::vector<float> median_;          // by column k
  float expected_path_ = 1;            // mean path of an unsuccessful search in a tree of that many rows
  // Per tree kLeaves words as ForestTrees says; what lies below a leaf leads to equal leaves.
  std::vector<float> thresholds_;
  std::vector<std::uint16_t> offsets_;
  std::vector<float> leaves_;  // per tree kLeaves path lengths, left to right
};

}  // namespace kilowatch
