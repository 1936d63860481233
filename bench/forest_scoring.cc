// forest_scoring MATRIX ROWS COLUMNS: fits the program's isolation forest to rows of 32-bit floats and scores them on two threads. Prints the seconds as JSON, writes
// the scores to MATRIX.scores. bench/forest_peer.py runs it beside isotree.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "detection/features/featurizer.h"
#include "detection/models/forest/forest.h"
#include "foundation/base/parallel.h"

namespace kilowatch {
namespace {

// The program's own layout: tiles, column after column.
std::vector<FeatureBlock> ReadTiles(const std::string& path, std::size_t rows, std::size_t columns) {
  std::vector<float> all(rows * columns);
  std::ifstream(path, std::ios::binary).read(reinterpret_cast<char*>(all.data()), static_cast<std::streamsize>(all.size() * sizeof(float)));
  std::vector<FeatureBlock> tiles;
  for (std::size_t first = 0; first < rows; first += Featurizer::kTileRows) {
    FeatureBlock& tile = tiles.emplace_back();
    tile.Resize(std::min(Featurizer::kTileRows, rows - first), columns);
    tile.first_cell = first;
    for (std::size_t c = 0; c < columns; ++c) {
      for (std::size_t r = 0; r < tile.rows; ++r) tile.Column(c)[r] = all[(first + r) * columns + c];
    }
  }
  return tiles;
}

int Run(const std::string& path, std::size_t rows, std::size_t columns) {
  using Clock = std::chrono::steady_clock;
  const auto since = [](Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); };
  const std::vector<FeatureBlock> tiles = ReadTiles(path, rows, columns);
  const auto began = Clock::now();
  FeatureSample sample;
  for (const FeatureBlock& tile : tiles) sample.Add(tile, 64);
  const auto forest = Forest::Fit(sample, {});
  if (!forest) return std::fputs(forest.error().Text(Language::kEnglish).c_str(), stderr), 1;
  const double fit = since(began);
  std::vector<float> scores(rows);
  const auto fitted = Clock::now();
  ParallelFor(tiles.size(), 2, {}, [&](std::size_t t) { forest->Score(tiles[t], std::span(scores).subspan(tiles[t].first_cell, tiles[t].rows)); });
  const double score = since(fitted);
  std::vector<float> simple(tiles[0].rows);
  forest->ScoreSimply(tiles[0], simple);
  if (!std::equal(simple.begin(), simple.end(), scores.begin())) return std::fputs("The kernel differs from the simple way.\n", stderr), 1;
  std::ofstream(path + ".scores", std::ios::binary)
      .write(reinterpret_cast<const char*>(scores.data()), static_cast<std::streamsize>(scores.size() * sizeof(float)));
  std::printf("{\"fit\": %.6f, \"score\": %.6f}\n", fit, score);
  return 0;
}

}  // namespace
}  // namespace kilowatch

int main(int count, char** arguments) {
  if (count != 4) return std::fputs("forest_scoring MATRIX ROWS COLUMNS\n", stderr), 2;
  return kilowatch::Run(arguments[1], std::strtoull(arguments[2], nullptr, 10), std::strtoull(arguments[3], nullptr, 10));
}
