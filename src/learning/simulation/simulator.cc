#include "learning/simulation/simulator.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "learning/simulation/site_assembly.h"
#include "learning/simulation/site_load.h"

namespace kilowatch {
namespace {

// Degrees north of where most people of a country live, as far as it is not mid-latitude Europe.
constexpr std::array<std::pair<std::string_view, double>, 9> kLatitudes = {
    {{"AU", -34}, {"NZ", -39}, {"ZA", -30}, {"US", 39}, {"CA", 45}, {"KR", 37}, {"CN", 35}, {"GB", 52}, {"DE", 51}}};
constexpr double kUsualLatitude = 47;

double LatitudeOf(std::string_view zone) {
  const std::string_view country = CountryOfZone(zone);
  const auto found = std::ranges::find(kLatitudes, country, &std::pair<std::string_view, double>::first);
  return found == kLatitudes.end() ? kUsualLatitude : found->second;
}

Result<Holidays> FindHolidays(const SimulationOptions& options) {
  if (options.holidays == "none") return Holidays();
  if (!options.holidays.empty()) return Holidays::ForCode(options.holidays);
  const std::string_view country = CountryOfZone(options.zone);
  const auto codes = Holidays::Codes();
  return std::ranges::find(codes, country) == codes.end() ? Result<Holidays>(Holidays()) : Holidays::ForCode(country);
}

std::shared_ptr<const Weather> AsWeather(const SimulationClock& clock, const SimulatedClimate& climate) {
  auto weather = std::make_shared<Weather>();
  weather->name = climate.region;
  // One point an hour, at the middle of the hour's first cell: what a weather service would hand on.
  const auto every = static_cast<std::size_t>(Seconds(3600) / clock.step);
  for (std::size_t i = 0; i < clock.size(); i += every) {
    weather->time.push_back(clock.Start(i));
    weather->temperature_c.push_back(climate.temperature_c[i]);
  }
  return weather;
}

// In summer and at the turn of the year, as schools close.
bool IsSchoolHoliday(LocalDay day) {
  const std::chrono::year_month_day date(day);
  const unsigned month = static_cast<unsigned>(date.month()), of_month = static_cast<unsigned>(date.day());
  return (month == 7 && of_month >= 8) || month == 8 || (month == 12 && of_month >= 22) || (month == 1 && of_month <= 3);
}

std::vector<bool> ClosedDays(const BuildingProfile& profile, const SimulationClock& clock) {
  std::vector<bool> closed;
  for (const SimulationClock::Day& day : clock.days) {
    closed.push_back((profile.closes && day.holiday) || (profile.school_holidays && IsSchoolHoliday(day.date)));
  }
  return closed;
}

std::shared_ptr<const OpeningHours> OpeningHoursOf(const SitePlan& plan, const SimulationClock& clock, const std::vector<bool>& closed) {
  auto hours = std::make_shared<OpeningHours>();
  hours->open = OpenHoursOf(plan);
  for (std::size_t d = 0; d < closed.size(); ++d) {
    if (closed[d]) hours->closed_days.push_back(clock.days[d].date);
  }
  return hours;
}

}  // namespace

Result<Simulator> Simulator::Create(const SimulationOptions& options) {
  KW_RETURN_IF_ERROR(options.Validate());
  Simulator simulator;
  simulator.options_ = options;
  KW_ASSIGN(const TimeZone zone, TimeZone::Find(options.zone));
  KW_ASSIGN(simulator.holidays_, FindHolidays(options));
  simulator.clock_ = MakeSimulationClock(options.start, options.days, options.step, zone);
  for (SimulationClock::Day& day : simulator.clock_.days) day.holiday = simulator.holidays_.Contains(day.date);
  for (int r = 0; r < options.regions; ++r) {
    const std::string name = fmt::format("region-{}", r + 1);
    simulator.climates_.push_back(SimulateClimate(simulator.clock_, name, LatitudeOf(options.zone), Random(options.seed, name)));
    simulator.weather_.push_back(AsWeather(simulator.clock_, simulator.climates_.back()));
  }
  if (options.faults) {
    simulator.faults_of_site_.assign(static_cast<std::size_t>(options.sites), 0);
    Random random(options.seed, "faults");
    for (int i = 0; i < *options.faults; ++i) ++simulator.faults_of_site_[random.Below(static_cast<std::uint32_t>(options.sites))];
  }
  return simulator;
}

SimulatedSite Simulator::MakeSite(std::size_t index) const {
  SimulatedSite made;
  const std::string name = fmt::format("site-{:04}", index + 1);
  made.plan = DrawSite(options_, index, Random(options_.seed, name));
  const std::vector<bool> closed = ClosedDays(ProfileOf(made.plan.use), clock_);
  made.site = {name, clock_.zone, holidays_, weather_[made.plan.region], OpeningHoursOf(made.plan, clock_, closed)};
  const SimulatedClimate& climate = climates_[made.plan.region];
  const SiteLoad load = SimulateLoad(made.plan, clock_, climate, closed, Random(options_.seed, name + "/load"));
  const std::optional<int> faults = options_.faults ? std::optional(faults_of_site_[index]) : std::nullopt;
  made.meters = AssembleMeters({name, options_, made.plan, clock_, climate, load, faults}, Random(options_.seed, name + "/anomalies"));
  return made;
}

}  // namespace kilowatch
