#include "data/frame/holidays.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "data/frame/holidays_table.h"

namespace kilowatch {
namespace {

unsigned HolidayDigit(char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); }

void AppendHolidays(std::string_view text, std::vector<LocalDay>& out) {
  std::chrono::year year{kHolidayTableFirstYear};
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == ' ') {
      ++year;
      ++i;
      continue;
    }
    out.push_back(LocalDay(year / std::chrono::month(HolidayDigit(text[i])) / std::chrono::day(HolidayDigit(text[i + 1]))));
    i += 2;
  }
}

const HolidayTableEntry* FindHolidayEntry(std::string_view code) {
  const auto table = HolidayTable();
  const auto at = std::ranges::lower_bound(table, code, {}, &HolidayTableEntry::code);
  return at != table.end() && at->code == code ? &*at : nullptr;
}

// Codes are written in any case; "UK" is what people say for GB.
std::string CanonicalHolidayCode(std::string_view code) {
  std::string canonical;
  for (const char c : code) canonical += c == '_' ? '-' : (c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
  if (canonical == "UK" || canonical.starts_with("UK-")) canonical.replace(0, 2, "GB");
  return canonical;
}

std::string ListHolidayCodes() {
  std::string list;
  for (const auto& entry : HolidayTable()) {
    if (!list.empty()) list += ", ";
    list += entry.code;
  }
  return list;
}

std::string_view TrimmedHolidayLine(std::string_view line) {
  constexpr std::string_view kBlank = " \t\r\"\xEF\xBB\xBF";
  const auto begin = line.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(kBlank) - begin + 1);
}

std::optional<LocalDay> HolidayOfLine(std::string_view line) {
  const std::string_view date = line.substr(0, line.find_first_of(",; \t\""));
  const auto day = date.size() == 10 ? ParseInstant(date) : std::nullopt;
  if (!day) return std::nullopt;
  return LocalDay(std::chrono::floor<std::chrono::days>(*day).time_since_epoch());
}

}  // namespace

Result<Holidays> Holidays::FromText(std::string_view text, std::string code) {
  std::vector<LocalDay> days;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = TrimmedHolidayLine(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.front() == '#') continue;
    const auto day = HolidayOfLine(line);
    if (day) days.push_back(*day);
    if (!day && number > 1) {
      return Fail(ErrorCode::kConfiguration,
                  "line " + std::to_string(number) + " of the holidays is no date: \"" + std::string(line.substr(0, 60)) + "\"",
                  "Write one date a line, as 2024-12-24");
    }
  }
  return FromDays(std::move(days), std::move(code));
}

Result<Holidays> Holidays::ForCode(std::string_view code) {
  const std::string canonical = CanonicalHolidayCode(code);
  const HolidayTableEntry* entry = FindHolidayEntry(canonical);
  if (entry == nullptr) {
    return Fail(ErrorCode::kNotFound, "no public holidays are known for \"" + std::string(code) + "\"",
                "Use one of " + ListHolidayCodes() + ", or a file with one date a line");
  }
  std::vector<LocalDay> days;
  if (const HolidayTableEntry* base = FindHolidayEntry(entry->base)) AppendHolidays(base->days, days);
  AppendHolidays(entry->days, days);
  return FromDays(std::move(days), canonical);
}

Holidays Holidays::FromDays(std::vector<LocalDay> days, std::string code) {
  Holidays holidays;
  holidays.days_ = std::move(days);
  holidays.code_ = std::move(code);
  std::ranges::sort(holidays.days_);
  const auto repeated = std::ranges::unique(holidays.days_);
  holidays.days_.erase(repeated.begin(), repeated.end());
  return holidays;
}

std::vector<std::string> Holidays::Codes() {
  std::vector<std::string> codes;
  for (const auto& entry : HolidayTable()) codes.emplace_back(entry.code);
  return codes;
}

bool Holidays::Contains(LocalDay day) const { return std::ranges::binary_search(days_, day); }

}  // namespace kilowatch
