#include "learning/evaluation/injection.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "foundation/base/random.h"

namespace kilowatch {
namespace {

constexpr int kTries = 400;
constexpr double kMostTaken = 0.95;
constexpr double kReadShare = 0.9;
constexpr std::size_t kFirstDays = 56;
constexpr std::size_t kApartDays = 14;

// A block as the simulator's injectors want a load.
struct RealLoad {
  SimulationClock clock;
  SimulatedClimate climate;
  std::vector<float> load;  // the mean where there is no reading
  std::vector<std::uint8_t> open;
  std::vector<std::uint8_t> read;
  std::vector<std::uint8_t> taken;  // cells that no further anomaly may touch
  bool never_negative = true;
};

SimulationClock ClockOf(const CleanBlock& block) {
  SimulationClock clock;
  clock.begin = block.grid().Start(0);
  clock.step = block.grid().step();
  clock.zone = block.site().zone;
  clock.day_of.assign(block.day_of().begin(), block.day_of().end());
  for (const BlockDay& day : block.days()) clock.days.push_back({day.date, day.begin, day.end, day.weekday, day.holiday});
  for (std::size_t i = 0; i < block.size(); ++i) {
    const std::size_t step_of_day = block.slot_of_week()[i] % block.grid().StepsPerDay();
    clock.minute_of_day.push_back(static_cast<std::uint16_t>(step_of_day * 1440 / block.grid().StepsPerDay()));
  }
  return clock;
}

// Open: slots of the week that usually read more than half-way between the lowest and the highest slot.
std::vector<std::uint8_t> OpenCells(const CleanBlock& block, const std::vector<float>& load) {
  std::vector<double> sum(block.SlotsPerWeek(), 0), count(block.SlotsPerWeek(), 0);
  for (std::size_t i = 0; i < load.size(); ++i) {
    sum[block.slot_of_week()[i]] += static_cast<double>(load[i]);
    ++count[block.slot_of_week()[i]];
  }
  for (std::size_t s = 0; s < sum.size(); ++s) sum[s] = count[s] > 0 ? sum[s] / count[s] : 0;
  const double half = (std::ranges::min(sum) + std::ranges::max(sum)) / 2;
  std::vector<std::uint8_t> open;
  for (std::size_t i = 0; i < load.size(); ++i) open.push_back(sum[block.slot_of_week()[i]] > half ? 1 : 0);
  return open;
}

std::optional<RealLoad> LoadOf(const CleanBlock& block) {
  if (block.why_not() || block.grid().spacing() != Spacing::kFixed || block.grid().step() > Seconds(3600)) return std::nullopt;
  RealLoad real;
  double sum = 0, readings = 0;
  for (std::size_t i = 0; i < block.size(); ++i) {
    real.read.push_back(HasReading(block.quality()[i]) ? 1 : 0);
    if (real.read.back() == 0) continue;
    sum += block.value()[i];
    ++readings;
    real.never_negative = real.never_negative && block.value()[i] >= 0;
  }
  if (readings == 0 || sum <= 0) return std::nullopt;
  for (std::size_t i = 0; i < block.size(); ++i) real.load.push_back(static_cast<float>(real.read[i] != 0 ? block.value()[i] : sum / readings));
  real.clock = ClockOf(block);
  real.climate.temperature_c.assign(block.size(), 0);
  real.open = OpenCells(block, real.load);
  real.taken.assign(block.size(), 0);
  const std::size_t begin = std::min(kFirstDays, block.days().size() - 1);
  std::fill_n(real.taken.begin(), block.days()[begin].begin, std::uint8_t{1});
  return real;
}

bool IsFree(const RealLoad& real, const std::vector<ChangedCells>& stretches) {
  double cells = 0, read = 0;
  for (const ChangedCells& stretch : stretches) {
    for (std::uint32_t i = stretch.begin; i < stretch.end; ++i) {
      if (real.taken[i] != 0) return false;
      ++cells;
      read += real.read[i];
    }
  }
  return cells > 0 && read >= kReadShare * cells;
}

void Take(RealLoad& real, const std::vector<ChangedCells>& stretches) {
  const auto apart = static_cast<std::uint32_t>(static_cast<double>(kApartDays) * 24 / real.clock.Hours());
  const std::uint32_t begin = stretches.front().begin, end = stretches.back().end;
  const auto last = std::min<std::size_t>(end + apart, real.taken.size());
  std::fill(real.taken.begin() + (begin > apart ? begin - apart : 0), real.taken.begin() + static_cast<std::ptrdiff_t>(last), std::uint8_t{1});
}

void Put(const RealLoad& real, std::uint32_t cell, double value, MeterFrame& frame) {
  if (real.read[cell] == 0) return;
  frame.value[cell] = real.never_negative ? std::max(value, 0.0) : value;
  frame.label[cell] = 1;
}

void PutChange(RealLoad& real, InjectedKind kind, double share, Random& random, InjectedCopy& copy) {
  const LoadInView view = ViewLoad(real.load, real.open, real.clock, real.climate);
  for (int attempt = 0; attempt < kTries; ++attempt) {
    const auto change = DrawLoadChange(kind, view, random);
    if (!change || !IsFree(real, change->stretches)) continue;
    const bool takes = std::ranges::any_of(change->delta, [](float delta) { return delta < 0; });
    const double factor = (takes ? std::min(share, kMostTaken) : share) / ShareOf(*change, real.load);
    for (const ChangedCells& stretch : change->stretches) {
      for (std::uint32_t i = stretch.begin; i < stretch.end; ++i) {
        Put(real, i, static_cast<double>(real.load[i]) + factor * static_cast<double>(change->delta[i - change->first]), copy.frame);
      }
    }
    copy.injections.push_back({kind, change->stretches});
    Take(real, change->stretches);
    return;
  }
}

void PutFrozen(RealLoad& real, double hours, Random& random, InjectedCopy& copy) {
  const auto length = std::max<std::uint32_t>(1, static_cast<std::uint32_t>(std::lround(hours / real.clock.Hours())));
  if (real.load.size() < 4 * length + 2) return;
  for (int attempt = 0; attempt < kTries; ++attempt) {
    const std::uint32_t begin = 1 + random.Below(static_cast<std::uint32_t>(real.load.size()) - length - 1);
    const std::vector<ChangedCells> stretches = {{begin, begin + length}};
    if (real.read[begin - 1] == 0 || !IsFree(real, stretches)) continue;
    for (std::uint32_t i = begin; i < begin + length; ++i) Put(real, i, copy.frame.value[begin - 1], copy.frame);
    copy.injections.push_back({InjectedKind::kFrozen, stretches});
    Take(real, stretches);
    return;
  }
}

}  // namespace

std::optional<InjectedCopy> Inject(const CleanBlock& block, std::size_t size, int number, std::uint64_t seed) {
  auto real = LoadOf(block);
  if (!real) return std::nullopt;
  InjectedCopy copy{ReadingsOf(block), {}};
  copy.frame.label.assign(copy.frame.size(), 0);
  Random random(seed, fmt::format("{}/{}/{}", block.meter().name, size, number));
  // What needs most room first.
  for (const InjectedKind kind :
       {InjectedKind::kDrift, InjectedKind::kLevelShift, InjectedKind::kOffHoursExcess, InjectedKind::kDip, InjectedKind::kSpike}) {
    PutChange(*real, kind, kInjectionSizes[size].share, random, copy);
  }
  PutFrozen(*real, kInjectionSizes[size].frozen_hours, random, copy);
  return copy;
}

}  // namespace kilowatch
