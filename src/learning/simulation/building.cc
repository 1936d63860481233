#include "learning/simulation/building.h"

#include <cmath>

namespace kilowatch {
namespace {

constexpr std::string_view kNever = "000000000000000000000000";

constexpr std::array<BuildingProfile, kBuildingUseCount> kProfiles = {{
    {800, 12000, 3.5, 8, 9, 4, 0.55, 0.9, 0.05, true, false, {"000000138999889998531000", "000000001111110000000000", kNever}},
    {1500, 9000, 2.2, 8, 5, 3, 0.60, 0.2, 0.06, true, true, {"000000159999899975310000", kNever, kNever}},
    {900, 6000, 22, 14, 12, 6, 0.30, 1.1, 0.03, true, false, {"000000269999999999999510", "000000269999999999999510", "000000037999940000000000"}},
    {2000, 20000, 6, 8, 38, 5, 0.40, 0.3, 0.06, true, false, {"000016999999999999999610", "000014999999100000000000", kNever}},
    {1500, 9000, 5, 6, 8, 4, 0.50, 0.9, 0.05, false, false, {"333333469976544456889976", "333333469976544456889976", "333333469976544456889976"}},
    {5000, 40000, 12, 8, 12, 8, 0.60, 1.2, 0.03, false, false, {"444444579999999988776555", "444444556777777776665555", "444444556777777776665555"}},
    {55, 160, 1.4, 2, 6, 0.1, 0.9, 0.4, 0.40, false, false, {"211111368654565445899753", "211111236898876666899854", "211111236898876666899854"}},
}};

// Roughly the mean load, without heating and cooling.
double UsualKw(const BuildingProfile& profile, const SitePlan& plan) {
  return plan.area * plan.size * (profile.base + 0.35 * (profile.lighting + profile.process + profile.fans)) / 1000;
}

}  // namespace

const BuildingProfile& ProfileOf(BuildingUse use) { return kProfiles[static_cast<std::size_t>(use)]; }

std::string_view PermanentWasteName(PermanentWaste waste) {
  switch (waste) {
    case PermanentWaste::kNone: break;
    case PermanentWaste::kBaseLoad: return "high_base_load";
    case PermanentWaste::kWeekend: return "weekend_as_weekday";
  }
  return "";
}

SitePlan DrawSite(const SimulationOptions& options, std::size_t index, Random random) {
  SitePlan plan;
  plan.use = options.uses.empty() ? static_cast<BuildingUse>(index % kBuildingUseCount) : options.uses[index % options.uses.size()];
  const BuildingProfile& profile = ProfileOf(plan.use);
  const bool home = plan.use == BuildingUse::kHousehold;
  plan.region = index % static_cast<std::size_t>(options.regions);
  plan.area = std::round(profile.area_low * std::pow(profile.area_high / profile.area_low, random.Uniform()));
  plan.size = random.Uniform(0.75, 1.3);
  plan.heating_point = random.Uniform(13.5, 16.5);
  plan.cooling_point = random.Uniform(20, 23.5);
  plan.shift_minutes = random.Uniform(-50, 50);
  plan.sub_meters = random.Chance(options.sub_meter_share) && !home;
  plan.gas = random.Chance(options.gas_share);
  // Direct heaters, or a heat pump; a site heated with gas keeps the pumps.
  const double heating = random.Chance(0.4) ? 1 : 1 / random.Uniform(2.3, 3.2);
  plan.electric_heat = plan.gas ? 0.06 : heating;
  const bool pv = random.Chance(options.pv_share);
  const std::uint32_t pv_kind = random.Below(3);
  if (pv) plan.pv = static_cast<PvKind>(1 + pv_kind);
  // A register of a net meter would run backwards.
  if (pv && options.format.cumulative) plan.pv = PvKind::kExportMeter;
  plan.pv_kw = random.Uniform(1.5, 4) * UsualKw(profile, plan);
  const bool waste = random.Chance(options.permanent_waste_share);
  const bool weekend = random.Chance(0.5) && profile.use_by_hour[2] == kNever;
  if (waste) plan.waste = weekend ? PermanentWaste::kWeekend : PermanentWaste::kBaseLoad;
  plan.waste_size = random.Uniform(0.5, 1.2);
  return plan;
}

}  // namespace kilowatch
