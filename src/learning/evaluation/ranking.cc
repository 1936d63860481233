#include "learning/evaluation/ranking.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <utility>

#include "foundation/base/check.h"

namespace kilowatch {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

}  // namespace

std::vector<RankPoint> RankRows(std::span<const double> scores, std::span<const std::uint8_t> labels) {
  KW_CHECK(scores.size() == labels.size());
  std::vector<std::pair<double, std::uint8_t>> rows;
  rows.reserve(scores.size());
  for (std::size_t i = 0; i < scores.size(); ++i) {
    KW_CHECK(!std::isnan(scores[i]));
    rows.emplace_back(scores[i], labels[i]);
  }
  std::ranges::sort(rows, [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<RankPoint> points;
  for (const auto& [score, label] : rows) {
    if (points.empty() || points.back().threshold != score) {
      points.push_back(points.empty() ? RankPoint{} : points.back());
      points.back().threshold = score;
    }
    ++(label != 0 ? points.back().hits : points.back().false_alarms);
  }
  return points;
}

double RocAuc(std::span<const RankPoint> points) {
  if (points.empty() || points.back().hits == 0 || points.back().false_alarms == 0) return kUndefined;
  // Twice the area in counts: exact for up to three billion rows.
  std::uint64_t twice = 0;
  RankPoint before;
  for (const RankPoint& point : points) {
    twice += static_cast<std::uint64_t>(point.false_alarms - before.false_alarms) * static_cast<std::uint64_t>(point.hits + before.hits);
    before = point;
  }
  return static_cast<double>(twice) / 2 / (static_cast<double>(before.hits) * static_cast<double>(before.false_alarms));
}

double RocAuc(std::span<const double> scores, std::span<const std::uint8_t> labels) { return RocAuc(RankRows(scores, labels)); }

double AveragePrecision(std::span<const RankPoint> points) {
  if (points.empty() || points.back().hits == 0) return kUndefined;
  double sum = 0;
  std::int64_t before = 0;
  for (const RankPoint& point : points) {
    if (point.hits == before) continue;
    sum += static_cast<double>(point.hits - before) * static_cast<double>(point.hits) / static_cast<double>(point.hits + point.false_alarms);
    before = point.hits;
  }
  return sum / static_cast<double>(before);
}

double AveragePrecision(std::span<const double> scores, std::span<const std::uint8_t> labels) { return AveragePrecision(RankRows(scores, labels)); }

}  // namespace kilowatch
