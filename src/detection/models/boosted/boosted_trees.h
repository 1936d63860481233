#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "detection/features/feature_block.h"
#include "detection/models/boosted/boosted_kernel.h"
#include "foundation/base/bytes.h"
#include "foundation/base/result.h"

namespace kilowatch {

// One tree as it was grown, node 0 the root.
struct GrownTree {
  struct Node {
    std::int32_t left = -1;  // -1: a leaf
    std::int32_t right = -1;
    std::uint16_t column = 0;
    bool unknown_goes_left = true;
    float value = 0;  // a row whose value in the column is below this goes left; of a leaf, what it adds
  };
  std::vector<Node> nodes;
};

// Gradient boosted decision trees (Friedman 2001): a row's sum is `base` plus the leaf that each tree leads it to, in order, in single precision.
// Up to six levels, 255 different thresholds a column, 128 columns. Immutable; thread safe. The same bytes at every SIMD level.
class BoostedTrees {
 public:
  static constexpr std::size_t kMostTrees = 10000;
  static constexpr std::size_t kMostColumns = 128;

  // Error kInvalid for trees that are deeper, use more thresholds or columns, or hold numbers or links that cannot be.
  static Result<BoostedTrees> Make(std::span<const GrownTree> trees, float base, std::size_t columns);

  // `block` must have columns() columns or more, NaN where a value is unknown; `sums` has block.rows.
  void Score(const FeatureBlock& block, std::span<float> sums) const;
  // The same by the book, one row after the other over the thresholds themselves: what Score must match to the bit.
  void ScoreSimply(const FeatureBlock& block, std::span<float> sums) const;

  std::size_t trees() const { return least_.size() / kBoostedLeaves; }
  std::size_t columns() const { return begin_.size() - 1; }
  static const char* SimdLevel() { return BoostedKernelLevel(); }

  void Save(ByteWriter& writer) const;
  // Error kUnreadable for bytes that Save did not write.
  static Result<BoostedTrees> Load(ByteReader& reader);

 private:
  // What a node compares: a column, with NaN below or above all thresholds.
  struct RankColumn {
    std::uint16_t column = 0;
    bool unknown_is_most = false;
  };

  friend class BoostedLayout;
  BoostedTrees() = default;
  void LayOut();
  bool Sound() const;

  float base_ = 0;
  std::vector<float> thresholds_;     // of column after column, in order, each once
  std::vector<std::uint32_t> begin_;  // where a column's thresholds begin; one more at the end
  // Per tree kBoostedLeaves words as BoostedKernelTrees says; what lies below a leaf leads to equal leaves.
  std::vector<std::uint8_t> least_;    // rank from which a row goes right
  std::vector<std::uint16_t> column_;  // twice the column, plus one where an unknown value goes right
  std::vector<float> leaves_;
  // Made by LayOut from the above, for the kernel.
  std::vector<RankColumn> rank_columns_;
  std::vector<float> padded_;  // kBoostedThresholds a column
  std::vector<std::uint32_t> kernel_least_;
  std::vector<std::uint16_t> kernel_offsets_;
  std::vector<std::uint8_t> kernel_leaves_;
};

}  // namespace kilowatch
