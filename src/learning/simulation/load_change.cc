#include "learning/simulation/load_change.h"

#include <algorithm>
#include <cmath>

namespace kilowatch {
namespace {

constexpr double kSmallestShare = 0.05;

std::uint32_t CellsOf(const SimulationClock& clock, double hours) {
  return std::max<std::uint32_t>(1, static_cast<std::uint32_t>(std::lround(hours / clock.Hours())));
}

// A place for an unbroken stretch, or nothing if it were longer than a quarter of the history.
std::optional<ChangedCells> Place(const SimulationClock& clock, double low_hours, double high_hours, Random& random) {
  const std::uint32_t length = CellsOf(clock, random.Uniform(low_hours, high_hours));
  if (length * 4 > clock.size()) return std::nullopt;
  const std::uint32_t begin = random.Below(static_cast<std::uint32_t>(clock.size() - length));
  return ChangedCells{begin, begin + length};
}

template <class Delta>
LoadChange Fill(InjectedKind kind, ChangedCells place, const Delta& delta_at) {
  LoadChange change{kind, {place}, place.begin, {}};
  change.delta.reserve(place.end - place.begin);
  for (std::uint32_t i = place.begin; i < place.end; ++i) change.delta.push_back(static_cast<float>(delta_at(i)));
  return change;
}

std::optional<LoadChange> DrawSpike(const LoadInView& view, Random& random) {
  const auto place = Place(view.clock, 0.25, 5, random);
  if (!place) return std::nullopt;
  const double size = random.Uniform(0.8, 3);
  return Fill(InjectedKind::kSpike, *place, [&](std::uint32_t i) { return size * std::max<double>(view.load[i], view.mean); });
}

// Whether the load is there at all, not in the middle of a closed summer.
bool IsBusy(const LoadInView& view, ChangedCells place, double share) {
  double sum = 0;
  for (std::uint32_t i = place.begin; i < place.end; ++i) sum += static_cast<double>(view.load[i]);
  return sum >= share * view.mean * (place.end - place.begin);
}

std::optional<LoadChange> DrawDip(const LoadInView& view, Random& random) {
  const auto place = view.generation ? Place(view.clock, 24, 240, random) : Place(view.clock, 2, 9, random);
  // Less of next to nothing is no event.
  if (!place || !IsBusy(view, *place, 0.8)) return std::nullopt;
  const double share = random.Uniform(0.4, 0.95);
  return Fill(InjectedKind::kDip, *place, [&](std::uint32_t i) { return -share * static_cast<double>(view.load[i]); });
}

std::optional<LoadChange> DrawLevelShift(const LoadInView& view, Random& random) {
  const auto place = Place(view.clock, 7 * 24, 30 * 24, random);
  if (!place || !IsBusy(view, *place, 0.5)) return std::nullopt;
  const double share = random.Uniform(0.2, 0.6) * (random.Chance(0.7) ? 1 : -1);
  return Fill(InjectedKind::kLevelShift, *place, [&](std::uint32_t i) { return share * static_cast<double>(view.load[i]); });
}

std::optional<LoadChange> DrawDrift(const LoadInView& view, Random& random) {
  const auto place = Place(view.clock, 30 * 24, 100 * 24, random);
  if (!place || !IsBusy(view, *place, 0.5)) return std::nullopt;
  const double share = random.Uniform(0.25, 0.6) / (place->end - place->begin);
  return Fill(InjectedKind::kDrift, *place, [&](std::uint32_t i) { return share * (i - place->begin + 1) * static_cast<double>(view.load[i]); });
}

// Closed stretches of the nights, or of the days that stay closed, within some days.
std::vector<ChangedCells> ClosedStretches(const LoadInView& view, std::size_t first_day, std::size_t last_day, bool nights) {
  std::vector<ChangedCells> found;
  const std::uint32_t begin = view.clock.days[first_day].begin, end = view.clock.days[last_day].end;
  for (std::uint32_t i = begin; i < end; ++i) {
    if (view.open[i] != 0) continue;
    std::uint32_t stop = i;
    while (stop < end && view.open[stop] == 0) ++stop;
    const double hours = (stop - i) * view.clock.Hours();
    const bool cut = i == begin || stop == end;
    if (!cut && (nights ? hours < 17 : hours >= 17)) found.push_back({i, stop});
    i = stop;
  }
  return found;
}

std::optional<LoadChange> DrawOffHours(const LoadInView& view, Random& random) {
  const bool nights = random.Chance(0.6);
  const std::size_t span = nights ? 4 + random.Below(12) : 8 + 7 * random.Below(3);
  if (view.clock.days.size() < 4 * span || view.open_mean <= 0) return std::nullopt;
  const std::size_t first = random.Below(static_cast<std::uint32_t>(view.clock.days.size() - span));
  LoadChange change{InjectedKind::kOffHoursExcess, ClosedStretches(view, first, first + span, nights), 0, {}};
  if (change.stretches.empty()) return std::nullopt;
  const double share = random.Uniform(0.4, 0.9);
  change.first = change.stretches.front().begin;
  change.delta.assign(change.stretches.back().end - change.first, 0);
  for (const ChangedCells& stretch : change.stretches) {
    for (std::uint32_t i = stretch.begin; i < stretch.end; ++i) {
      const double missing = std::max(0.1 * view.open_mean, view.open_mean - static_cast<double>(view.load[i]));
      change.delta[i - change.first] = static_cast<float>(share * missing);
    }
  }
  return change;
}

std::optional<LoadChange> DrawUnexplained(const LoadInView& view, Random& random) {
  const auto place = Place(view.clock, 24, 5 * 24, random);
  if (!place) return std::nullopt;
  double mean = 0;
  for (std::uint32_t i = place->begin; i < place->end; ++i) mean += static_cast<double>(view.climate.temperature_c[i]);
  mean /= place->end - place->begin;
  const double kelvin = random.Uniform(7, 16);
  const bool heats = mean > view.heating_point + 2 && view.heating_slope > 0;
  const bool cools = mean < view.cooling_point - 8 && view.cooling_slope > 0;
  if (!heats && !cools) return std::nullopt;
  const double slope = heats ? view.heating_slope : view.cooling_slope;
  return Fill(InjectedKind::kUnexplained, *place, [&](std::uint32_t i) { return kelvin * slope * (view.open[i] != 0 ? 1 : 0.7); });
}

std::optional<LoadChange> DrawAny(InjectedKind kind, const LoadInView& view, Random& random) {
  if (view.generation && kind != InjectedKind::kDip) return std::nullopt;
  switch (kind) {
    case InjectedKind::kSpike: return DrawSpike(view, random);
    case InjectedKind::kDip: return DrawDip(view, random);
    case InjectedKind::kLevelShift: return DrawLevelShift(view, random);
    case InjectedKind::kDrift: return DrawDrift(view, random);
    case InjectedKind::kOffHoursExcess: return DrawOffHours(view, random);
    case InjectedKind::kUnexplained: return DrawUnexplained(view, random);
    default: return std::nullopt;
  }
}

}  // namespace

LoadInView ViewLoad(const std::vector<float>& load, const std::vector<std::uint8_t>& open, const SimulationClock& clock,
                    const SimulatedClimate& climate) {
  LoadInView view{load, open, clock, climate};
  double open_sum = 0;
  std::size_t open_cells = 0;
  for (std::size_t i = 0; i < load.size(); ++i) {
    view.mean += static_cast<double>(load[i]);
    if (open[i] == 0) continue;
    open_sum += static_cast<double>(load[i]);
    ++open_cells;
  }
  if (!load.empty()) view.mean /= static_cast<double>(load.size());
  if (open_cells > 0) view.open_mean = open_sum / static_cast<double>(open_cells);
  return view;
}

std::optional<LoadChange> DrawLoadChange(InjectedKind kind, const LoadInView& view, Random& random) {
  auto change = DrawAny(kind, view, random);
  if (!change || ShareOf(*change, view.load) < kSmallestShare) return std::nullopt;
  return change;
}

void AddChange(const LoadChange& change, std::size_t size, std::vector<float>& column) {
  if (column.empty()) column.assign(size, 0);
  for (std::size_t i = 0; i < change.delta.size(); ++i) column[change.first + i] += change.delta[i];
}

double ShareOf(const LoadChange& change, const std::vector<float>& load) {
  double changed = 0, whole = 0;
  for (const ChangedCells& stretch : change.stretches) {
    for (std::uint32_t i = stretch.begin; i < stretch.end; ++i) {
      changed += std::fabs(static_cast<double>(change.delta[i - change.first]));
      whole += static_cast<double>(load[i]);
    }
  }
  if (changed == 0) return 0;
  return whole > 0 ? changed / whole : 1;
}

}  // namespace kilowatch
