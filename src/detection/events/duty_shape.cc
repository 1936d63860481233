#include "detection/events/duty_shape.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace kilowatch {
namespace {

constexpr double kMildLow = 15;
constexpr double kMildHigh = 20;
constexpr std::size_t kLeastDays = 20;
constexpr double kBusyShare = 0.9;

double QuantileOf(std::vector<double>& values, double share) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::ranges::nth_element(values, at);
  return *at;
}

bool IsMild(const CleanBlock& block, const BlockDay& day) {
  if (block.temperature().empty()) return true;
  double sum = 0;
  std::uint32_t known = 0;
  for (std::uint32_t i = day.begin; i < day.end; ++i) {
    if (!std::isfinite(block.temperature()[i])) continue;
    sum += static_cast<double>(block.temperature()[i]);
    ++known;
  }
  const double mean = sum / known;
  return known > 0 && mean >= kMildLow && mean <= kMildHigh;
}

struct Sums {
  double energy = 0, hours = 0;
  double Mean() const { return hours > 0 ? energy / hours : 0; }
};

}  // namespace

std::optional<DutyShape> MeasureDuty(const CleanBlock& block) {
  if (block.grid().step() > Seconds(3600) || block.size() == 0) return std::nullopt;
  const double hours = static_cast<double>(block.grid().step().count()) / 3600;
  const std::size_t per_day = block.grid().StepsPerDay();
  const std::size_t night = per_day * 5 / 24;
  std::vector<double> quiet;
  std::array<std::vector<double>, 3> busy;  // weekdays, Saturdays, Sundays
  std::array<Sums, 3> sums;
  std::size_t days = 0;
  DutyShape shape;
  for (const BlockDay& day : block.days()) {
    const std::size_t kind = day.weekday < 5 ? 0 : day.weekday - 4u;
    const bool mild = !day.holiday && IsMild(block, day);
    days += mild ? 1 : 0;
    for (std::uint32_t i = day.begin; i < day.end; ++i) {
      if (block.quality()[i] != Quality::kMeasured || !std::isfinite(block.value()[i])) continue;
      const double rate = block.value()[i] / hours;
      shape.hours += hours;
      if (day.holiday) continue;
      sums[kind].energy += block.value()[i];
      sums[kind].hours += hours;
      if (!mild) continue;
      if (block.slot_of_week()[i] % per_day < night) quiet.push_back(rate);
      busy[kind].push_back(rate);
    }
  }
  if (days < kLeastDays || quiet.empty() || busy[0].empty() || busy[1].empty() || busy[2].empty()) return std::nullopt;
  shape.quiet = QuantileOf(quiet, 0.5);
  shape.busy = QuantileOf(busy[0], kBusyShare);
  const std::size_t rest = sums[1].Mean() < sums[2].Mean() ? 1 : 2;
  shape.weekend = QuantileOf(busy[rest], kBusyShare);
  shape.weekday_mean = sums[0].Mean();
  shape.weekend_mean = sums[rest].Mean();
  shape.weekend_hours = sums[rest].hours;
  if (!(shape.quiet > 0 && shape.busy > 0 && shape.weekend > 0)) return std::nullopt;
  return shape;
}

}  // namespace kilowatch
