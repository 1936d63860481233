#include "learning/simulation/simulation_options.h"

#include <array>
#include <cmath>
#include <utility>

#include "foundation/base/format_phrase.h"
#include "foundation/base/money.h"

namespace kilowatch {
namespace {

constexpr std::array<std::string_view, kBuildingUseCount> kUseNames = {"office", "school",   "supermarket", "factory",
                                                                       "hotel",  "hospital", "household"};
constexpr std::array<std::string_view, 4> kLayoutNames = {"long", "files", "wide", "hours"};
constexpr std::array<std::string_view, 5> kStampNames = {"utc", "offset", "local", "ampm", "epoch"};

template <class Enum, std::size_t kSize>
std::optional<Enum> FindName(const std::array<std::string_view, kSize>& names, std::string_view name) {
  for (std::size_t i = 0; i < kSize; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

Status Refuse(const Phrase& message, const Phrase& advice) { return Fail(ErrorCode::kInvalid, message, advice); }

bool IsShare(double value) { return value >= 0 && value <= 1; }
bool IsRate(double value) { return value >= 0 && value <= 1000; }

Status ValidateRates(const SimulationOptions& options) {
  const std::array<std::pair<Phrase, double>, 6> shares = {{{{"permanent waste", "gaspillage permanent"}, options.permanent_waste_share},
                                                            {{"sub-meters", "sous-compteurs"}, options.sub_meter_share},
                                                            {{"PV", "photovoltaïque"}, options.pv_share},
                                                            {{"gas", "gaz"}, options.gas_share},
                                                            {{"missing readings", "relevés manquants"}, options.missing_share},
                                                            {{"duplicates", "doublons"}, options.duplicate_share}}};
  for (const auto& [what, share] : shares) {
    if (!IsShare(share)) {
      return Refuse(FormatPhrase("the share of {} is not between 0 and 1", "la part de {} n’est pas entre 0 et 1", what),
                    {"Give a share such as 0.2", "Donnez une part, par exemple 0.2"});
    }
  }
  if (!IsRate(options.anomalies_per_meter_year) || !IsRate(options.logger_losses_per_site_year)) {
    return Refuse({"a rate per year is not between 0 and 1,000", "un taux annuel n’est pas entre 0 et 1 000"},
                  {"Give a rate such as 6", "Donnez un taux, par exemple 6"});
  }
  if (options.faults && (*options.faults < 0 || *options.faults > 1'000'000)) {
    return Refuse({"the number of faults is not between 0 and 1,000,000", "le nombre de défauts n’est pas entre 0 et 1 000 000"},
                  {"Give --faults 40", "Donnez --faults 40"});
  }
  if (!(options.electricity_price >= 0) || !(options.gas_price >= 0) || options.electricity_price > 1e6 || options.gas_price > 1e6) {
    return Refuse({"a price is negative or no number", "un prix est négatif ou n’est pas un nombre"},
                  {"Give a price for each kWh such as 0.20", "Donnez un prix par kWh, par exemple 0.20"});
  }
  return {};
}

Status ValidateFormat(const SimulationFormat& format) {
  if (format.layout != SimulationLayout::kWideByHour) return {};
  if (format.stamps == SimulationStamps::kEpoch || format.stamps == SimulationStamps::kAmPm || format.cumulative || format.end_of_interval) {
    return Refuse({"the layout \"hours\" has a date and a column for each interval: no stamps, interval ends or register",
                   "la disposition « hours » a une date et une colonne par intervalle : ni horodatage, ni fin d’intervalle, ni index"},
                  {"Leave these options out, or take another layout", "Retirez ces options, ou prenez une autre disposition"});
  }
  return {};
}

}  // namespace

std::string_view BuildingUseName(BuildingUse use) { return kUseNames[static_cast<std::size_t>(use)]; }
std::optional<BuildingUse> ParseBuildingUse(std::string_view name) { return FindName<BuildingUse>(kUseNames, name); }
std::string_view SimulationLayoutName(SimulationLayout layout) { return kLayoutNames[static_cast<std::size_t>(layout)]; }
std::optional<SimulationLayout> ParseSimulationLayout(std::string_view name) { return FindName<SimulationLayout>(kLayoutNames, name); }
std::string_view SimulationStampsName(SimulationStamps stamps) { return kStampNames[static_cast<std::size_t>(stamps)]; }
std::optional<SimulationStamps> ParseSimulationStamps(std::string_view name) { return FindName<SimulationStamps>(kStampNames, name); }

Status SimulationOptions::Validate() const {
  if (sites < 1 || sites > 10'000'000) {
    return Refuse({"the number of sites is not between 1 and 10,000,000", "le nombre de sites n’est pas entre 1 et 10 000 000"},
                  {"Give --sites 20", "Donnez --sites 20"});
  }
  if (days < 1 || days > 36'600) {
    return Refuse({"the number of days is not between 1 and 36,600", "le nombre de jours n’est pas entre 1 et 36 600"},
                  {"Give --days 365", "Donnez --days 365"});
  }
  if (step < Seconds(60) || step > Seconds(3600) || 3600 % step.count() != 0 || step.count() % 60 != 0) {
    return Refuse({"the step does not divide an hour into whole minutes", "le pas ne divise pas l’heure en minutes entières"},
                  {"Give a step such as 15min, 30min or 1h", "Donnez un pas, par exemple 15min, 30min ou 1h"});
  }
  if (regions < 1 || regions > 1000) {
    return Refuse({"the number of regions is not between 1 and 1,000", "le nombre de régions n’est pas entre 1 et 1 000"}, {"Give 1", "Donnez 1"});
  }
  const std::chrono::year_month_day date(start);
  if (date.year() < std::chrono::year(1970) || date.year() > std::chrono::year(2200)) {
    return Refuse({"the start is not between 1970 and 2200", "le début n’est pas entre 1970 et 2200"},
                  {"Give a date such as 2023-01-01", "Donnez une date, par exemple 2023-01-01"});
  }
  if (!ParseCurrency(currency)) {
    return Refuse(FormatPhrase("\"{}\" is no currency", "« {} » n’est pas une monnaie", currency),
                  {"Give a code of three capital letters such as EUR", "Donnez un code de trois majuscules, par exemple EUR"});
  }
  KW_RETURN_IF_ERROR(ValidateRates(*this));
  return ValidateFormat(format);
}

}  // namespace kilowatch
