#include "detection/models/baseline/causes.h"

#include <cmath>
#include <limits>

#include "detection/models/baseline/baseline.h"

namespace kilowatch {
namespace {

constexpr std::size_t kDaysOfYear = 366;
constexpr std::size_t kEveryDays = 6;  // as close as the climate's mean over days around needs

}  // namespace

// Averaged over the load, not taken at the average weather: what heats below 15 °C uses something in a year whose mean is 16.
double Baseline::UsualLoad(std::size_t slot) const {
  if (!model_.has_temperature()) return model_.At(slot, {}, 1);
  const std::size_t hour = HourClass(slot, model_.steps_per_day()) % 24;
  double sum = 0;
  std::size_t count = 0;
  for (std::size_t day = 1; day <= kDaysOfYear; day += kEveryDays, ++count) {
    sum += model_.At(slot, {climate_->Mean(day, hour), climate_->DayMean(day)}, day);
  }
  return sum / static_cast<double>(count);
}

std::vector<double> Baseline::UsualWeek() const {
  std::vector<double> week(model_.slots());
  for (std::size_t slot = 0; slot < week.size(); ++slot) week[slot] = UsualLoad(slot);
  return week;
}

ExpectationCauses Baseline::CausesOf(const LoadView& view, Mode mode, std::size_t cell) const {
  ExpectationCauses causes;
  const LevelSource source = mode == Mode::kLive ? LevelSource::kPast : LevelSource::kAround;
  const Modelled modelled = Model(view, 0);
  const double load = modelled.load[cell];
  if (std::isnan(load)) {
    causes.expected = load;
    return causes;
  }
  const double expected = AtLevel(load, LocalLevel(view, modelled.load, level_scale_, source)[view.day[cell]]);
  const std::vector<double> week = UsualWeek();
  const std::size_t slot = week.size() > 1 ? view.slot[cell] : 0;
  const std::size_t steps = model_.steps_per_day();
  double at_this_time = 0;
  for (std::size_t s = 0; s < week.size(); ++s) {
    causes.mean += week[s] / static_cast<double>(week.size());
    if (s % steps == slot % steps) at_this_time += week[s] / static_cast<double>(week.size() / steps);
  }
  causes.time_of_day = at_this_time - causes.mean;
  causes.weekday = week[slot] - at_this_time;
  if (week.size() > 1) causes.day_off = model_.SundayShare(view.holiday[cell]) * (week[OnSunday(slot, steps)] - week[slot]);
  causes.weather = load - week[slot] - causes.day_off;
  causes.level = expected - load;
  causes.temperature_known = model_.has_temperature() && !std::isnan(view.temperature[cell]);
  const double length = view.length.empty() ? 1 : view.length[cell];
  for (double* part : {&causes.mean, &causes.time_of_day, &causes.weekday, &causes.day_off, &causes.weather, &causes.level}) *part *= length;
  causes.expected = length * expected;
  return causes;
}

std::optional<ExpectationCauses> Baseline::CausesItself(const LoadView& view, std::size_t cell) {
  const Result<Baseline> own = FitModel(view);
  if (!own) return std::nullopt;
  return own->CausesOf(view, Mode::kReview, cell);
}

}  // namespace kilowatch
