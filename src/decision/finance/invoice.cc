#include "decision/finance/invoice.h"

#include <algorithm>
#include <cmath>

#include "foundation/base/check.h"

namespace kilowatch {
namespace {

using std::chrono::days;
using std::chrono::minutes;

bool Holds(const TariffWindow& window, LocalTime t, const Holidays& holidays) {
  const LocalDay day = std::chrono::floor<days>(t);
  const std::chrono::year_month_day date(day);
  if (!window.months[static_cast<unsigned>(date.month()) - 1]) return false;
  if (window.holidays != HolidayRule::kAsWeekday && holidays.Contains(day) != (window.holidays == HolidayRule::kOnly)) return false;
  // A window of holidays alone holds whatever their weekday.
  const unsigned weekday = std::chrono::weekday(day).iso_encoding() - 1;
  if (window.holidays != HolidayRule::kOnly && !window.weekdays[weekday]) return false;
  const auto minute = std::chrono::duration_cast<minutes>(t - day).count();
  const bool over_midnight = window.to_minute <= window.from_minute;
  return over_midnight ? minute >= window.from_minute || minute < window.to_minute : minute >= window.from_minute && minute < window.to_minute;
}

// Books cells on the lines of a tariff: line 0 is the base price, line i + 1 window i.
class LineBook {
 public:
  LineBook(const CommodityTariff& tariff, const Site& site)
      : tariff_(tariff), site_(site), quantity_(tariff.windows.size() + 1), used_(quantity_.size()) {
    bounds_ = {0, 1440};
    for (const TariffWindow& window : tariff.windows) {
      bounds_.push_back(window.from_minute);
      bounds_.push_back(window.to_minute);
    }
    std::ranges::sort(bounds_);
  }

  void Add(Span cell, double amount) {
    if (tariff_.windows.empty()) return Book(0, amount);
    for (Instant t = cell.begin; t < cell.end;) {
      const LocalTime local = site_.zone.ToLocal(t);
      const Instant next = std::min(cell.end, NextChange(t, local));
      Book(LineAt(local),
           next - t == cell.Length() ? amount : amount * (static_cast<double>((next - t).count()) / static_cast<double>(cell.Length().count())));
      t = next;
    }
  }

  Invoice Write(const Currency& currency) const {
    constexpr double kLimitMinor = 1e15;
    const double limit = kLimitMinor / std::pow(10.0, currency.decimals);
    Invoice invoice;
    for (std::size_t line = 0; line < quantity_.size(); ++line) {
      if (!used_[line]) continue;
      const double price = line == 0 ? tariff_.base_price : tariff_.windows[line - 1].price;
      const Money amount = RoundToMoney(std::clamp(quantity_[line] * price, -limit, limit), currency);
      invoice.lines.push_back({line == 0 ? "base" : tariff_.windows[line - 1].name, quantity_[line], price, amount});
      invoice.total += amount;
    }
    return invoice;
  }

 private:
  void Book(std::size_t line, double amount) {
    quantity_[line] += amount;
    used_[line] = true;
  }

  std::size_t LineAt(LocalTime t) const {
    const auto found = std::ranges::find_if(tariff_.windows, [&](const TariffWindow& window) { return Holds(window, t, site_.holidays); });
    return found == tariff_.windows.end() ? 0 : static_cast<std::size_t>(found - tariff_.windows.begin()) + 1;
  }

  // The first instant after `t` at which another line may hold: a bound of a window, midnight, or a change of clocks.
  Instant NextChange(Instant t, LocalTime local) const {
    const LocalDay day = std::chrono::floor<days>(local);
    const auto minute = static_cast<int>(std::chrono::duration_cast<minutes>(local - day).count());
    const int bound = *std::ranges::upper_bound(bounds_, minute);
    return std::min(t + (LocalTime(day) + minutes(bound) - local), site_.zone.OffsetPeriod(t).valid.end);
  }

  const CommodityTariff& tariff_;
  const Site& site_;
  std::vector<double> quantity_;
  std::vector<bool> used_;
  std::vector<int> bounds_;  // minutes of the day, sorted
};

}  // namespace

Invoice Price(const Load& load, const CommodityTariff& tariff, const Currency& currency) {
  KW_CHECK(load.first + load.amount.size() <= load.grid.size());
  LineBook book(tariff, load.site);
  for (std::size_t i = 0; i < load.amount.size(); ++i) {
    if (std::isfinite(load.amount[i])) book.Add(load.grid.Cell(load.first + i), load.amount[i]);
  }
  return book.Write(currency);
}

EventCost CostOf(const EventLoads& loads, const CommodityTariff& tariff, const Currency& currency) {
  const std::size_t size = loads.actual.size();
  KW_CHECK(loads.expected.size() == size && loads.low.size() == size && loads.high.size() == size);
  // Only cells that every invoice can bill, so that the bills differ by the event alone.
  const auto bill = [&](std::span<const double> amount) {
    std::vector<double> billed(size, std::nan(""));
    for (std::size_t i = 0; i < size; ++i) {
      if (!std::isfinite(loads.actual[i]) || !std::isfinite(loads.expected[i])) continue;
      billed[i] = std::isfinite(amount[i]) ? amount[i] : loads.expected[i];
    }
    return Price({loads.grid, loads.site, loads.first, billed}, tariff, currency).total;
  };
  const Money actual = bill(loads.actual);
  EventCost cost{actual - bill(loads.expected), actual - bill(loads.high), actual - bill(loads.low), tariff.price_assumed};
  // A negative price turns the band around; rounding of several lines may cross by a minor unit.
  if (cost.high < cost.low) std::swap(cost.low, cost.high);
  cost.low = std::min(cost.low, cost.amount);
  cost.high = std::max(cost.high, cost.amount);
  return cost;
}

}  // namespace kilowatch
