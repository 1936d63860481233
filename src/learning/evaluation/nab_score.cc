#include "learning/evaluation/nab_score.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kilowatch {
namespace {

// 1 far before the end of a window, 0 at its end, towards -1 behind it and -1 from three widths on.
double NabSigmoid(double position) { return position > 3 ? -1 : 2 / (1 + std::exp(5 * position)) - 1; }

double HitAt(const RowRun& window, std::size_t row) {
  const double width = static_cast<double>(window.last) - static_cast<double>(window.first) + 1;
  const double left = static_cast<double>(window.last) - static_cast<double>(row) + 1;
  return NabSigmoid(-left / width) / NabSigmoid(-1);
}

// What an alarm at a row outside windows is worth, `before` windows having ended: 0 to -1.
double FalseAlarmAt(const std::vector<RowRun>& windows, std::size_t before, std::size_t row) {
  if (before == 0) return -1;
  const RowRun& window = windows[before - 1];
  const double reach = static_cast<double>(window.last) - static_cast<double>(window.first);
  return NabSigmoid((static_cast<double>(row) - static_cast<double>(window.last)) / std::max(reach, 1.0));
}

struct RowWorth {
  double score = 0;
  double worth = 0;        // of an alarm there, if it is the first of its window
  std::size_t window = 0;  // within one: its index over all files, else kOutside
  std::size_t place = 0;   // rows counted over all files, so that earlier is smaller within a window
};

constexpr std::size_t kOutside = std::numeric_limits<std::size_t>::max();

// Calls visit(row, windows ended before it, whether it lies in windows[that]) for each row that counts and has a score.
template <class Visit>
void ForEachRowThatCounts(const NabSeries& series, const Visit& visit) {
  std::size_t ended = 0;
  for (std::size_t row = 0; row < series.score.size(); ++row) {
    while (ended < series.windows.size() && series.windows[ended].last < row) ++ended;
    if (row < NabProbation(series.score.size()) || std::isnan(series.score[row])) continue;
    visit(row, ended, ended < series.windows.size() && series.windows[ended].first <= row);
  }
}

std::size_t WindowsOf(std::span<const NabSeries> all) {
  std::size_t windows = 0;
  for (const NabSeries& series : all) windows += series.windows.size();
  return windows;
}

std::vector<RowWorth> RowsByFallingScore(std::span<const NabSeries> all, const NabProfile& profile) {
  std::vector<RowWorth> rows;
  std::size_t windows = 0, place = 0;
  for (const NabSeries& series : all) {
    ForEachRowThatCounts(series, [&](std::size_t row, std::size_t ended, bool inside) {
      const double worth = inside ? profile.hit * HitAt(series.windows[ended], row) : profile.false_alarm * FalseAlarmAt(series.windows, ended, row);
      rows.push_back({series.score[row], worth, inside ? windows + ended : kOutside, place + row});
    });
    windows += series.windows.size();
    place += series.score.size();
  }
  std::ranges::sort(rows, [](const RowWorth& a, const RowWorth& b) { return a.score > b.score; });
  return rows;
}

// 100 for a hit at the first row of every window, 0 for silence.
double Normalised(double sum, std::size_t windows, const NabProfile& profile) {
  if (windows == 0) return std::numeric_limits<double>::quiet_NaN();
  const double silent = -profile.miss * static_cast<double>(windows), perfect = profile.hit * static_cast<double>(windows);
  return 100 * (sum - silent) / (perfect - silent);
}

}  // namespace

std::size_t NabProbation(std::size_t rows) { return std::min<std::size_t>(rows * 15 / 100, 750); }

double NabSum(const NabSeries& series, double threshold, const NabProfile& profile) {
  std::vector<bool> found(series.windows.size(), false);
  double sum = 0;
  ForEachRowThatCounts(series, [&](std::size_t row, std::size_t ended, bool inside) {
    if (series.score[row] < threshold) return;
    if (!inside) {
      sum += profile.false_alarm * FalseAlarmAt(series.windows, ended, row);
    } else if (!found[ended]) {
      found[ended] = true;
      sum += profile.hit * HitAt(series.windows[ended], row);
    }
  });
  for (const bool one : found) sum -= one ? 0 : profile.miss;
  return sum;
}

double NabScore(std::span<const NabSeries> all, double threshold, const NabProfile& profile) {
  double sum = 0;
  for (const NabSeries& series : all) sum += NabSum(series, threshold, profile);
  return Normalised(sum, WindowsOf(all), profile);
}

NabOptimum BestNabScore(std::span<const NabSeries> all, const NabProfile& profile) {
  const std::vector<RowWorth> rows = RowsByFallingScore(all, profile);
  const std::size_t windows = WindowsOf(all);
  std::vector<std::size_t> earliest(windows, kOutside);
  std::vector<double> earned(windows, -profile.miss);
  double sum = -profile.miss * static_cast<double>(windows);
  NabOptimum best{Normalised(sum, windows, profile), std::numeric_limits<double>::infinity()};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const RowWorth& row = rows[i];
    if (row.window == kOutside) {
      sum += row.worth;
    } else if (row.place < earliest[row.window]) {
      earliest[row.window] = row.place;
      sum += row.worth - earned[row.window];
      earned[row.window] = row.worth;
    }
    const bool whole_step = i + 1 == rows.size() || rows[i + 1].score < row.score;
    if (const double score = Normalised(sum, windows, profile); whole_step && score > best.score) best = {score, row.score};
  }
  return best;
}

}  // namespace kilowatch
