#include "learning/evaluation/volume_under_surface.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "foundation/base/check.h"
#include "learning/evaluation/event_match.h"

namespace kilowatch {
namespace {

constexpr std::size_t kThresholds = 250;

// What does not depend on the buffer: rows by falling score, and how many rows each threshold takes in.
struct Ranked {
  std::vector<std::uint32_t> order;
  std::vector<double> threshold;
  std::vector<std::size_t> taken;
  std::vector<double> hits;  // labelled rows among those taken
  double labelled = 0;
};

Ranked Rank(std::span<const double> scores, std::span<const std::uint8_t> labels) {
  Ranked ranked;
  ranked.order.resize(scores.size());
  std::iota(ranked.order.begin(), ranked.order.end(), 0U);
  std::ranges::stable_sort(ranked.order, [&](std::uint32_t a, std::uint32_t b) { return scores[a] > scores[b]; });
  std::size_t taken = 0;
  double hits = 0;
  for (std::size_t k = 0; k < kThresholds; ++k) {
    const auto place = static_cast<std::size_t>(static_cast<double>(scores.size() - 1) * static_cast<double>(k) / (kThresholds - 1));
    const double threshold = scores[ranked.order[place]];
    for (; taken < scores.size() && scores[ranked.order[taken]] >= threshold; ++taken) hits += labels[ranked.order[taken]] != 0;
    ranked.threshold.push_back(threshold);
    ranked.taken.push_back(taken);
    ranked.hits.push_back(hits);
  }
  for (const std::uint8_t label : labels) ranked.labelled += label != 0;
  return ranked;
}

// 1 on labelled rows, falling over half a buffer on both sides of each event; overlapping flanks add up to 1 at most.
std::vector<double> FadeLabels(const std::vector<RowRun>& events, std::size_t rows, std::size_t buffer) {
  std::vector<double> faded(rows, 0);
  const std::size_t half = buffer / 2;
  for (const RowRun& event : events) {
    for (std::size_t i = event.first; i <= event.last; ++i) faded[i] = 1;
    for (std::size_t d = 1; d <= half; ++d) {
      const double share = std::sqrt(1 - static_cast<double>(d) / static_cast<double>(buffer));
      if (event.last + d < rows) faded[event.last + d] += share;
      if (event.first >= d) faded[event.first - d] += share;
    }
  }
  for (double& x : faded) x = std::min(x, 1.0);
  return faded;
}

// The highest score within each event and half a buffer around it, events that then touch being one; lowest first.
std::vector<double> PeaksOfEvents(const std::vector<RowRun>& events, std::span<const double> scores, std::size_t half) {
  std::vector<double> peaks;
  for (std::size_t e = 0; e < events.size(); ++e) {
    const std::size_t begin = events[e].first > half ? events[e].first - half : 0;
    const std::size_t end = std::min(events[e].last + half + 1, scores.size());
    const double peak = *std::max_element(scores.begin() + static_cast<std::ptrdiff_t>(begin), scores.begin() + static_cast<std::ptrdiff_t>(end));
    const bool touches = e > 0 && events[e - 1].last + 2 * half >= events[e].first;
    if (touches)
      peaks.back() = std::max(peaks.back(), peak);
    else
      peaks.push_back(peak);
  }
  std::ranges::sort(peaks);
  return peaks;
}

// The areas under the two curves for one buffer length.
VolumeUnderSurface AreasFor(const Ranked& ranked, std::span<const double> scores, const std::vector<RowRun>& events, std::size_t buffer) {
  const std::vector<double> faded = FadeLabels(events, scores.size(), buffer);
  const std::vector<double> peaks = PeaksOfEvents(events, scores, buffer / 2);
  VolumeUnderSurface area;
  std::size_t row = 0;
  double caught = 0, recall_before = 0, false_before = 0;
  for (std::size_t k = 0; k < kThresholds; ++k) {
    for (; row < ranked.taken[k]; ++row) caught += faded[ranked.order[row]];
    // What counts as labelled: half of it the labels, half of it labels and the flanks that were alarmed.
    const double positives = ranked.labelled + (caught - ranked.hits[k]) / 2;
    const auto touched = static_cast<double>(peaks.end() - std::ranges::lower_bound(peaks, ranked.threshold[k])) / static_cast<double>(peaks.size());
    const auto alarmed = static_cast<double>(ranked.taken[k]);
    const double recall = std::min(caught / positives, 1.0) * touched;
    const double false_share = (alarmed - caught) / (static_cast<double>(scores.size()) - positives);
    area.roc += (false_share - false_before) * (recall + recall_before) / 2;
    area.pr += (recall - recall_before) * caught / alarmed;
    recall_before = recall;
    false_before = false_share;
  }
  area.roc += (1 - false_before) * (1 + recall_before) / 2;
  return area;
}

}  // namespace

VolumeUnderSurface VolumesUnderSurface(std::span<const double> scores, std::span<const std::uint8_t> labels, std::size_t longest,
                                       std::size_t stride) {
  KW_CHECK(scores.size() == labels.size() && stride > 0);
  const auto labelled = static_cast<std::size_t>(std::ranges::count_if(labels, [](std::uint8_t label) { return label != 0; }));
  constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
  if (labelled == 0 || labelled == labels.size()) return {kUndefined, kUndefined};
  const Ranked ranked = Rank(scores, labels);
  const std::vector<RowRun> events = FindRuns(labels, std::vector<std::uint8_t>(labels.size(), 1));
  VolumeUnderSurface volume;
  double lengths = 0;
  for (std::size_t buffer = 0; buffer <= longest; buffer += stride) {
    const VolumeUnderSurface area = AreasFor(ranked, scores, events, buffer);
    volume.roc += area.roc;
    volume.pr += area.pr;
    ++lengths;
  }
  return {volume.roc / lengths, volume.pr / lengths};
}

}  // namespace kilowatch
