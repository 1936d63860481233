#include "learning/training/xgboost_fit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>

#include <nlohmann/json.hpp>

#ifdef KILOWATCH_XGBOOST
#include <xgboost/c_api.h>
#endif

namespace kilowatch {

void TrainingRows::Append(const TrainingRows& other) {
  columns = other.columns;
  values.insert(values.end(), other.values.begin(), other.values.end());
  label.insert(label.end(), other.label.begin(), other.label.end());
  weight.insert(weight.end(), other.weight.begin(), other.weight.end());
}

Status BoostingOptions::Validate() const {
  const bool shares = row_share > 0 && row_share <= 1 && column_share > 0 && column_share <= 1;
  if (trees < 1 || depth < 1 || depth > static_cast<int>(kBoostedDepth) || !(rate > 0) || !shares || ridge < 0 || least_weight < 0) {
    return Fail(ErrorCode::kInvalid, {"options of boosted trees are out of range", "les options des arbres sont hors limites"},
                {"Take 1 to 6 levels, shares above 0 up to 1, and weights from 0 on",
                 "Prenez 1 à 6 niveaux, des parts entre 0 et 1, des poids à partir de 0"});
  }
  return {};
}

std::vector<std::pair<std::string, std::string>> BoosterParameters(const BoostingOptions& options, float base_score) {
  return {{"verbosity", "0"},
          {"nthread", "1"},
          {"booster", "gbtree"},
          {"tree_method", "hist"},
          {"objective", "binary:logistic"},
          {"max_bin", "254"},  // 255 thresholds a column are what a byte can rank
          {"base_score", fmt::format("{}", base_score)},
          {"max_depth", fmt::format("{}", options.depth)},
          {"eta", fmt::format("{}", options.rate)},
          {"subsample", fmt::format("{}", options.row_share)},
          {"colsample_bytree", fmt::format("{}", options.column_share)},
          {"lambda", fmt::format("{}", options.ridge)},
          {"min_child_weight", fmt::format("{}", options.least_weight)},
          {"seed", fmt::format("{}", options.seed)},
          {"seed_per_iteration", "true"}};
}

#ifdef KILOWATCH_XGBOOST
namespace {

struct FreeMatrix {
  void operator()(void* matrix) const { XGDMatrixFree(matrix); }
};
struct FreeBooster {
  void operator()(void* booster) const { XGBoosterFree(booster); }
};
using Matrix = std::unique_ptr<void, FreeMatrix>;
using Booster = std::unique_ptr<void, FreeBooster>;

Phrase BuildWith() { return {"Build with libxgboost-dev 1.7", "Compilez avec libxgboost-dev 1.7"}; }

// What a call of the library answered.
Status Ok(int answer) {
  if (answer == 0) return {};
  const std::string why = XGBGetLastError();
  return Fail(ErrorCode::kInvalid, {"XGBoost refused to train: " + why, "XGBoost a refusé d’entraîner : " + why});
}

Result<Matrix> MatrixOf(const TrainingRows& rows) {
  DMatrixHandle handle = nullptr;
  KW_RETURN_IF_ERROR(
      Ok(XGDMatrixCreateFromMat_omp(rows.values.data(), rows.size(), rows.columns, std::numeric_limits<float>::quiet_NaN(), &handle, 1)));
  Matrix matrix(handle);
  KW_RETURN_IF_ERROR(Ok(XGDMatrixSetFloatInfo(handle, "label", rows.label.data(), rows.size())));
  KW_RETURN_IF_ERROR(Ok(XGDMatrixSetFloatInfo(handle, "weight", rows.weight.data(), rows.size())));
  return matrix;
}

double ShareOfLabelled(const TrainingRows& rows) {
  double labelled = 0;
  double all = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    all += static_cast<double>(rows.weight[i]);
    if (rows.label[i] > 0) labelled += static_cast<double>(rows.weight[i]);
  }
  return labelled / all;
}

Result<Booster> Grow(const Matrix& matrix, float base_score, const BoostingOptions& options) {
  const DMatrixHandle handles[] = {matrix.get()};
  BoosterHandle handle = nullptr;
  KW_RETURN_IF_ERROR(Ok(XGBoosterCreate(handles, 1, &handle)));
  Booster booster(handle);
  for (const auto& [name, value] : BoosterParameters(options, base_score)) {
    KW_RETURN_IF_ERROR(Ok(XGBoosterSetParam(handle, name.c_str(), value.c_str())));
  }
  for (int round = 0; round < options.trees; ++round) KW_RETURN_IF_ERROR(Ok(XGBoosterUpdateOneIter(handle, round, matrix.get())));
  return booster;
}

GrownTree TreeOf(const nlohmann::json& tree) {
  const auto left = tree.at("left_children").get<std::vector<std::int32_t>>();
  const auto right = tree.at("right_children").get<std::vector<std::int32_t>>();
  const auto column = tree.at("split_indices").get<std::vector<std::int64_t>>();
  const auto value = tree.at("split_conditions").get<std::vector<float>>();
  const auto unknown = tree.at("default_left").get<std::vector<int>>();
  GrownTree grown;
  for (std::size_t i = 0; i < left.size(); ++i) {
    GrownTree::Node node{left[i], right.at(i), 0, unknown.at(i) != 0, value.at(i)};
    if (node.left >= 0) node.column = static_cast<std::uint16_t>(column.at(i));
    grown.nodes.push_back(node);
  }
  return grown;
}

Result<std::vector<GrownTree>> TreesOf(const Booster& booster) {
  bst_ulong length = 0;
  const char* bytes = nullptr;
  KW_RETURN_IF_ERROR(Ok(XGBoosterSaveModelToBuffer(booster.get(), R"({"format": "json"})", &length, &bytes)));
  std::vector<GrownTree> trees;
  try {
    const auto json = nlohmann::json::parse(bytes, bytes + length);
    for (const auto& tree : json.at("learner").at("gradient_booster").at("model").at("trees")) trees.push_back(TreeOf(tree));
  } catch (const std::exception& error) {
    return Fail(ErrorCode::kInvalid,
                {std::string("XGBoost's model has a shape that this program does not know: ") + error.what(),
                 std::string("le modèle de XGBoost a une forme que ce programme ne connaît pas : ") + error.what()},
                BuildWith());
  }
  return trees;
}

// That each sum is what XGBoost itself makes of the row.
Status HoldAgainst(const Booster& booster, const Matrix& matrix, const TrainingRows& rows, const BoostedTrees& trees) {
  bst_ulong count = 0;
  const float* theirs = nullptr;
  KW_RETURN_IF_ERROR(Ok(XGBoosterPredict(booster.get(), matrix.get(), 1, 0, 0, &count, &theirs)));
  constexpr std::size_t kTogether = 1024;
  FeatureBlock block;
  std::vector<float> ours;
  for (std::size_t first = 0; first < rows.size(); first += kTogether) {
    block.Resize(std::min(kTogether, rows.size() - first), rows.columns);
    for (std::size_t r = 0; r < block.rows; ++r) {
      for (std::size_t c = 0; c < rows.columns; ++c) block.Column(c)[r] = rows.values[(first + r) * rows.columns + c];
    }
    ours.resize(block.rows);
    trees.Score(block, ours);
    for (std::size_t r = 0; r < block.rows; ++r) {
      if (!(std::fabs(ours[r] - theirs[first + r]) <= 1e-4F * std::max(1.0F, std::fabs(theirs[first + r])))) {
        return Fail(ErrorCode::kInvalid,
                    {"trees grown by XGBoost give other sums here than there", "les arbres de XGBoost donnent ici d’autres sommes que là-bas"},
                    BuildWith());
      }
    }
  }
  return {};
}

}  // namespace

Result<BoostedTrees> FitByXgboost(const TrainingRows& rows, const BoostingOptions& options) {
  KW_RETURN_IF_ERROR(options.Validate());
  const auto share = static_cast<float>(rows.size() == 0 ? 0 : ShareOfLabelled(rows));
  if (!(share > 0 && share < 1)) {
    return Fail(ErrorCode::kInvalid, {"boosted trees need rows of both kinds", "il faut des lignes des deux sortes pour entraîner des arbres"});
  }
  KW_ASSIGN(const Matrix matrix, MatrixOf(rows));
  KW_ASSIGN(const Booster booster, Grow(matrix, share, options));
  KW_ASSIGN(const std::vector<GrownTree> grown, TreesOf(booster));
  KW_ASSIGN(BoostedTrees trees, BoostedTrees::Make(grown, -std::log(1.0F / share - 1.0F), rows.columns));
  KW_RETURN_IF_ERROR(HoldAgainst(booster, matrix, rows, trees));
  return trees;
}

std::string XgboostVersion() {
  int major = 0;
  int minor = 0;
  int patch = 0;
  ::XGBoostVersion(&major, &minor, &patch);
  return fmt::format("{}.{}.{}", major, minor, patch);
}

#else

Result<BoostedTrees> FitByXgboost(const TrainingRows&, const BoostingOptions&) {
  return Fail(ErrorCode::kUnsupported,
              {"this build cannot train trees from labels: it was made without XGBoost",
               "cette version ne peut pas entraîner d’arbres à partir d’étiquettes : elle a été compilée sans XGBoost"},
              {"Install libxgboost-dev and build again; bundles that hold trees are scored without it",
               "Installez libxgboost-dev et recompilez ; les fichiers de modèles qui ont des arbres s’utilisent sans lui"});
}

std::string XgboostVersion() { return {}; }

#endif

}  // namespace kilowatch
