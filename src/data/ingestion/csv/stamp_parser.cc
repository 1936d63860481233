#include "data/ingestion/csv/stamp_parser.h"

#include <algorithm>
#include <chrono>
#include <cstring>

#include "data/ingestion/csv/stamp_parts.h"

namespace kilowatch {
namespace {

constexpr std::int64_t kDay = 86400;
constexpr std::int64_t kFarthest = 250'000'000'000;  // seconds; the year 9892

int TwoDigits(const char* at) {
  const unsigned tens = static_cast<unsigned char>(at[0]) - '0';
  const unsigned ones = static_cast<unsigned char>(at[1]) - '0';
  return tens <= 9 && ones <= 9 ? static_cast<int>(tens * 10 + ones) : 100;
}

// "2016-01-31" and a blank or a T, and those are the parts that were read.
bool IsIsoDate(std::string_view date, const StampParts& parts) {
  if (date.size() != 11 || date[4] != '-' || date[7] != '-' || (date[10] != ' ' && date[10] != 'T')) return false;
  return TwoDigits(&date[0]) * 100 + TwoDigits(&date[2]) == parts.year && TwoDigits(&date[5]) == parts.month && TwoDigits(&date[8]) == parts.day;
}

}  // namespace

StampParser::StampParser(TimeFormat format, TimeZone zone) : format_(std::move(format)), zone_(zone) {
  const auto& parts = format_.parts;
  const auto hour = std::ranges::find(parts, StampPart::kHour);
  if (format_.kind != TimeFormat::Kind::kCivil || hour == parts.end() || format_.compact) return;
  std::vector<StampPart> clock(hour + 1, parts.end());
  if (!clock.empty() && clock.back() == StampPart::kOffset) clock.pop_back();
  has_second_ = clock.size() == 2 && clock[1] == StampPart::kSecond;
  can_remember_ = !clock.empty() && clock[0] == StampPart::kMinute && (clock.size() == 1 || has_second_);
}

std::optional<ParsedStamp> StampParser::Parse(std::string_view text) {
  const std::size_t clock_size = has_second_ ? 8 : 5;
  if (!date_.empty() && text.size() == date_.size() + clock_size + suffix_.size() && std::memcmp(text.data(), date_.data(), date_.size()) == 0) {
    const char* clock = text.data() + date_.size();
    const int hour = TwoDigits(clock);
    const int minute = TwoDigits(clock + 3);
    const int second = has_second_ ? TwoDigits(clock + 6) : 0;
    const bool marks = clock[2] == ':' && (!has_second_ || clock[5] == ':');
    if (marks && hour < 24 && minute < 60 && second < 60 && std::memcmp(clock + clock_size, suffix_.data(), suffix_.size()) == 0) {
      return ParsedStamp{midnight_ + hour * 3600 + minute * 60 + second, is_instant_};
    }
  }
  date_.clear();
  if (!can_remember_) return ParseSimple(text);
  const auto parts = TakeApart(text, format_);
  const auto stamp = parts ? ParseCivil(*parts) : std::nullopt;
  if (stamp) Remember(text, *parts, *stamp);
  return stamp;
}

void StampParser::Remember(std::string_view text, const StampParts& parts, ParsedStamp stamp) {
  const std::size_t clock_size = has_second_ ? 8 : 5;
  if (parts.hour_at == 0 || parts.hour_at + clock_size > text.size() || parts.hour >= 24 || parts.second >= 60) return;
  const std::string_view suffix = text.substr(parts.hour_at + clock_size);
  // Only a clock in the fixed layout, and a suffix that cannot change its reading, may be taken as they stand.
  const char* clock = text.data() + parts.hour_at;
  if (clock[2] != ':' || (has_second_ && clock[5] != ':')) return;
  if (TwoDigits(clock) != parts.hour || TwoDigits(clock + 3) != parts.minute || (has_second_ && TwoDigits(clock + 6) != parts.second)) return;
  if (!suffix.empty() && (!CarriesOffset(format_) || std::string_view("Zz+- ").find(suffix.front()) == std::string_view::npos)) return;
  date_ = text.substr(0, parts.hour_at);
  suffix_ = suffix;
  midnight_ = stamp.seconds - (parts.hour * 3600 + parts.minute * 60 + parts.second);
  is_instant_ = stamp.is_instant;
  const bool year_first = format_.parts.size() > 2 && format_.parts[0] == StampPart::kYear && format_.parts[1] == StampPart::kMonth &&
                          format_.parts[2] == StampPart::kDay;
  is_iso_ = year_first && !format_.elapsed && IsIsoDate(date_, parts);
}

std::optional<ParsedStamp> StampParser::ParseSimple(std::string_view text) const {
  if (format_.kind != TimeFormat::Kind::kCivil) return ParseNumeric(text);
  const auto parts = TakeApart(text, format_);
  return parts ? ParseCivil(*parts) : std::nullopt;
}

std::optional<ParsedStamp> StampParser::ParseCivil(const StampParts& parts) const {
  const auto civil = CivilOf(parts, format_);
  if (!civil) return std::nullopt;
  if (format_.elapsed && parts.period >= 0) {
    const Instant instant = zone_.StartOfDay(civil->day) + civil->elapsed;
    if (instant >= zone_.StartOfDay(civil->day + std::chrono::days(1))) return std::nullopt;
    return ParsedStamp{EpochSeconds(instant), true};
  }
  const std::int64_t seconds = civil->day.time_since_epoch().count() * kDay + civil->clock.count();
  return parts.offset ? ParsedStamp{seconds - *parts.offset, true} : ParsedStamp{seconds, false};
}

std::optional<ParsedStamp> StampParser::ParseNumeric(std::string_view text) const {
  const auto seconds = NumericSeconds(text, format_.kind);
  return seconds ? std::optional(ParsedStamp{*seconds, format_.HasOffset()}) : std::nullopt;
}

TimeZone::Instants WallClock::ToInstants(std::int64_t wall) {
  if (!zone_.HasClockChanges()) return {FromEpochSeconds(wall), std::nullopt, true};
  if (wall >= sure_begin_ && wall < sure_end_) return {FromEpochSeconds(wall - offset_), std::nullopt, true};
  const TimeZone::Instants found = zone_.ToInstants(LocalTime(Seconds(wall)));
  if (!found.exists || found.second) return found;
  const TimeZone::Offset period = zone_.OffsetPeriod(found.first);
  // Clocks never move by more than a day, so this far from the changes every wall clock is passed once.
  constexpr Seconds kMargin{26 * 3600};
  const Instant begin = std::max(period.valid.begin, FromEpochSeconds(-kFarthest)) + kMargin;
  const Instant end = std::min(period.valid.end, FromEpochSeconds(kFarthest)) - kMargin;
  offset_ = period.seconds.count();
  sure_begin_ = EpochSeconds(begin) + offset_;
  sure_end_ = EpochSeconds(end) + offset_;
  return found;
}

}  // namespace kilowatch
