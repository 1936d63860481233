#pragma once

#include <array>
#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "foundation/base/money.h"
#include "foundation/base/result.h"
#include "foundation/base/unit.h"

namespace kilowatch {

// Whether a window holds on public holidays.
enum class HolidayRule { kAsWeekday, kOnly, kNever };

// A price that holds at some hours instead of the base price. Hours, weekdays and months are those of the meter's wall clock; each moment
// is looked up by its own calendar day, so a window from 22:00 to 06:00 on Mondays means Monday 00:00-06:00 and Monday 22:00-24:00.
struct TariffWindow {
  std::string name;
  double price = 0;                                                        // major units of the currency per kWh or m³
  std::array<bool, 7> weekdays{true, true, true, true, true, true, true};  // Monday first
  std::array<bool, 12> months{true, true, true, true, true, true, true, true, true, true, true, true};
  int from_minute = 0;   // of the day, inclusive
  int to_minute = 1440;  // exclusive; not above from_minute: the window runs over midnight
  HolidayRule holidays = HolidayRule::kAsWeekday;
};

// What one commodity costs and emits per unit that it is counted in: kWh, for water m³.
struct CommodityTariff {
  double base_price = 0;                // where no window holds
  std::vector<TariffWindow> windows{};  // the first that holds counts
  double co2_kg = 0;                    // per kWh, for water per m³
  bool price_assumed = false;           // nobody gave it: a default
  bool co2_assumed = false;
};

// Prices per unit by commodity, in one currency. Immutable.
class Tariff {
 public:
  // What is assumed when nobody gives a price: rounded prices of non-household customers, taxes without VAT (see the room's page for
  // sources). Known for EUR, GBP, USD, CHF, CAD, AUD, CNY and KRW; error kConfiguration for another currency: a price must be given.
  static Result<Tariff> Default(const Currency& currency);
  // One price for each unit of whatever is counted, given by the user. CO2 factors are the currency's defaults, or those of EUR.
  static Tariff Flat(double price, const Currency& currency);
  // {"name", "currency", "electricity": {"price", "co2_kg", "windows": [{"name", "price", "from", "to", "days", "months", "holidays"}]},
  // "gas": …, "heat": …, "water": …, "other": …}. "from" and "to" are "HH:MM", days are "mon" … "sun", months 1 … 12, holidays is
  // "as_weekday", "only" or "never". A commodity that is not named keeps the currency's default, as assumed. An unknown or misspelt
  // key is an error kConfiguration that names it. "tariffs" maps names to further tariffs of the same currency, for meters that name one.
  static Result<Tariff> FromJson(const nlohmann::json& json);

  // What holds for a meter whose list says `name`: the tariff of that name, or one price where it is a number ("0.21"); this one where it is empty or its own
  // name. Nothing where the name is defined nowhere.
  std::optional<Tariff> Named(const std::string& name) const;

  const std::string& name() const { return name_; }
  const Currency& currency() const { return currency_; }
  // What a meter's unit costs; null where nothing can be priced: no consumption (Unit::kOther), gas in m³, no price known. Energy of an
  // unnamed commodity is priced as heat, as assumed.
  const CommodityTariff* For(Commodity commodity, Unit unit) const;

 private:
  static constexpr std::size_t kCommodities = 5;

  std::string name_;
  Currency currency_;
  std::array<std::optional<CommodityTariff>, kCommodities> by_commodity_;
  std::vector<Tariff> named_;
};

}  // namespace kilowatch
