#include "learning/simulation/climate.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace kilowatch {
namespace {

constexpr double kTurn = 2 * std::numbers::pi;

// Autocorrelated noise with unit variance: exp(-lag / memory).
class RedNoise {
 public:
  RedNoise(double memory_hours, double step_hours)
      : keep_(static_cast<float>(std::exp(-step_hours / memory_hours))), fresh_(std::sqrt(1 - keep_ * keep_)) {}
  float Next(Random& random) { return state_ = keep_ * state_ + fresh_ * QuickNormal(random); }

 private:
  float keep_;
  float fresh_;
  float state_ = 0;
};

double DayOfYear(LocalDay day) {
  const std::chrono::year_month_day date(day);
  return static_cast<double>((day - LocalDay(date.year() / 1 / 1)).count());
}

}  // namespace

SimulationClock MakeSimulationClock(LocalDay start, int days, Seconds step, const TimeZone& zone) {
  SimulationClock clock;
  clock.step = step;
  clock.zone = zone;
  clock.begin = zone.StartOfDay(start);
  const auto size = static_cast<std::size_t>((zone.StartOfDay(start + std::chrono::days(days)) - clock.begin) / step);
  clock.day_of.reserve(size);
  clock.minute_of_day.reserve(size);
  TimeZone::Offset offset = zone.OffsetPeriod(clock.begin);
  for (std::size_t i = 0; i < size; ++i) {
    const Instant t = clock.Start(i);
    if (!offset.valid.Contains(t)) offset = zone.OffsetPeriod(t);
    const LocalTime local(t.time_since_epoch() + offset.seconds);
    const LocalDay date = std::chrono::floor<std::chrono::days>(local);
    if (clock.days.empty() || clock.days.back().date != date) {
      const auto weekday = static_cast<std::uint8_t>(std::chrono::weekday(date).iso_encoding() - 1);
      clock.days.push_back({date, static_cast<std::uint32_t>(i), 0, weekday, false});
    }
    clock.days.back().end = static_cast<std::uint32_t>(i + 1);
    clock.day_of.push_back(static_cast<std::uint32_t>(clock.days.size() - 1));
    clock.minute_of_day.push_back(static_cast<std::uint16_t>((local - date).count() / 60));
  }
  return clock;
}

SimulatedClimate SimulateClimate(const SimulationClock& clock, std::string region, double latitude, Random random) {
  SimulatedClimate climate{std::move(region), {}, {}};
  const std::size_t size = clock.size();
  climate.temperature_c.resize(size);
  climate.sun.resize(size);
  const bool south = latitude < 0;
  const double mean = 11.5 + random.Uniform(-1, 3);
  const double season = random.Uniform(7.5, 9.5);
  // Clocks run ahead of the sun by about what zones of mid-latitudes do; the winter offset stands for the longitude.
  const double solar_shift = random.Uniform(-0.4, 0.4);
  RedNoise front(70, clock.Hours()), gust(5, clock.Hours()), cloud(12, clock.Hours());
  const Seconds winter = std::min(clock.zone.OffsetAt(clock.begin), clock.zone.OffsetAt(clock.begin + Seconds(182 * 86400)));
  const double sine = std::sin(latitude / 360 * kTurn), cosine = std::cos(latitude / 360 * kTurn);
  double declination = 0, warm = 0;
  std::uint32_t day_before = UINT32_MAX;
  for (std::size_t i = 0; i < size; ++i) {
    if (clock.day_of[i] != day_before) {
      day_before = clock.day_of[i];
      const double day = DayOfYear(clock.days[day_before].date);
      declination = 0.409 * std::sin(kTurn * (day - 80) / 365.25);
      warm = std::cos(kTurn * (day - 201) / 365.25) * (south ? -1 : 1);
    }
    const auto seconds = static_cast<double>(((clock.Start(i) + clock.step / 2).time_since_epoch() + winter).count() % 86400);
    const double hour = seconds / 3600 + solar_shift;
    const double height = sine * std::sin(declination) + cosine * std::cos(declination) * std::cos(kTurn * (hour - 12) / 24);
    const double clear = std::clamp(0.62 + 0.08 * warm + 0.28 * cloud.Next(random), 0.08, 1.0);
    climate.sun[i] = static_cast<float>(std::max(0.0, height) * clear);
    const double swing = (2.6 + 1.6 * warm) * clear * 1.5 * std::cos(kTurn * (hour - 15) / 24);
    climate.temperature_c[i] = static_cast<float>(mean + season * warm + swing + 3.2 * front.Next(random) + 0.7 * gust.Next(random));
  }
  // Thermometers of weather services speak in tenths.
  for (float& t : climate.temperature_c) t = std::round(t * 10) / 10;
  return climate;
}

}  // namespace kilowatch
