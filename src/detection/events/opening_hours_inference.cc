#include "detection/events/opening_hours_inference.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace kilowatch {
namespace {

constexpr std::size_t kHours = 168;
constexpr double kOpenLevel = 0.4;
constexpr double kLeastContrast = 1.25;

// Median load of each hour of the week; nothing where an hour has too few readings.
std::optional<std::array<double, kHours>> MedianWeek(const CleanBlock& block) {
  const std::size_t per_hour = block.grid().StepsPerDay() / 24;
  if (per_hour == 0) return std::nullopt;
  std::array<std::vector<double>, kHours> loads;
  for (std::size_t i = 0; i < block.size(); ++i) {
    const bool ordinary = std::isfinite(block.input()[i]) && !block.days()[block.day_of()[i]].holiday;
    const std::size_t hour = block.slot_of_week()[i] / per_hour;
    if (ordinary && hour < kHours) loads[hour].push_back(block.input()[i]);
  }
  std::array<double, kHours> week{};
  for (std::size_t hour = 0; hour < kHours; ++hour) {
    auto& load = loads[hour];
    if (load.size() < 2) return std::nullopt;
    const auto middle = load.begin() + static_cast<std::ptrdiff_t>(load.size() / 2);
    std::ranges::nth_element(load, middle);
    week[hour] = *middle;
  }
  return week;
}

}  // namespace

OpeningHours InferOpeningHours(const CleanBlock& block) {
  OpeningHours hours;
  hours.inferred = true;
  hours.open.fill(true);
  const auto week = MedianWeek(block);
  if (!week) return hours;
  auto sorted = *week;
  std::ranges::sort(sorted);
  const double quiet = sorted[kHours / 10];
  const double busy = sorted[kHours * 9 / 10];
  if (!(busy > 0) || busy < kLeastContrast * quiet) return hours;
  const double level = quiet + kOpenLevel * (busy - quiet);
  for (std::size_t hour = 0; hour < kHours; ++hour) hours.open[hour] = (*week)[hour] > level;
  const auto raw = hours.open;
  for (std::size_t hour = 0; hour < kHours; ++hour) {
    const bool before = raw[(hour + kHours - 1) % kHours];
    if (before == raw[(hour + 1) % kHours]) hours.open[hour] = before;
  }
  for (const BlockDay& day : block.days()) {
    if (day.holiday) hours.closed_days.push_back(day.date);
  }
  return hours;
}

OpeningHours OpeningHoursOf(const CleanBlock& block) { return block.site().opening_hours ? *block.site().opening_hours : InferOpeningHours(block); }

bool HasClosedHours(const OpeningHours& hours) {
  return !std::ranges::all_of(hours.open, [](bool open) { return open; }) || (!hours.inferred && !hours.closed_days.empty());
}

}  // namespace kilowatch
