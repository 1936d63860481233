#include "detection/models/boosted/boosted_trees.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <memory>

#include "foundation/base/check.h"

namespace kilowatch {
namespace {

constexpr std::size_t kMostThresholds = kBoostedThresholds - 1;

std::unexpected<Error> NotTrees() {
  return Fail(ErrorCode::kUnreadable, {"stored boosted trees are damaged", "des arbres enregistrés sont endommagés"},
              {"Train them again", "Entraînez-les de nouveau"});
}

std::unexpected<Error> TreesThatCannotBe(const Phrase& why) {
  return Fail(ErrorCode::kInvalid, {"these boosted trees cannot be scored: " + why.en, "ces arbres ne peuvent pas être utilisés : " + why.fr},
              {"Train with at most 6 levels and 254 bins", "Entraînez avec 6 niveaux et 254 classes au plus"});
}

}  // namespace

// Puts grown trees into the words of perfect ones.
class BoostedLayout {
 public:
  BoostedLayout(BoostedTrees& out, const GrownTree& tree, std::size_t index) : out_(out), tree_(tree), first_(index * kBoostedLeaves) {}

  void Place(std::int32_t from, std::size_t word) const {
    const GrownTree::Node& node = tree_.nodes[static_cast<std::size_t>(from)];
    if (word >= kBoostedLeaves) {
      out_.leaves_[first_ + word - kBoostedLeaves] = node.value;
      return;
    }
    const bool leaf = node.left < 0;
    if (!leaf) {
      const auto begin = out_.thresholds_.begin() + out_.begin_[node.column];
      const auto end = out_.thresholds_.begin() + out_.begin_[node.column + 1U];
      out_.least_[first_ + word] = static_cast<std::uint8_t>(std::lower_bound(begin, end, node.value) - begin + 1);
      out_.column_[first_ + word] = static_cast<std::uint16_t>(2 * node.column + (node.unknown_goes_left ? 0 : 1));
    }
    Place(leaf ? from : node.left, 2 * word);
    Place(leaf ? from : node.right, 2 * word + 1);
  }

  // Links go forward only, so that nothing is placed for ever; leaves come at six levels at the latest.
  static bool Fits(const GrownTree& tree, std::size_t columns) {
    std::vector<std::size_t> depth(tree.nodes.size(), 0);
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
      const GrownTree::Node& node = tree.nodes[i];
      if (!std::isfinite(node.value)) return false;
      if (node.left < 0) continue;
      if (depth[i] >= kBoostedDepth || node.column >= columns) return false;
      for (const std::int32_t child : {node.left, node.right}) {
        const auto at = static_cast<std::size_t>(child);
        if (child < 0 || at <= i || at >= tree.nodes.size()) return false;
        depth[at] = depth[i] + 1;
      }
    }
    return !tree.nodes.empty();
  }

 private:
  BoostedTrees& out_;
  const GrownTree& tree_;
  std::size_t first_;
};

Result<BoostedTrees> BoostedTrees::Make(std::span<const GrownTree> trees, float base, std::size_t columns) {
  if (trees.size() > kMostTrees || columns == 0 || columns > kMostColumns || !std::isfinite(base))
    return TreesThatCannotBe({"too many, or no column", "trop nombreux, ou sans colonne"});
  std::vector<std::vector<float>> thresholds(columns);
  for (const GrownTree& tree : trees) {
    if (!BoostedLayout::Fits(tree, columns))
      return TreesThatCannotBe({"a tree is deeper than 6 levels, or not a tree", "un arbre a plus de 6 niveaux, ou n’en est pas un"});
    for (const GrownTree::Node& node : tree.nodes) {
      if (node.left >= 0) thresholds[node.column].push_back(node.value);
    }
  }
  BoostedTrees made;
  made.base_ = base;
  made.begin_.push_back(0);
  for (std::vector<float>& of_column : thresholds) {
    std::ranges::sort(of_column);
    of_column.erase(std::unique(of_column.begin(), of_column.end()), of_column.end());
    if (of_column.size() > kMostThresholds) return TreesThatCannotBe({"a column has more than 255 thresholds", "une colonne a plus de 255 seuils"});
    made.thresholds_.insert(made.thresholds_.end(), of_column.begin(), of_column.end());
    made.begin_.push_back(static_cast<std::uint32_t>(made.thresholds_.size()));
  }
  const std::size_t words = trees.size() * kBoostedLeaves;
  made.least_.assign(words, 1);
  made.column_.assign(words, 0);
  made.leaves_.assign(words, 0);
  for (std::size_t t = 0; t < trees.size(); ++t) BoostedLayout(made, trees[t], t).Place(0, 1);
  made.LayOut();
  return made;
}

void BoostedTrees::LayOut() {
  padded_.assign(columns() * kBoostedThresholds, std::numeric_limits<float>::infinity());
  for (std::size_t c = 0; c < columns(); ++c) {
    std::copy(thresholds_.begin() + begin_[c], thresholds_.begin() + begin_[c + 1],
              padded_.begin() + static_cast<std::ptrdiff_t>(c * kBoostedThresholds));
  }
  std::vector<std::uint16_t> place(2 * columns(), 0);
  std::vector<std::uint8_t> used(2 * columns(), 0);
  for (const std::uint16_t column : column_) used[column] = 1;
  rank_columns_.clear();
  for (std::size_t c = 0; c < used.size(); ++c) {
    if (used[c] == 0) continue;
    place[c] = static_cast<std::uint16_t>(rank_columns_.size());
    rank_columns_.push_back({static_cast<std::uint16_t>(c / 2), c % 2 == 1});
  }
  kernel_least_.resize(least_.size());
  kernel_offsets_.resize(least_.size());
  kernel_leaves_.resize(sizeof(float) * least_.size());
  for (std::size_t w = 0; w < least_.size(); ++w) {
    kernel_least_[w] = 0x01010101U * (255U - least_[w]);
    kernel_offsets_[w] = static_cast<std::uint16_t>(place[column_[w]] * kBoostedTile);
    const auto bytes = std::bit_cast<std::array<std::uint8_t, sizeof(float)>>(leaves_[w]);
    const std::size_t tree = w / kBoostedLeaves;
    for (std::size_t b = 0; b < bytes.size(); ++b) {
      kernel_leaves_[(tree * bytes.size() + b) * kBoostedLeaves + w % kBoostedLeaves] = bytes[b];
    }
  }
}

void BoostedTrees::Score(const FeatureBlock& block, std::span<float> sums) const {
  KW_CHECK(block.columns >= columns() && sums.size() == block.rows);
  struct alignas(64) Line {
    std::array<std::uint8_t, 64> bytes;
  };
  std::vector<Line> ranks(rank_columns_.size() * kBoostedTile / sizeof(Line));
  auto* const rank = reinterpret_cast<std::uint8_t*>(ranks.data());
  alignas(64) std::array<float, kBoostedTile> tile;
  for (std::size_t first = 0; first < block.rows; first += kBoostedTile) {
    const std::size_t rows = std::min(kBoostedTile, block.rows - first);
    for (std::size_t k = 0; k < rank_columns_.size(); ++k) {
      const auto [column, unknown_is_most] = rank_columns_[k];
      const std::span<const float> values = block.Column(column).subspan(first, rows);
      std::uint8_t* const to = rank + k * kBoostedTile;
      RankBoosted(values, padded_.data() + column * kBoostedThresholds, to);
      for (std::size_t r = 0; unknown_is_most && r < rows; ++r) to[r] = std::isnan(values[r]) ? std::uint8_t{255} : to[r];
    }
    tile.fill(base_);
    AddBoostedLeaves({kernel_least_.data(), kernel_offsets_.data(), kernel_leaves_.data(), trees()}, rank, rows, tile.data());
    std::copy_n(tile.begin(), rows, sums.begin() + static_cast<std::ptrdiff_t>(first));
  }
}

void BoostedTrees::ScoreSimply(const FeatureBlock& block, std::span<float> sums) const {
  KW_CHECK(block.columns >= columns() && sums.size() == block.rows);
  for (std::size_t row = 0; row < block.rows; ++row) {
    float sum = base_;
    for (std::size_t tree = 0; tree < trees(); ++tree) {
      std::size_t word = 1;
      while (word < kBoostedLeaves) {
        const std::size_t w = tree * kBoostedLeaves + word;
        const std::size_t column = column_[w] / 2U;
        const float value = block.At(row, column);
        // Below a leaf a word names no threshold: both ways lead to equal leaves.
        const std::size_t at = begin_[column] + least_[w] - 1U;
        const bool right = at < begin_[column + 1] && !(value < thresholds_[at]);
        word = 2 * word + (std::isnan(value) ? column_[w] % 2U : static_cast<std::size_t>(right));
      }
      sum += leaves_[tree * kBoostedLeaves + word - kBoostedLeaves];
    }
    sums[row] = sum;
  }
}

void BoostedTrees::Save(ByteWriter& writer) const {
  writer.Put(base_);
  writer.PutColumn(begin_);
  writer.PutColumn(thresholds_);
  writer.PutColumn(least_);
  writer.PutColumn(column_);
  writer.PutColumn(leaves_);
}

Result<BoostedTrees> BoostedTrees::Load(ByteReader& reader) {
  constexpr std::uint64_t kMostWords = kMostTrees * kBoostedLeaves;
  BoostedTrees trees;
  KW_ASSIGN(trees.base_, reader.Get<float>());
  KW_ASSIGN(trees.begin_, reader.GetColumn<std::uint32_t>(kMostColumns + 1));
  KW_ASSIGN(trees.thresholds_, reader.GetColumn<float>(kMostColumns * kMostThresholds));
  KW_ASSIGN(trees.least_, reader.GetColumn<std::uint8_t>(kMostWords));
  KW_ASSIGN(trees.column_, reader.GetColumn<std::uint16_t>(kMostWords));
  KW_ASSIGN(trees.leaves_, reader.GetColumn<float>(kMostWords));
  if (!trees.Sound()) return NotTrees();
  trees.LayOut();
  return trees;
}

bool BoostedTrees::Sound() const {
  const std::size_t words = least_.size();
  if (begin_.size() < 2 || begin_.front() != 0 || begin_.back() != thresholds_.size()) return false;
  if (words % kBoostedLeaves != 0 || column_.size() != words || leaves_.size() != words) return false;
  for (std::size_t c = 0; c < columns(); ++c) {
    if (begin_[c + 1] < begin_[c] || begin_[c + 1] > thresholds_.size() || begin_[c + 1] - begin_[c] > kMostThresholds) return false;
    const auto begin = thresholds_.begin() + begin_[c];
    const auto end = thresholds_.begin() + begin_[c + 1];
    if (std::adjacent_find(begin, end, std::greater_equal<float>()) != end) return false;
  }
  const auto finite = [](float v) { return std::isfinite(v); };
  return finite(base_) && std::ranges::all_of(thresholds_, finite) && std::ranges::all_of(leaves_, finite) &&
         std::ranges::all_of(least_, [](std::uint8_t least) { return least > 0; }) &&
         std::ranges::all_of(column_, [this](std::uint16_t column) { return column / 2U < columns(); });
}

}  // namespace kilowatch
