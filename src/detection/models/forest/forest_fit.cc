#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>

#include "detection/models/forest/forest.h"
#include "detection/models/forest/forest_kernel.h"
#include "foundation/base/format_phrase.h"
#include "foundation/base/random.h"

namespace kilowatch {
namespace {

std::unexpected<Error> TooManyColumns(ErrorCode code) {
  return Fail(code, {"a forest takes 64 columns at most", "une forêt prend 64 colonnes au plus"},
              {"Choose fewer columns", "Choisissez moins de colonnes"});
}

// Mean depth of an unsuccessful search in a binary search tree of n keys: 2 H(n - 1) - 2 (n - 1) / n.
double ExpectedPath(std::size_t n) {
  if (n < 2) return 0;
  if (n == 2) return 1;
  double harmonic = 0;
  for (std::size_t k = 1; k < n; ++k) harmonic += 1 / static_cast<double>(k);
  return 2 * harmonic - 2 * static_cast<double>(n - 1) / static_cast<double>(n);
}

float MedianOfKnown(std::vector<float> values) {
  std::erase_if(values, [](float v) { return !std::isfinite(v); });
  if (values.empty()) return 0;
  const auto middle = static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), values.begin() + middle, values.end());
  return values[static_cast<std::size_t>(middle)];
}

}  // namespace

// Grows the trees of one forest.
class ForestFit {
 public:
  ForestFit(const FeatureSample& sample, const ForestOptions& options) : sample_(sample), options_(options) {
    forest_.columns_ = options.columns;
    for (std::size_t c = 0; options.columns.empty() && c < sample.columns(); ++c) forest_.columns_.push_back(static_cast<std::uint8_t>(c));
    for (const std::uint8_t column : forest_.columns_) {
      std::vector<float> values;
      for (std::size_t r = 0; r < sample.rows(); ++r) values.push_back(sample.At(r, column));
      forest_.median_.push_back(MedianOfKnown(std::move(values)));
    }
  }

  Forest Run() {
    const std::size_t size = std::min(sample_.rows(), Forest::kSample);
    forest_.expected_path_ = static_cast<float>(ExpectedPath(size));
    const std::size_t words = static_cast<std::size_t>(options_.trees) * Forest::kLeaves;
    forest_.thresholds_.assign(words, 0);
    forest_.offsets_.assign(words, 0);
    forest_.leaves_.assign(words, 0);
    std::vector<std::uint32_t> order(sample_.rows());
    for (std::size_t tree = 0; tree < static_cast<std::size_t>(options_.trees); ++tree) {
      Random random(options_.seed + 0x9e3779b97f4a7c15ULL * (tree + 1));
      for (std::uint32_t r = 0; r < order.size(); ++r) order[r] = r;
      for (std::size_t k = 0; k < size; ++k) {
        std::swap(order[k], order[k + random.Below(static_cast<std::uint32_t>(order.size() - k))]);
      }
      first_word_ = tree * Forest::kLeaves;
      Grow(std::span(order).first(size), 1, 0, random);
    }
    return std::move(forest_);
  }

 private:
  float Value(std::uint32_t row, std::size_t column) const {
    const float value = sample_.At(row, forest_.columns_[column]);
    return std::isfinite(value) ? value : forest_.median_[column];
  }

  struct Cut {
    std::size_t column = 0;
    float threshold = 0;
  };

  // A cut with rows on both sides; nothing if the rows differ in no column.
  std::optional<Cut> Split(std::span<const std::uint32_t> rows, Random& random) const {
    std::array<std::uint8_t, Forest::kMostColumns> to_try{};
    for (std::size_t c = 0; c < forest_.columns_.size(); ++c) to_try[c] = static_cast<std::uint8_t>(c);
    for (std::size_t remaining = forest_.columns_.size(); remaining > 0; --remaining) {
      const std::size_t pick = random.Below(static_cast<std::uint32_t>(remaining));
      const std::size_t column = to_try[pick];
      to_try[pick] = to_try[remaining - 1];
      float low = Value(rows[0], column);
      float high = low;
      for (const std::uint32_t row : rows) {
        low = std::min(low, Value(row, column));
        high = std::max(high, Value(row, column));
      }
      if (low == high) continue;
      const auto at = static_cast<float>(random.Uniform(static_cast<double>(low), static_cast<double>(high)));
      return Cut{column, at < high ? at : low};
    }
    return std::nullopt;
  }

  void Grow(std::span<std::uint32_t> rows, std::size_t word, std::size_t depth, Random& random) {
    const auto cut = depth < Forest::kDepth && rows.size() > 1 ? Split(rows, random) : std::nullopt;
    if (!cut) {
      const std::size_t below = std::size_t{1} << (Forest::kDepth - depth);
      const std::size_t first = first_word_ + word * below - Forest::kLeaves;
      std::fill_n(forest_.leaves_.begin() + static_cast<std::ptrdiff_t>(first), below,
                  static_cast<float>(static_cast<double>(depth) + ExpectedPath(rows.size())));
      return;
    }
    forest_.thresholds_[first_word_ + word] = cut->threshold;
    forest_.offsets_[first_word_ + word] = static_cast<std::uint16_t>(cut->column * kForestTile);
    const auto middle = std::partition(rows.begin(), rows.end(), [&](std::uint32_t row) { return !(Value(row, cut->column) > cut->threshold); });
    const auto left = static_cast<std::size_t>(middle - rows.begin());
    Grow(rows.first(left), 2 * word, depth + 1, random);
    Grow(rows.subspan(left), 2 * word + 1, depth + 1, random);
  }

  const FeatureSample& sample_;
  const ForestOptions& options_;
  Forest forest_;
  std::size_t first_word_ = 0;  // of the tree under way
};

Status ForestOptions::Validate() const {
  if (trees < 1 || trees > 10000) {
    return Fail(ErrorCode::kConfiguration, {"a forest has 1 to 10,000 trees", "une forêt a de 1 à 10 000 arbres"},
                {"100 is usual", "100 est habituel"});
  }
  if (columns.size() > Forest::kMostColumns) return TooManyColumns(ErrorCode::kConfiguration);
  return {};
}

Result<Forest> Forest::Fit(const FeatureSample& sample, const ForestOptions& options) {
  KW_RETURN_IF_ERROR(options.Validate());
  if (sample.rows() < 2) {
    return Fail(ErrorCode::kInvalid, {"a forest needs two rows or more", "il faut au moins deux lignes à une forêt"},
                {"Give more readings", "Donnez plus de relevés"});
  }
  if (sample.columns() > 255 || (options.columns.empty() && sample.columns() > kMostColumns)) {
    return TooManyColumns(ErrorCode::kInvalid);
  }
  for (const std::uint8_t column : options.columns) {
    if (column >= sample.columns()) {
      return Fail(ErrorCode::kInvalid, FormatPhrase("the features have no column {}", "les variables n’ont pas de colonne {}", int{column}),
                  {"Choose among theirs", "Choisissez parmi les leurs"});
    }
  }
  return ForestFit(sample, options).Run();
}

void FeatureSample::Add(const FeatureBlock& block, std::size_t most) {
  columns_ = block.columns;
  std::vector<std::size_t> known;
  for (std::size_t r = 0; r < block.rows; ++r) {
    if (!std::isnan(block.At(r, 0))) known.push_back(r);
  }
  const std::size_t count = std::min(most, known.size());
  for (std::size_t k = 0; k < count; ++k) {
    const std::size_t row = known[k * known.size() / count];
    for (std::size_t c = 0; c < columns_; ++c) values_.push_back(block.At(row, c));
  }
}

void FeatureSample::Append(const FeatureSample& other) {
  if (other.columns_ > 0) columns_ = other.columns_;
  values_.insert(values_.end(), other.values_.begin(), other.values_.end());
}

}  // namespace kilowatch
