#include "foundation/base/money.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kilowatch {
namespace {

// ISO 4217, the currencies whose minor unit is not a hundredth.
constexpr std::array<std::string_view, 16> kNoDecimals = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW",
                                                          "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"};
constexpr std::array<std::string_view, 7> kThreeDecimals = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};

}  // namespace

std::optional<Currency> ParseCurrency(std::string_view code) {
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (code.size() != 3 || !std::ranges::all_of(code, capital)) return std::nullopt;
  const bool none = std::ranges::find(kNoDecimals, code) != kNoDecimals.end();
  const bool three = std::ranges::find(kThreeDecimals, code) != kThreeDecimals.end();
  return Currency{std::string(code), none ? 0 : three ? 3 : 2};
}

Money RoundToMoney(double amount, const Currency& currency) {
  if (std::isnan(amount)) return {};
  constexpr double kLimit = 9e18;
  const double minor = std::round(amount * std::pow(10.0, currency.decimals));
  return {static_cast<std::int64_t>(std::clamp(minor, -kLimit, kLimit))};
}

std::string FormatMoney(Money money, const Currency& currency) {
  std::string digits = std::to_string(money.minor);
  const bool negative = digits.front() == '-';
  if (negative) digits.erase(0, 1);
  const auto decimals = static_cast<std::size_t>(currency.decimals);
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  if (decimals > 0) digits.insert(digits.size() - decimals, ".");
  return negative ? "-" + digits : digits;
}

}  // namespace kilowatch
