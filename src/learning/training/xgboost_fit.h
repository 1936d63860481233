#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "detection/models/boosted/boosted_trees.h"
#include "foundation/base/result.h"

namespace kilowatch {

// Rows to learn from: their values row after row, NaN where unknown; 1 for what is to be found, else 0; and how many rows of its kind each stands for.
struct TrainingRows {
  std::size_t columns = 0;
  std::vector<float> values;
  std::vector<float> label;
  std::vector<float> weight;

  std::size_t size() const { return label.size(); }
  void Append(const TrainingRows& other);
};

struct BoostingOptions {
  int trees = 300;
  int depth = 6;
  double rate = 0.05;
  double row_share = 0.8;     // of the rows, for each tree
  double column_share = 0.3;  // of the columns, for each tree
  double ridge = 5;           // L2 on leaves
  double least_weight = 5;    // sum of second derivatives on each side of a split
  std::uint32_t seed = 1;

  Status Validate() const;
};

// XGBoost's parameters for these options; `base_score` is the share of labelled rows.
std::vector<std::pair<std::string, std::string>> BoosterParameters(const BoostingOptions& options, float base_score);

// Trees for the log-odds of a row's label, grown by XGBoost's histogram method on one thread: the same rows give the same trees. Its sums are held against ours
// over all rows before the trees are handed on. Errors: kUnsupported in a build without XGBoost, naming the package; kInvalid for no rows or labels of one kind.
Result<BoostedTrees> FitByXgboost(const TrainingRows& rows, const BoostingOptions& options);

// "1.7.4"; empty in a build without XGBoost.
std::string XgboostVersion();

}  // namespace kilowatch
