// boosted_trees_bench [ROUNDS]: boosted trees scored by our kernel beside XGBoost itself, in one run: the same 200 trees of depth 6 over 26 feature columns, a million
// rows, two threads. Each side keeps its own layout of the rows: XGBoost row after row, ours column after column by tile. Prints rows a second (best of the rounds) and
// the ratio; fails where their sums differ. Needs libxgboost-dev.
#include <fmt/format.h>
#include <xgboost/c_api.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <vector>

#include "detection/features/featurizer.h"
#include "foundation/base/parallel.h"
#include "foundation/base/random.h"
#include "learning/training/xgboost_fit.h"

namespace kilowatch {
namespace {

constexpr std::size_t kColumns = 26;
constexpr std::size_t kHours = 8784;
constexpr std::size_t kMeters = 114;
constexpr std::size_t kTaught = 200'000;
constexpr int kThreads = 2;

void Check(int answer) {
  if (answer == 0) return;
  fmt::print(stderr, "XGBoost: {}\n", XGBGetLastError());
  std::exit(1);
}

// The first columns of the feature plan of made-up offices: noise, seasons, and dead days now and then.
void AddMeter(std::uint64_t seed, std::vector<FeatureBlock>& tiles) {
  Random random(seed);
  const FeatureWindows windows;
  FeatureInput input(windows, MeterScale{}, 0);
  const double heat = random.Uniform(0, 1);
  bool dead = false;
  for (std::size_t i = 0; i < kHours; ++i) {
    if (i % 24 == 0) dead = random.Chance(0.02);
    const bool open = i / 24 % 7 < 5 && i % 24 >= 8 && i % 24 < 18;
    FeatureCell cell;
    cell.value = dead ? -2 : (open ? 2 : -0.5) + heat * std::cos(static_cast<double>(i) * 6.2832 / 8766) + 0.2 * random.Normal();
    cell.slot = static_cast<std::uint16_t>(i % 168);
    cell.rest_day = i / 24 % 7 >= 5;
    cell.day_of_year = static_cast<std::uint16_t>(1 + i / 24);
    input.Push(cell);
  }
  Featurizer(windows, Mode::kLive).Apply(input, [&](const FeatureBlock& tile) {
    FeatureBlock kept;
    kept.Resize(tile.rows, kColumns);
    for (std::size_t c = 0; c < kColumns; ++c) std::ranges::copy(tile.Column(c), kept.Column(c).begin());
    tiles.push_back(std::move(kept));
  });
}

TrainingRows RowsOf(const std::vector<FeatureBlock>& tiles, std::size_t most) {
  TrainingRows rows{.columns = kColumns};
  for (const FeatureBlock& tile : tiles) {
    for (std::size_t r = 0; r < tile.rows && rows.size() < most; ++r) {
      for (std::size_t c = 0; c < kColumns; ++c) rows.values.push_back(tile.At(r, c));
      rows.label.push_back(tile.At(r, 0) < -1.5F && tile.At(r, 2) > -1.5F ? 1 : 0);
      rows.weight.push_back(1);
    }
  }
  return rows;
}

// XGBoost's own booster, grown from the same rows with what FitByXgboost sets: the same trees.
BoosterHandle GrowTheirs(const TrainingRows& rows, const BoostingOptions& options) {
  DMatrixHandle matrix = nullptr;
  Check(XGDMatrixCreateFromMat(rows.values.data(), rows.size(), rows.columns, std::numeric_limits<float>::quiet_NaN(), &matrix));
  Check(XGDMatrixSetFloatInfo(matrix, "label", rows.label.data(), rows.size()));
  Check(XGDMatrixSetFloatInfo(matrix, "weight", rows.weight.data(), rows.size()));
  double labelled = 0;
  for (const float label : rows.label) labelled += static_cast<double>(label);
  BoosterHandle booster = nullptr;
  Check(XGBoosterCreate(&matrix, 1, &booster));
  for (const auto& [name, value] : BoosterParameters(options, static_cast<float>(labelled / static_cast<double>(rows.size())))) {
    Check(XGBoosterSetParam(booster, name.c_str(), value.c_str()));
  }
  for (int round = 0; round < options.trees; ++round) Check(XGBoosterUpdateOneIter(booster, round, matrix));
  Check(XGBoosterSetParam(booster, "nthread", fmt::format("{}", kThreads).c_str()));
  return booster;
}

// In place, from the rows as they lie: XGBoost's fastest way.
double TimeTheirs(BoosterHandle booster, const TrainingRows& rows, std::vector<float>& sums) {
  const std::string array = fmt::format(R"({{"data": [{}, true], "shape": [{}, {}], "typestr": "<f4", "version": 3}})",
                                        reinterpret_cast<std::uintptr_t>(rows.values.data()), rows.size(), rows.columns);
  const char* config =
      R"({"type": 1, "training": false, "iteration_begin": 0, "iteration_end": 0, "strict_shape": false, "missing": NaN, "cache_id": 0})";
  const auto began = std::chrono::steady_clock::now();
  const bst_ulong* shape = nullptr;
  bst_ulong dimensions = 0;
  const float* result = nullptr;
  Check(XGBoosterPredictFromDense(booster, array.c_str(), config, nullptr, &shape, &dimensions, &result));
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  sums.assign(result, result + rows.size());
  return seconds;
}

double TimeOurs(const BoostedTrees& trees, const std::vector<FeatureBlock>& tiles, std::vector<float>& sums, bool simply) {
  std::vector<std::size_t> first;
  std::size_t rows = 0;
  for (const FeatureBlock& tile : tiles) first.push_back(rows), rows += tile.rows;
  sums.assign(rows, 0);
  const auto began = std::chrono::steady_clock::now();
  ParallelFor(tiles.size(), kThreads, {}, [&](std::size_t t) {
    const auto to = std::span(sums).subspan(first[t], tiles[t].rows);
    simply ? trees.ScoreSimply(tiles[t], to) : trees.Score(tiles[t], to);
  });
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

int Run(int rounds) {
  std::vector<FeatureBlock> tiles;
  for (std::uint64_t meter = 0; meter < kMeters; ++meter) AddMeter(meter + 1, tiles);
  const TrainingRows all = RowsOf(tiles, std::numeric_limits<std::size_t>::max());
  const TrainingRows taught = RowsOf(tiles, kTaught);
  BoostingOptions options;
  options.trees = 200;
  options.rate = 0.3;
  options.least_weight = 1;
  options.column_share = 1;
  options.row_share = 1;
  const auto trees = FitByXgboost(taught, options);
  if (!trees) return fmt::print(stderr, "{}\n", trees.error().Text()), 1;
  const BoosterHandle booster = GrowTheirs(taught, options);
  std::vector<float> theirs, ours, simple;
  double their_time = 1e30, our_time = 1e30, simple_time = 1e30;
  for (int round = 0; round < rounds; ++round) {
    their_time = std::min(their_time, TimeTheirs(booster, all, theirs));
    our_time = std::min(our_time, TimeOurs(*trees, tiles, ours, false));
    simple_time = std::min(simple_time, TimeOurs(*trees, tiles, simple, true));
  }
  float most = 0;
  for (std::size_t i = 0; i < ours.size(); ++i) most = std::max(most, std::fabs(ours[i] - theirs[i]) / std::max(1.0F, std::fabs(theirs[i])));
  const double rows = static_cast<double>(all.size()) / 1e6;
  fmt::print("{} trees, {} columns, {:.2f} M rows, {} threads\n", trees->trees(), kColumns, rows, kThreads);
  fmt::print("  XGBoost {:<8} {:6.2f} M rows/s\n  simple           {:6.2f}\n  kernel ({})    {:6.2f}   {:.1f} times XGBoost\n", XgboostVersion(),
             rows / their_time, rows / simple_time, BoostedTrees::SimdLevel(), rows / our_time, their_time / our_time);
  fmt::print("  largest difference from XGBoost {:.1e}; from the simple way {}\n", most, ours == simple ? "none" : "SOME");
  return most <= 1e-5F && ours == simple ? 0 : 1;
}

}  // namespace
}  // namespace kilowatch

int main(int argc, char** argv) { return kilowatch::Run(argc > 1 ? std::atoi(argv[1]) : 5); }
