// live_reading: one reading at a time. Time of each push over 200 meters in turn, so that a meter's state has left the first-level cache when its next reading
// comes; median and 99 % point of single readings beside the mean, and the size of a meter's state.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <vector>

#include "decision/scorer/live_state.h"
#include "foundation/base/random.h"

namespace kilowatch {
namespace {

constexpr std::size_t kMeters = 200;
constexpr std::size_t kTrained = 365 * 24;
constexpr std::size_t kReplayed = 280 * 24;

MeterFrame BenchOffice(std::uint64_t seed) {
  Random random(seed);
  MeterFrame frame;
  frame.meter.name = "office";
  for (std::size_t i = 0; i < kTrained + kReplayed; ++i) {
    const bool open = i / 24 % 7 < 5 && i % 24 >= 8 && i % 24 < 18;
    const double celsius = 10 - 10 * std::cos(6.2832 * static_cast<double>(i) / 8766) - 4 * std::cos(6.2832 * static_cast<double>(i % 24) / 24);
    if (random.Chance(0.01)) continue;
    frame.time.push_back(FromEpochSeconds(1'609'718'400 + 3600 * static_cast<std::int64_t>(i)));
    frame.value.push_back((open ? 30 : 10) + 0.5 * std::fmax(0, 15 - celsius) + random.Normal());
    frame.quality.push_back(Quality::kMeasured);
    frame.temperature.push_back(static_cast<float>(celsius + random.Normal()));
  }
  return frame;
}

MeterFrame Cut(const MeterFrame& frame, std::size_t from, std::size_t to) {
  MeterFrame part = frame;
  const auto cut = [&](auto& column) {
    column.assign(column.begin() + static_cast<std::ptrdiff_t>(from), column.begin() + static_cast<std::ptrdiff_t>(to));
  };
  cut(part.time), cut(part.value), cut(part.quality), cut(part.temperature);
  return part;
}

void PushReadings(benchmark::State& run, LiveMembers::Speaking speaking) {
  const MeterFrame whole = BenchOffice(1);
  const std::size_t middle = whole.size() * kTrained / (kTrained + kReplayed);
  const auto model = LiveModel::Of(MeterModel::Fit(Clean(Cut(whole, 0, middle), {}, Mode::kReview)), speaking);
  const std::vector<LiveCell> cells = LiveCellsOf(Clean(Cut(whole, middle, whole.size()), {}, Mode::kLive));
  LiveBaseline room;
  LiveState begun;
  const std::size_t warm = cells.size() - 48;
  for (std::size_t i = 0; i < warm; ++i) model->Push(cells[i], room, begun);
  std::vector<double> single;
  for (auto unused : run) {
    run.PauseTiming();
    std::vector<LiveState> states(kMeters, begun);
    run.ResumeTiming();
    for (std::size_t i = warm; i < cells.size(); ++i) {
      for (LiveState& state : states) {
        const auto began = std::chrono::steady_clock::now();
        benchmark::DoNotOptimize(model->Push(cells[i], room, state));
        single.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - began).count());
      }
    }
  }
  run.SetItemsProcessed(static_cast<std::int64_t>(single.size()));
  std::ranges::sort(single);
  run.counters["p50_us"] = single[single.size() / 2];
  run.counters["p99_us"] = single[single.size() * 99 / 100];
  run.counters["state_bytes"] = sizeof(LiveState);
}

BENCHMARK_CAPTURE(PushReadings, baseline_and_rules, LiveMembers::Speaking::kRules);
BENCHMARK_CAPTURE(PushReadings, all_members, LiveMembers::Speaking::kAll);

}  // namespace
}  // namespace kilowatch

BENCHMARK_MAIN();
