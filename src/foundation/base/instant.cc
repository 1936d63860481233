#include "foundation/base/instant.h"

#include <charconv>

namespace kilowatch {
namespace {

void AppendPadded(std::int64_t value, int width, std::string& out) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  for (auto length = end - digits; length < width; ++length) out.push_back('0');
  out.append(digits, end);
}

void AppendDay(std::chrono::year_month_day day, std::string& out) {
  AppendPadded(static_cast<int>(day.year()), 4, out);
  out.push_back('-');
  AppendPadded(static_cast<unsigned>(day.month()), 2, out);
  out.push_back('-');
  AppendPadded(static_cast<unsigned>(day.day()), 2, out);
}

void AppendClock(std::int64_t second_of_day, std::string& out) {
  AppendPadded(second_of_day / 3600, 2, out);
  out.push_back(':');
  AppendPadded(second_of_day / 60 % 60, 2, out);
  out.push_back(':');
  AppendPadded(second_of_day % 60, 2, out);
}

// Takes exactly `width` digits off the front of `text`.
std::optional<int> TakeDigits(std::string_view& text, std::size_t width) {
  if (text.size() < width) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < width; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(width);
  return value;
}

bool TakeChar(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

// "Z", "+02:00", "+0200", "+02"; seconds east of UTC.
std::optional<int> TakeOffset(std::string_view& text) {
  if (text.empty()) return 0;
  if (TakeChar(text, 'Z') || TakeChar(text, 'z')) return 0;
  const int sign = text.front() == '-' ? -1 : 1;
  if (text.front() != '+' && text.front() != '-') return std::nullopt;
  text.remove_prefix(1);
  const auto hours = TakeDigits(text, 2);
  if (!hours) return std::nullopt;
  TakeChar(text, ':');
  const auto minutes = text.empty() ? std::optional(0) : TakeDigits(text, 2);
  if (!minutes || *hours > 14 || *minutes > 59) return std::nullopt;
  return sign * (*hours * 3600 + *minutes * 60);
}

}  // namespace

void AppendInstant(Instant t, std::string& out) {
  const auto day = std::chrono::floor<std::chrono::days>(t);
  AppendDay(day, out);
  out.push_back('T');
  AppendClock((t - day).count(), out);
  out.push_back('Z');
}

std::string FormatInstant(Instant t) {
  std::string out;
  AppendInstant(t, out);
  return out;
}

std::string FormatDay(LocalDay day) {
  std::string out;
  AppendDay(std::chrono::year_month_day(day), out);
  return out;
}

std::string FormatLocal(LocalTime t) {
  const auto day = std::chrono::floor<std::chrono::days>(t);
  std::string out = FormatDay(day);
  out.push_back('T');
  AppendClock((t - day).count(), out);
  return out;
}

std::string FormatDuration(Seconds length) {
  const std::int64_t s = length.count();
  if (s != 0 && s % 86400 == 0) return "P" + std::to_string(s / 86400) + "D";
  std::string out = "PT";
  if (s / 3600 != 0) out += std::to_string(s / 3600) + "H";
  if (s / 60 % 60 != 0) out += std::to_string(s / 60 % 60) + "M";
  if (s % 60 != 0 || s == 0) out += std::to_string(s % 60) + "S";
  return out;
}

std::optional<Instant> ParseInstant(std::string_view text) {
  const auto year = TakeDigits(text, 4);
  if (!year || !TakeChar(text, '-')) return std::nullopt;
  const auto month = TakeDigits(text, 2);
  if (!month || !TakeChar(text, '-')) return std::nullopt;
  const auto day = TakeDigits(text, 2);
  if (!day) return std::nullopt;
  const auto date = std::chrono::year(*year) / *month / *day;
  if (!date.ok()) return std::nullopt;
  const Instant midnight = std::chrono::sys_days(date);
  if (text.empty()) return midnight;
  if (!TakeChar(text, 'T') && !TakeChar(text, ' ')) return std::nullopt;
  const auto hour = TakeDigits(text, 2);
  if (!hour || !TakeChar(text, ':')) return std::nullopt;
  const auto minute = TakeDigits(text, 2);
  if (!minute) return std::nullopt;
  const auto second = TakeChar(text, ':') ? TakeDigits(text, 2) : std::optional(0);
  if (!second || *hour > 24 || *minute > 59 || *second > 59) return std::nullopt;
  const auto offset = TakeOffset(text);
  if (!offset || !text.empty()) return std::nullopt;
  return midnight + Seconds(*hour * 3600 + *minute * 60 + *second - *offset);
}

std::optional<Seconds> ParseDuration(std::string_view text) {
  const auto number = [&]() -> std::optional<std::int64_t> {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || value <= 0 || value > 366 * 86400) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
  };
  if (TakeChar(text, 'P')) {
    if (!TakeChar(text, 'T')) {
      const auto days = number();
      return days && text == "D" ? std::optional(Seconds(*days * 86400)) : std::nullopt;
    }
    std::int64_t total = 0;
    while (!text.empty()) {
      const auto part = number();
      if (!part) return std::nullopt;
      if (TakeChar(text, 'H'))
        total += *part * 3600;
      else if (TakeChar(text, 'M'))
        total += *part * 60;
      else if (TakeChar(text, 'S'))
        total += *part;
      else
        return std::nullopt;
    }
    return total > 0 ? std::optional(Seconds(total)) : std::nullopt;
  }
  const auto count = number();
  if (!count) return std::nullopt;
  if (text == "s") return Seconds(*count);
  if (text == "m" || text == "min") return Seconds(*count * 60);
  if (text == "h") return Seconds(*count * 3600);
  if (text == "d") return Seconds(*count * 86400);
  return std::nullopt;
}

}  // namespace kilowatch
