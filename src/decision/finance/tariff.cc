#include "decision/finance/tariff.h"

#include <fmt/format.h>

#include <algorithm>

#include "foundation/base/format_phrase.h"
#include "foundation/base/number.h"

namespace kilowatch {
namespace {

struct DefaultPrices {
  std::string_view currency;
  double electricity, gas, heat, water;  // per kWh; water per m³
  double electricity_co2_kg;
};

// Sources and rounding: README.md, "Defaults".
constexpr std::array<DefaultPrices, 8> kDefaults = {{
    {"EUR", 0.20, 0.08, 0.10, 3.5, 0.25},
    {"GBP", 0.25, 0.06, 0.09, 3.5, 0.21},
    {"USD", 0.13, 0.04, 0.07, 3.0, 0.37},
    {"CHF", 0.25, 0.12, 0.14, 4.0, 0.10},
    {"CAD", 0.13, 0.04, 0.08, 3.5, 0.12},
    {"AUD", 0.30, 0.06, 0.10, 4.0, 0.63},
    {"CNY", 0.70, 0.35, 0.30, 5.0, 0.57},
    {"KRW", 160, 80, 110, 2500, 0.42},
}};
constexpr double kGasCo2Kg = 0.183;
constexpr double kHeatCo2Kg = 0.18;
constexpr double kWaterCo2Kg = 0.18;

const DefaultPrices* FindDefaults(std::string_view currency) {
  const auto found = std::ranges::find(kDefaults, currency, &DefaultPrices::currency);
  return found == kDefaults.end() ? nullptr : &*found;
}

double DefaultCo2(Commodity commodity, const DefaultPrices& defaults) {
  switch (commodity) {
    case Commodity::kElectricity: return defaults.electricity_co2_kg;
    case Commodity::kGas: return kGasCo2Kg;
    case Commodity::kHeat: return kHeatCo2Kg;
    case Commodity::kWater: return kWaterCo2Kg;
    case Commodity::kOther: return kHeatCo2Kg;
  }
  return 0;
}

double DefaultPrice(Commodity commodity, const DefaultPrices& defaults) {
  switch (commodity) {
    case Commodity::kElectricity: return defaults.electricity;
    case Commodity::kGas: return defaults.gas;
    case Commodity::kHeat: return defaults.heat;
    case Commodity::kWater: return defaults.water;
    case Commodity::kOther: return defaults.heat;
  }
  return 0;
}

constexpr std::array<Commodity, 5> kAllCommodities = {Commodity::kElectricity, Commodity::kGas, Commodity::kHeat, Commodity::kWater,
                                                      Commodity::kOther};

}  // namespace

Result<Tariff> Tariff::Default(const Currency& currency) {
  const DefaultPrices* defaults = FindDefaults(currency.code);
  if (defaults == nullptr) {
    return Fail(ErrorCode::kConfiguration, FormatPhrase("no default price is known in {}", "aucun prix par défaut n’est connu en {}", currency.code),
                {"Give a price per kWh with --price or a tariff", "Donnez un prix par kWh avec --price ou un tarif"});
  }
  Tariff tariff;
  tariff.name_ = "default";
  tariff.currency_ = currency;
  for (const Commodity commodity : kAllCommodities) {
    tariff.by_commodity_[static_cast<std::size_t>(commodity)] = CommodityTariff{.base_price = DefaultPrice(commodity, *defaults),
                                                                                .windows = {},
                                                                                .co2_kg = DefaultCo2(commodity, *defaults),
                                                                                .price_assumed = true,
                                                                                .co2_assumed = true};
  }
  return tariff;
}

Tariff Tariff::Flat(double price, const Currency& currency) {
  const DefaultPrices* defaults = FindDefaults(currency.code);
  if (defaults == nullptr) defaults = &kDefaults.front();
  Tariff tariff;
  tariff.name_ = "flat";
  tariff.currency_ = currency;
  for (const Commodity commodity : kAllCommodities) {
    tariff.by_commodity_[static_cast<std::size_t>(commodity)] =
        CommodityTariff{.base_price = price, .windows = {}, .co2_kg = DefaultCo2(commodity, *defaults), .price_assumed = false, .co2_assumed = true};
  }
  return tariff;
}

std::optional<Tariff> Tariff::Named(const std::string& name) const {
  if (name.empty() || name == name_) return *this;
  const auto found = std::ranges::find(named_, name, &Tariff::name_);
  if (found != named_.end()) return *found;
  std::string plain = name;
  std::ranges::replace(plain, ',', '.');
  const auto price = ParseNumber(plain);
  return price && *price >= 0 ? std::optional(Flat(*price, currency_)) : std::nullopt;
}

const CommodityTariff* Tariff::For(Commodity commodity, Unit unit) const {
  const Unit priced = commodity == Commodity::kWater ? Unit::kM3 : Unit::kKwh;
  const auto& found = by_commodity_[static_cast<std::size_t>(commodity)];
  return unit == priced && found ? &*found : nullptr;
}

}  // namespace kilowatch
