#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kilowatch {

// An ISO 4217 currency and how many decimals its minor unit has.
struct Currency {
  std::string code = "EUR";
  int decimals = 2;

  bool operator==(const Currency&) const = default;
};

// Three capital letters; decimals are 0 for JPY, KRW and the like, 3 for KWD and the like, else 2.
std::optional<Currency> ParseCurrency(std::string_view code);

// An exact amount in minor units (cents). Sums of many amounts stay exact; one currency per portfolio, so it is not carried here.
struct Money {
  std::int64_t minor = 0;

  Money operator-() const { return {-minor}; }
  Money& operator+=(Money other) {
    minor += other.minor;
    return *this;
  }
  friend Money operator+(Money a, Money b) { return {a.minor + b.minor}; }
  friend Money operator-(Money a, Money b) { return {a.minor - b.minor}; }
  auto operator<=>(const Money&) const = default;
};

// `amount` in major units, rounded half away from zero to the minor unit. Clamped to what an int64 holds; NaN gives zero.
Money RoundToMoney(double amount, const Currency& currency);
// "-1234.50": decimal text, machine form.
std::string FormatMoney(Money money, const Currency& currency);

}  // namespace kilowatch
