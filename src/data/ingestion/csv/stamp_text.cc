#include "data/ingestion/csv/stamp.h"

#include <array>
#include <cctype>

#include "data/ingestion/csv/words.h"

namespace kilowatch {
namespace {

// By month: English, French, German, Dutch, Spanish, folded.
constexpr std::array<std::array<std::string_view, 6>, 12> kMonthNames = {{
    {"january", "janvier", "januar", "januari", "enero", "janner"},
    {"february", "fevrier", "februar", "februari", "febrero", "feber"},
    {"march", "mars", "marz", "maart", "marzo", "mrt"},
    {"april", "avril", "april", "april", "abril", "apr"},
    {"may", "mai", "mai", "mei", "mayo", "may"},
    {"june", "juin", "juni", "juni", "junio", "jun"},
    {"july", "juillet", "juli", "juli", "julio", "jul"},
    {"august", "aout", "august", "augustus", "agosto", "aug"},
    {"september", "septembre", "september", "september", "septiembre", "sept"},
    {"october", "octobre", "oktober", "oktober", "octubre", "okt"},
    {"november", "novembre", "november", "november", "noviembre", "nov"},
    {"december", "decembre", "dezember", "december", "diciembre", "dec"},
}};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80; }

// Reads the parts of one text from left to right.
class StampReader {
 public:
  StampReader(std::string_view text, const TimeFormat& format) : text_(text), format_(format) {}

  std::optional<Stamp> Read() {
    for (const StampPart part : format_.parts) {
      if (part == StampPart::kOffset) {
        ReadOffset();
        continue;
      }
      SkipMarks();
      if (place_ >= text_.size()) {
        if (!MayBeAbsent(part)) return std::nullopt;
        continue;
      }
      if (!ReadPart(part)) return std::nullopt;
    }
    return Finish();
  }

 private:
  void SkipMarks() {
    while (place_ < text_.size()) {
      const char c = text_[place_];
      const std::string_view rest = text_.substr(place_);
      if (rest.starts_with("\xC2\xA0")) {
        place_ += 2;
      } else if (rest.starts_with("\xE2\x80\xAF")) {
        place_ += 3;
      } else if (!IsDigit(c) && !IsLetter(c)) {
        ++place_;
      } else if ((c == 'T' || c == 't' || c == 'h' || c == 'H') && place_ > 0 && place_ + 1 < text_.size() && IsDigit(text_[place_ + 1])) {
        ++place_;
      } else if ((c == 'h' || c == 'H') && place_ > 0 && place_ + 1 == text_.size()) {
        ++place_;  // "13h"
      } else {
        return;
      }
    }
  }

  bool MayBeAbsent(StampPart part) const {
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

  std::string_view Letters() {
    const std::size_t begin = place_;
    while (place_ < text_.size() && IsLetter(text_[place_])) ++place_;
    return text_.substr(begin, place_ - begin);
  }

  bool Number(std::size_t widest, int& value) {
    std::size_t digits = 0;
    int number = 0;
    while (place_ < text_.size() && IsDigit(text_[place_]) && digits < widest) {
      number = number * 10 + (text_[place_] - '0');
      ++place_, ++digits;
    }
    if (digits == 0) return false;
    if (!format_.compact && place_ < text_.size() && IsDigit(text_[place_])) return false;
    value = number;
    return true;
  }

  bool ReadYear() {
    const std::size_t begin = place_;
    year_read_ = true;
    if (format_.two_digit_years) {
      if (!Number(2, year_)) return false;
      year_ += year_ >= 69 ? 1900 : 2000;
      return true;
    }
    return Number(4, year_) && place_ - begin == 4;
  }

  bool ReadPart(StampPart part) {
    switch (part) {
      case StampPart::kYear: return ReadYear();
      case StampPart::kMonth: return Number(2, month_);
      case StampPart::kDay: return Number(2, day_);
      case StampPart::kHour: return Number(2, hour_);
      case StampPart::kMinute: return Number(2, minute_);
      case StampPart::kSecond: return ReadSecond();
      case StampPart::kMonthName: return (month_ = MonthOfName(Letters())) != 0;
      case StampPart::kAmPm: return ReadAmPm();
      case StampPart::kPeriod: return ReadPeriod();
      case StampPart::kWord: Letters(); return true;
      case StampPart::kOffset: return true;
    }
    return false;
  }

  bool ReadSecond() {
    if (!Number(2, second_)) return false;
    if (place_ + 1 < text_.size() && (text_[place_] == '.' || text_[place_] == ',') && IsDigit(text_[place_ + 1])) {
      ++place_;
      while (place_ < text_.size() && IsDigit(text_[place_])) ++place_;
    }
    return true;
  }

  bool ReadAmPm() {
    const char first = static_cast<char>(std::tolower(static_cast<unsigned char>(text_[place_])));
    if (first != 'a' && first != 'p') return false;
    Letters();
    if (place_ + 1 < text_.size() && text_[place_] == '.') ++place_, Letters();
    if (hour_ < 1 || hour_ > 12) return first == 'p' ? hour_ >= 12 : hour_ == 0;  // "13:00 PM" is said by some
    hour_ = hour_ % 12 + (first == 'p' ? 12 : 0);
    return true;
  }

  bool ReadPeriod() {
    Letters();
    SkipMarks();
    int number = 0;
    if (!Number(3, number) || number < format_.first_period) return false;
    const Seconds after = (number - format_.first_period) * format_.period;
    if (after >= std::chrono::hours(format_.elapsed ? 25 : 24)) return false;
    (format_.elapsed ? elapsed_ : clock_) = after;
    return true;
  }

  void ReadOffset() {
    while (place_ < text_.size() && text_[place_] == ' ') ++place_;
    if (place_ >= text_.size()) return;
    const char c = text_[place_];
    if (c == 'Z' || c == 'z' || text_.substr(place_).starts_with("UTC") || text_.substr(place_).starts_with("GMT")) {
      offset_ = Seconds(0);
      while (place_ < text_.size() && IsLetter(text_[place_])) ++place_;
      if (place_ >= text_.size() || (text_[place_] != '+' && text_[place_] != '-')) return;
    }
    const char sign = text_[place_];
    if (sign != '+' && sign != '-') return;
    int digits[4] = {0, 0, 0, 0};
    int count = 0;
    for (std::size_t i = place_ + 1; i < text_.size() && count < 4; ++i) {
      if (IsDigit(text_[i]))
        digits[count++] = text_[i] - '0';
      else if (text_[i] != ':')
        break;
    }
    if (count != 2 && count != 4) return;
    const Seconds length((digits[0] * 10 + digits[1]) * 3600 + (digits[2] * 10 + digits[3]) * 60);
    if (length > std::chrono::hours(18)) return;
    offset_ = sign == '-' ? -length : length;
  }

  std::optional<Stamp> Finish() const {
    using namespace std::chrono;
    const year_month_day day{year(year_), month(static_cast<unsigned>(month_)), std::chrono::day(static_cast<unsigned>(day_))};
    const bool in_day = hour_ < 24 || (hour_ == 24 && minute_ == 0 && second_ == 0);
    if (!day.ok() || !in_day || hour_ < 0 || minute_ > 59 || second_ > 60) return std::nullopt;
    const Seconds clock = hours(hour_) + minutes(minute_) + seconds(second_) + clock_;
    return Stamp{LocalTime(local_days(day)) + clock, offset_, elapsed_};
  }

  std::string_view text_;
  const TimeFormat& format_;
  std::size_t place_ = 0;
  bool year_read_ = false;
  int year_ = 1970, month_ = 1, day_ = 1, hour_ = 0, minute_ = 0, second_ = 0;
  Seconds clock_{0}, elapsed_{0};
  std::optional<Seconds> offset_;
};

std::optional<double> PlainNumber(std::string_view text) {
  double value = 0, scale = 0;
  if (text.empty() || !IsDigit(text.front())) return std::nullopt;
  for (const char c : text) {
    if (IsDigit(c)) {
      value = scale == 0 ? value * 10 + (c - '0') : value + (c - '0') * scale;
      scale /= 10;
    } else if ((c == '.' || c == ',') && scale == 0) {
      scale = 0.1;
    } else {
      return std::nullopt;
    }
  }
  return value;
}

std::optional<Stamp> ReadNumeric(std::string_view text, TimeFormat::Kind kind) {
  const auto number = PlainNumber(text);
  if (!number || *number > 9e18) return std::nullopt;
  double seconds = *number;
  switch (kind) {
    case TimeFormat::Kind::kEpochMilliseconds: seconds /= 1e3; break;
    case TimeFormat::Kind::kEpochMicroseconds: seconds /= 1e6; break;
    case TimeFormat::Kind::kEpochNanoseconds: seconds /= 1e9; break;
    case TimeFormat::Kind::kSpreadsheetDays: {
      constexpr double kDaysTo1970 = 25569;
      // Fractions of a day are written to about a millisecond.
      return Stamp{
          LocalTime(Seconds(static_cast<std::int64_t>((*number - kDaysTo1970) * 86400 + (*number < kDaysTo1970 ? -0.5 : 0.5)))), {}, Seconds(0)};
    }
    default: break;
  }
  if (seconds > 253402300799.0) return std::nullopt;  // year 9999
  return Stamp{LocalTime(Seconds(static_cast<std::int64_t>(seconds))), Seconds(0), Seconds(0)};
}

}  // namespace

bool TimeFormat::HasOffset() const {
  if (kind != Kind::kCivil) return kind != Kind::kSpreadsheetDays;
  for (const StampPart part : parts) {
    if (part == StampPart::kOffset) return true;
  }
  return false;
}

int MonthOfName(std::string_view word) {
  const std::string folded = Fold(word);
  if (folded.size() < 3) return 0;
  for (std::size_t month = 0; month < kMonthNames.size(); ++month) {
    for (const std::string_view name : kMonthNames[month]) {
      if (name.starts_with(folded) || folded == name) return static_cast<int>(month) + 1;
    }
  }
  return folded == "maerz" ? 3 : 0;
}

std::optional<Stamp> ReadStamp(std::string_view text, const TimeFormat& format) {
  if (format.kind != TimeFormat::Kind::kCivil) return ReadNumeric(text, format.kind);
  return StampReader(text, format).Read();
}

}  // namespace kilowatch
