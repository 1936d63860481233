#include "learning/simulation/site_load.h"

#include <algorithm>
#include <cmath>

namespace kilowatch {
namespace {

constexpr float kOpenFrom = 0.3F;

// How full the building is, in [0, 1]: linear between the hours' middles.
class UseOfDay {
 public:
  UseOfDay(const BuildingProfile& profile, double shift_minutes) {
    for (std::size_t kind = 0; kind < 3; ++kind) {
      for (int minute = 0; minute < 1440; ++minute) {
        const double hour = std::fmod((minute + shift_minutes - 30) / 60 + 24, 24.0);
        const int before = static_cast<int>(hour) % 24, after = (before + 1) % 24;
        const double share = hour - std::floor(hour);
        const auto full = [&](int h) { return (profile.use_by_hour[kind][static_cast<std::size_t>(h)] - '0') / 9.0; };
        table_[kind][static_cast<std::size_t>(minute)] = static_cast<float>((1 - share) * full(before) + share * full(after));
      }
    }
  }
  float At(std::size_t kind, std::uint16_t minute) const { return table_[kind][minute]; }

 private:
  std::array<std::array<float, 1440>, 3> table_{};
};

std::size_t DayKind(std::uint8_t weekday, bool closed) { return closed || weekday == 6 ? 2 : weekday == 5 ? 1 : 0; }

// How much each channel draws in kW, given use and weather.
struct Draw {
  float base, lighting, process, fans, heating, cooling;
  float heating_point, cooling_point;

  std::array<float, kChannelCount> At(float use, float sun, float warm, float felt) const {
    const float busy = use > 0.15F ? 1.0F : 0.0F;
    const float set_back = use > 0.15F ? 1.0F : 0.45F;
    std::array<float, kChannelCount> kw;
    kw[0] = lighting * (0.05F + 0.95F * use * (1 - 0.5F * sun));
    kw[1] = fans * busy + heating * std::max(0.0F, heating_point - felt) * set_back +
            cooling * std::max(0.0F, warm - cooling_point) * (0.15F + 0.85F * busy);
    kw[2] = process * use + 0.55F * base;
    kw[3] = 0.45F * base + 0.15F * process * use;
    return kw;
  }
};

Draw DrawOf(const SitePlan& plan) {
  const BuildingProfile& profile = ProfileOf(plan.use);
  const double kw = plan.area * plan.size / 1000;
  return {static_cast<float>(profile.base * kw),
          static_cast<float>(profile.lighting * kw),
          static_cast<float>(profile.process * kw),
          static_cast<float>(profile.fans * kw),
          static_cast<float>(profile.heating * kw * plan.electric_heat),
          static_cast<float>(profile.cooling * kw / 3),
          static_cast<float>(plan.heating_point),
          static_cast<float>(plan.cooling_point)};
}

// Multiplies by 1 + autocorrelated noise with the given spread, never below a twentieth.
void AddNoise(std::vector<float>& load, float spread, double hours, double memory_hours, Random random) {
  const auto keep = static_cast<float>(std::exp(-hours / memory_hours));
  const float fresh = spread * std::sqrt(1 - keep * keep);
  float state = 0;
  for (float& x : load) {
    state = keep * state + fresh * QuickNormal(random);
    x *= std::max(0.05F, 1 + state);
  }
}

// Temperature as a building feels it: behind the air by some hours.
std::vector<float> FeltTemperature(const SimulatedClimate& climate, double hours) {
  std::vector<float> felt(climate.temperature_c.size());
  const auto keep = static_cast<float>(std::exp(-hours / 9));
  float state = felt.empty() ? 0 : climate.temperature_c[0];
  for (std::size_t i = 0; i < felt.size(); ++i) felt[i] = state = keep * state + (1 - keep) * climate.temperature_c[i];
  return felt;
}

// How busy each day is beside its kind: a share around 1 that remembers yesterday.
std::vector<float> DayFactors(std::size_t days, Random random) {
  std::vector<float> factors(days);
  float state = 0;
  for (float& f : factors) {
    state = 0.5F * state + 0.035F * QuickNormal(random);
    f = 1 + state;
  }
  return factors;
}

void AddPermanentWaste(const SitePlan& plan, const SimulationClock& clock, const Draw& draw, SiteLoad& load) {
  if (plan.waste != PermanentWaste::kBaseLoad) return;
  const auto extra = static_cast<float>(plan.waste_size * draw.base * clock.Hours());
  for (float& x : load.channels[static_cast<std::size_t>(Channel::kRest)]) x += extra;
  load.permanent_waste[static_cast<std::size_t>(Channel::kRest)] = static_cast<double>(extra) * static_cast<double>(clock.size());
}

void FillChannels(const SitePlan& plan, const SimulationClock& clock, const SimulatedClimate& climate, const std::vector<bool>& closed,
                  const std::vector<float>& factors, SiteLoad& load) {
  const UseOfDay use_of_day(ProfileOf(plan.use), plan.shift_minutes);
  const Draw draw = DrawOf(plan);
  const std::vector<float> felt = FeltTemperature(climate, clock.Hours());
  const auto hours = static_cast<float>(clock.Hours());
  for (std::size_t d = 0; d < clock.days.size(); ++d) {
    const SimulationClock::Day& day = clock.days[d];
    const std::size_t kind = DayKind(day.weekday, closed[d]);
    const bool left_on = plan.waste == PermanentWaste::kWeekend && day.weekday >= 5 && !closed[d];
    for (std::size_t i = day.begin; i < day.end; ++i) {
      const float use = std::min(1.0F, use_of_day.At(kind, clock.minute_of_day[i]) * factors[d]);
      load.open[i] = use >= kOpenFrom;
      auto kw = draw.At(use, climate.sun[i], climate.temperature_c[i], felt[i]);
      if (left_on) {
        const auto busy = draw.At(use_of_day.At(0, clock.minute_of_day[i]) * factors[d], climate.sun[i], climate.temperature_c[i], felt[i]);
        for (std::size_t c = 0; c < kChannelCount; ++c) load.permanent_waste[c] += static_cast<double>((busy[c] - kw[c]) * hours);
        kw = busy;
      }
      for (std::size_t c = 0; c < kChannelCount; ++c) load.channels[c][i] = kw[c] * hours;
    }
  }
  AddPermanentWaste(plan, clock, draw, load);
}

void FillGas(const SitePlan& plan, const SimulationClock& clock, const SimulatedClimate& climate, const Draw& draw, SiteLoad& load) {
  if (!plan.gas) return;
  const double kw_per_k = ProfileOf(plan.use).heating * plan.area * plan.size / 1000 / 0.9;
  load.gas_slope = kw_per_k * clock.Hours();
  const std::vector<float> felt = FeltTemperature(climate, clock.Hours());
  load.gas.resize(clock.size());
  // Hot water and kitchens go on in summer.
  const double water = (0.12 * draw.process + 0.2 * draw.base) * clock.Hours();
  for (std::size_t i = 0; i < load.gas.size(); ++i) {
    const double set_back = load.open[i] != 0 ? 1 : 0.45;
    const double cold = std::max(0.0, plan.heating_point - static_cast<double>(felt[i]));
    load.gas[i] = static_cast<float>(load.gas_slope * cold * set_back + water * (load.open[i] != 0 ? 1 : 0.15));
  }
}

void FillPv(const SitePlan& plan, const SimulationClock& clock, const SimulatedClimate& climate, Random random, SiteLoad& load) {
  if (plan.pv == PvKind::kNone) return;
  load.pv.resize(clock.size());
  const double kwh = plan.pv_kw * clock.Hours() * random.Uniform(0.85, 1.05);
  for (std::size_t i = 0; i < load.pv.size(); ++i) {
    const auto gust = static_cast<double>(1 + 0.05F * QuickNormal(random));
    load.pv[i] = static_cast<float>(kwh * static_cast<double>(climate.sun[i]) * gust);
  }
}

}  // namespace

SiteLoad SimulateLoad(const SitePlan& plan, const SimulationClock& clock, const SimulatedClimate& climate, const std::vector<bool>& closed,
                      Random random) {
  SiteLoad load;
  load.open.resize(clock.size());
  for (auto& channel : load.channels) channel.resize(clock.size());
  const std::uint64_t seed = random.Next();
  FillChannels(plan, clock, climate, closed, DayFactors(clock.days.size(), Random(seed, "days")), load);
  const Draw draw = DrawOf(plan);
  load.heating_slope = static_cast<double>(draw.heating) * clock.Hours();
  load.cooling_slope = static_cast<double>(draw.cooling) * clock.Hours();
  FillGas(plan, clock, climate, draw, load);
  const auto process = static_cast<float>(ProfileOf(plan.use).noise);
  const std::array<float, kChannelCount> spreads = {0.04F, 0.08F, process, 0.05F};
  constexpr std::array<const char*, kChannelCount> kParts = {"lighting", "hvac", "process", "rest"};
  for (std::size_t c = 0; c < kChannelCount; ++c) AddNoise(load.channels[c], spreads[c], clock.Hours(), 4, Random(seed, kParts[c]));
  AddNoise(load.gas, 0.08F, clock.Hours(), 5, Random(seed, "gas"));
  FillPv(plan, clock, climate, Random(seed, "pv"), load);
  return load;
}

std::array<bool, 168> OpenHoursOf(const SitePlan& plan) {
  const UseOfDay use_of_day(ProfileOf(plan.use), plan.shift_minutes);
  std::array<bool, 168> open{};
  for (std::size_t hour = 0; hour < 168; ++hour) {
    const std::size_t kind = DayKind(static_cast<std::uint8_t>(hour / 24), false);
    open[hour] = use_of_day.At(kind, static_cast<std::uint16_t>(hour % 24 * 60 + 30)) >= kOpenFrom;
  }
  return open;
}

}  // namespace kilowatch
