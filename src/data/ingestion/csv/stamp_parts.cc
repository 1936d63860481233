#include "data/ingestion/csv/stamp_parts.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdlib>

#include "data/ingestion/csv/cell_number.h"
#include "data/ingestion/csv/stamp.h"

namespace kilowatch {
namespace {

constexpr double kSpreadsheetEpoch = 25569;          // 1970-01-01 in days since 1899-12-30
constexpr std::int64_t kFarthest = 250'000'000'000;  // seconds; the year 9892

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || static_cast<unsigned char>(c) >= 0x80; }
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

// Reads the parts of one text from left to right.
class PartReader {
 public:
  PartReader(std::string_view text, const TimeFormat& format)
      : text_(text),
        format_(format),
        has_offset_(CarriesOffset(format)),
        has_half_(std::ranges::find(format.parts, StampPart::kAmPm) != format.parts.end()) {}

  bool Take(StampPart part, StampParts& out);

 private:
  bool AtEnd() const { return at_ >= text_.size(); }
  // Skips to the next digit or letter, also a T or h between digits and an h at the end. Returns whether a sign was passed.
  bool SkipMarks();
  bool MayBeAbsent(StampPart part) const;
  std::string_view Letters();
  // At most `width` digits; where the format is compact exactly as many.
  bool Number(std::size_t width, int& out);
  bool Year(int& out);
  bool Clock(StampPart part, StampParts& out);
  bool AmPm(std::optional<bool>& out);
  bool Period(int& out);
  bool Offset(std::optional<int>& out);

  std::string_view text_;
  const TimeFormat& format_;
  bool has_offset_;
  bool has_half_;  // of the day
  bool year_read_ = false;
  std::size_t at_ = 0;
};

bool PartReader::SkipMarks() {
  bool sign = false;
  while (!AtEnd()) {
    const char c = text_[at_];
    const std::string_view rest = text_.substr(at_);
    const char lower = Lower(c);
    const bool last = at_ + 1 == text_.size();
    if (rest.starts_with("\xC2\xA0")) {
      at_ += 2;
    } else if (rest.starts_with("\xE2\x80\xAF")) {
      at_ += 3;
    } else if (!IsDigit(c) && !IsLetter(c)) {
      sign = sign || c == '+' || c == '-';
      ++at_;
    } else if (at_ > 0 && (lower == 't' || lower == 'h') && !last && IsDigit(text_[at_ + 1])) {
      ++at_;
    } else if (at_ > 0 && lower == 'h' && last) {
      ++at_;  // "13h"
    } else {
      return sign;
    }
  }
  return sign;
}

bool PartReader::MayBeAbsent(StampPart part) const {
  switch (part) {
    case StampPart::kYear:
    case StampPart::kMonthName:
    case StampPart::kPeriod: return false;
    case StampPart::kMonth:
    case StampPart::kDay:
    case StampPart::kHour: return year_read_;
    default: return true;
  }
}

std::string_view PartReader::Letters() {
  const std::size_t begin = at_;
  while (!AtEnd() && IsLetter(text_[at_])) ++at_;
  return text_.substr(begin, at_ - begin);
}

bool PartReader::Number(std::size_t width, int& out) {
  std::size_t digits = 0;
  int value = 0;
  while (!AtEnd() && digits < width && IsDigit(text_[at_])) {
    value = value * 10 + (text_[at_++] - '0');
    ++digits;
  }
  if (digits == 0 || (format_.compact && digits < width)) return false;
  if (!format_.compact && !AtEnd() && IsDigit(text_[at_])) return false;
  out = value;
  return true;
}

bool PartReader::Year(int& out) {
  year_read_ = true;
  const std::size_t begin = at_;
  const std::size_t width = format_.two_digit_years ? 2 : 4;
  if (!Number(width, out) || (at_ - begin != 4 && width == 4)) return false;
  if (format_.two_digit_years) out += out >= 69 ? 1900 : 2000;
  return true;
}

// A minute or second; absent where the offset or the half of the day stands in its place.
bool PartReader::Clock(StampPart part, StampParts& out) {
  const std::size_t before = at_;
  const bool sign = SkipMarks();
  if (AtEnd()) return true;
  if (!IsDigit(text_[at_]) || (sign && has_offset_)) {
    at_ = before;
    return has_offset_ || has_half_;
  }
  if (!Number(2, part == StampPart::kMinute ? out.minute : out.second)) return false;
  const bool fraction = part == StampPart::kSecond && at_ + 1 < text_.size() && (text_[at_] == '.' || text_[at_] == ',') && IsDigit(text_[at_ + 1]);
  if (fraction) {
    ++at_;
    while (!AtEnd() && IsDigit(text_[at_])) ++at_;
  }
  return true;
}

bool PartReader::AmPm(std::optional<bool>& out) {
  const char first = Lower(text_[at_]);
  if (first != 'a' && first != 'p') return false;
  Letters();
  if (at_ + 1 < text_.size() && text_[at_] == '.') ++at_, Letters();
  out = first == 'p';
  return true;
}

bool PartReader::Period(int& out) {
  Letters();
  SkipMarks();
  return Number(format_.compact ? 2 : 3, out);
}

bool PartReader::Offset(std::optional<int>& out) {
  while (!AtEnd() && text_[at_] == ' ') ++at_;
  if (AtEnd()) return true;
  const char c = text_[at_];
  if (c == 'Z' || c == 'z' || text_.substr(at_).starts_with("UTC") || text_.substr(at_).starts_with("GMT")) {
    at_ += c == 'Z' || c == 'z' ? 1 : 3;
    out = 0;
    if (AtEnd()) return true;
  }
  if (text_[at_] != '+' && text_[at_] != '-') return true;
  const int sign = text_[at_++] == '-' ? -1 : 1;
  int parts[2] = {0, 0};
  for (int& part : parts) {
    if (!AtEnd() && text_[at_] == ':') ++at_;
    if (AtEnd()) break;
    if (at_ + 2 > text_.size() || !IsDigit(text_[at_]) || !IsDigit(text_[at_ + 1])) {
      if (&part == parts) return false;
      break;
    }
    part = (text_[at_] - '0') * 10 + (text_[at_ + 1] - '0');
    at_ += 2;
  }
  if (parts[0] > 15 || parts[1] > 59) return false;
  out = sign * (parts[0] * 3600 + parts[1] * 60);
  return true;
}

bool PartReader::Take(StampPart part, StampParts& out) {
  if (part == StampPart::kOffset) return Offset(out.offset);
  if (part == StampPart::kMinute || part == StampPart::kSecond) return Clock(part, out);
  SkipMarks();
  if (part == StampPart::kHour) out.hour_at = at_;
  if (AtEnd()) return MayBeAbsent(part);
  switch (part) {
    case StampPart::kYear: return Year(out.year);
    case StampPart::kMonth: return Number(2, out.month);
    case StampPart::kDay: return Number(2, out.day);
    case StampPart::kHour: return Number(2, out.hour);
    case StampPart::kMonthName: return (out.month = MonthOfName(Letters())) != 0;
    case StampPart::kAmPm: return AmPm(out.afternoon);
    case StampPart::kPeriod: return Period(out.period);
    default: Letters(); return true;
  }
}

// On the clock of 24 hours; nothing for "13:00 AM". "13:00 PM" is said by some.
std::optional<int> HourOf(const StampParts& parts) {
  if (!parts.afternoon) return parts.hour;
  if (parts.hour >= 1 && parts.hour <= 12) return parts.hour % 12 + (*parts.afternoon ? 12 : 0);
  return (*parts.afternoon ? parts.hour > 12 : parts.hour == 0) ? std::optional(parts.hour) : std::nullopt;
}

}  // namespace

bool CarriesOffset(const TimeFormat& format) { return std::ranges::find(format.parts, StampPart::kOffset) != format.parts.end(); }

std::optional<StampParts> TakeApart(std::string_view text, const TimeFormat& format) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  if (text.empty()) return std::nullopt;
  StampParts out;
  PartReader reader(text, format);
  for (const StampPart part : format.parts) {
    if (!reader.Take(part, out)) return std::nullopt;
  }
  return out;
}

std::optional<CivilStamp> CivilOf(const StampParts& parts, const TimeFormat& format) {
  const std::chrono::year_month_day date(std::chrono::year(parts.year), std::chrono::month(static_cast<unsigned>(parts.month)),
                                         std::chrono::day(static_cast<unsigned>(parts.day)));
  const auto hour = HourOf(parts);
  if (!date.ok() || !hour || *hour > 24 || parts.minute > 59 || parts.second > 60) return std::nullopt;
  if (*hour == 24 && (parts.minute > 0 || parts.second > 0)) return std::nullopt;
  CivilStamp civil{LocalDay(date), Seconds(*hour * 3600 + parts.minute * 60 + std::min(parts.second, 59)), Seconds(0)};
  if (parts.period < 0) return civil;
  const Seconds since = (parts.period - format.first_period) * format.period;
  if (since < Seconds(0) || since >= std::chrono::hours(format.elapsed ? 25 : 24)) return std::nullopt;
  (format.elapsed ? civil.elapsed : civil.clock) += since;
  return civil;
}

std::optional<std::int64_t> NumericSeconds(std::string_view text, TimeFormat::Kind kind) {
  const std::int64_t scale = kind == TimeFormat::Kind::kEpochMilliseconds   ? 1000
                             : kind == TimeFormat::Kind::kEpochMicroseconds ? 1000000
                             : kind == TimeFormat::Kind::kEpochNanoseconds  ? 1000000000
                                                                            : 1;
  const bool days = kind == TimeFormat::Kind::kSpreadsheetDays;
  std::int64_t whole = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
  if (!days && error == std::errc() && end == text.data() + text.size()) {
    const std::int64_t seconds = whole / scale - (whole % scale < 0 ? 1 : 0);
    return std::abs(seconds) > kFarthest ? std::nullopt : std::optional(seconds);
  }
  auto value = ParseCell(text, {'.', 0, false});
  if (!value) value = ParseCell(text, {',', 0, false});
  if (!value) return std::nullopt;
  const double seconds = days ? std::round((*value - kSpreadsheetEpoch) * 86400) : std::floor(*value / static_cast<double>(scale));
  if (std::fabs(seconds) > static_cast<double>(kFarthest)) return std::nullopt;
  return static_cast<std::int64_t>(seconds);
}

}  // namespace kilowatch
