#include <algorithm>
#include <array>
#include <charconv>

#include "data/ingestion/csv/meter_key.h"
#include "data/ingestion/csv/stamp_parser.h"
#include "data/ingestion/side_files.h"
#include "data/ingestion/side_rows.h"
#include "foundation/base/file.h"
#include "foundation/base/format_phrase.h"
#include "foundation/text/yaml.h"

namespace kilowatch {
namespace {

constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::optional<std::size_t> DayNumber(std::string_view word) {
  const std::string lower = LowerCell(word).substr(0, 3);
  const auto found = std::ranges::find(kDays, lower);
  return found == kDays.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - kDays.begin()));
}

// "mon-fri", "sat".
std::vector<std::size_t> DayRange(std::string_view text) {
  const std::size_t dash = text.find('-');
  const auto first = DayNumber(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : DayNumber(text.substr(dash + 1));
  std::vector<std::size_t> days;
  if (!first || !last) return days;
  for (std::size_t day = *first;; day = (day + 1) % 7) {
    days.push_back(day);
    if (day == *last) return days;
  }
}

std::optional<int> ClockMinutes(std::string_view text) {
  text = TrimCell(text);
  int hour = 0;
  int minute = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), hour);
  if (error != std::errc() || hour < 0 || hour > 24) return std::nullopt;
  const std::string_view rest = text.substr(static_cast<std::size_t>(end - text.data()));
  if (!rest.empty()) {
    if (rest.front() != ':' && rest.front() != 'h') return std::nullopt;
    if (rest.size() > 1 && std::from_chars(rest.data() + 1, rest.data() + rest.size(), minute).ec != std::errc()) return std::nullopt;
  }
  return hour * 60 + minute;
}

// Opens the hours that "08:00-18:00" touches; false where the text says no hours.
bool OpenHours(std::string_view text, const std::vector<std::size_t>& days, OpeningHours& hours) {
  while (!text.empty()) {
    const std::string_view one = text.substr(0, text.find(','));
    text = one.size() < text.size() ? text.substr(one.size() + 1) : std::string_view();
    const std::size_t dash = one.find('-');
    if (dash == std::string_view::npos) return false;
    const auto from = ClockMinutes(one.substr(0, dash));
    const auto to = ClockMinutes(one.substr(dash + 1));
    if (!from || !to || *from >= *to) return false;
    for (const std::size_t day : days) {
      for (int hour = *from / 60; hour * 60 < *to; ++hour) hours.open[day * 24 + static_cast<std::size_t>(hour)] = true;
    }
  }
  return true;
}

// "2016-12-26", or "2016-07-08/2016-09-01" for a term, both days included; false where the text is neither.
bool CloseDays(std::string_view text, OpeningHours& hours) {
  const auto day_of = [](std::string_view date) -> std::optional<LocalDay> {
    const auto read = ParseInstant(TrimCell(date));
    return read ? std::optional(LocalDay(std::chrono::floor<std::chrono::days>(*read).time_since_epoch())) : std::nullopt;
  };
  const std::size_t slash = text.find('/');
  const auto first = day_of(text.substr(0, slash));
  const auto last = slash == std::string_view::npos ? first : day_of(text.substr(slash + 1));
  if (!first || !last || *last < *first || *last - *first > std::chrono::days(400)) return false;
  for (LocalDay day = *first; day <= *last; day += std::chrono::days(1)) hours.closed_days.push_back(day);
  return true;
}

}  // namespace

Result<std::vector<LocalDay>> ReadDays(const TextFile& file, const CsvPlan& plan) {
  std::vector<LocalDay> days;
  StampParser parser(plan.time_format, {});
  const auto day_of = [&](std::span<const std::string_view> fields, std::size_t column) -> std::optional<LocalDay> {
    const auto stamp = column < fields.size() ? parser.Parse(TrimCell(fields[column])) : std::nullopt;
    if (!stamp) return std::nullopt;
    return std::chrono::floor<std::chrono::days>(LocalTime(Seconds(stamp->seconds)));
  };
  const auto row = [&](std::span<const std::string_view> fields, std::int64_t) {
    if (plan.time_columns.empty()) return;
    const auto first = day_of(fields, plan.time_columns[0]);
    const auto last = plan.end_column ? day_of(fields, *plan.end_column) : first;
    if (!first) return;
    const LocalDay end = std::min(last.value_or(*first), *first + std::chrono::days(400));
    for (LocalDay day = *first; day <= end; day += std::chrono::days(1)) days.push_back(day);
  };
  KW_RETURN_IF_ERROR(ForEachRow(file, plan, row));
  std::ranges::sort(days);
  days.erase(std::ranges::unique(days).begin(), days.end());
  return days;
}

std::vector<LocalDay> DatesOfLines(std::string_view text) {
  std::vector<LocalDay> days;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text = line.size() < text.size() ? text.substr(line.size() + 1) : std::string_view();
    if (const auto day = ParseInstant(TrimCell(line).substr(0, 10)))
      days.emplace_back(std::chrono::floor<std::chrono::days>(*day).time_since_epoch());
  }
  std::ranges::sort(days);
  days.erase(std::ranges::unique(days).begin(), days.end());
  return days;
}

Result<OpeningHours> ReadOpeningHours(const std::filesystem::path& path) {
  KW_ASSIGN(const std::string text, ReadFile(path));
  KW_ASSIGN(const YamlDocument document, ParseYaml(text, path.string()));
  OpeningHours hours;
  const auto wrong = [&](const std::string& pointer, const Phrase& what) {
    return Fail(ErrorCode::kConfiguration, FormatPhrase("{}: {}", "{} : {}", document.Where(pointer), what));
  };
  if (!document.value.is_object()) {
    return wrong("", {"a calendar is a mapping with \"open\" and \"closed\"", "un calendrier est une liste de clés avec « open » et « closed »"});
  }
  for (const auto& [key, value] : document.value.items()) {
    const std::string pointer = "/" + key;
    if (key == "open" && value.is_object()) {
      for (const auto& [days, times] : value.items()) {
        const std::vector<std::size_t> range = DayRange(days);
        if (range.empty()) {
          return wrong(pointer, FormatPhrase("\"{}\" is no day or range of days such as mon-fri",
                                             "« {} » n’est ni un jour ni une suite de jours comme mon-fri", days));
        }
        if (!times.is_string() || !OpenHours(times.get<std::string>(), range, hours)) {
          return wrong(pointer, {"hours are written as \"08:00-18:00\"", "les heures s’écrivent \"08:00-18:00\""});
        }
      }
    } else if (key == "closed" && value.is_array()) {
      for (const auto& day : value) {
        if (!day.is_string() || !CloseDays(day.get<std::string>(), hours)) {
          return wrong(pointer, {"closed days are written as 2016-12-26, or as 2016-07-08/2016-09-01 from the first to the last day",
                                 "les jours fermés s’écrivent 2016-12-26, ou 2016-07-08/2016-09-01 du premier au dernier jour"});
        }
      }
    } else {
      return wrong(pointer, FormatPhrase("unknown key \"{}\"; a calendar has \"open\" (a mapping) and \"closed\" (a list)",
                                         "clé inconnue « {} » ; un calendrier a « open » (une liste de clés) et « closed » (une liste)", key));
    }
  }
  std::ranges::sort(hours.closed_days);
  hours.closed_days.erase(std::ranges::unique(hours.closed_days).begin(), hours.closed_days.end());
  return hours;
}

}  // namespace kilowatch
