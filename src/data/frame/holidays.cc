#include "data/frame/holidays.h"

#include <algorithm>
#include <utility>

#include "data/frame/holidays_table.h"
#include "foundation/base/format_phrase.h"

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

}  // namespace

Result<Holidays> Holidays::ForCode(std::string_view code) {
  const std::string canonical = CanonicalHolidayCode(code);
  const HolidayTableEntry* entry = FindHolidayEntry(canonical);
  if (entry == nullptr) {
    return Fail(ErrorCode::kNotFound, FormatPhrase("no public holidays are known for \"{}\"", "aucun jour férié n’est connu pour « {} »", code),
                FormatPhrase("Use one of {}, or a file with one date a line", "Donnez un de ces codes : {}, ou un fichier avec une date par ligne",
                             ListHolidayCodes()));
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
