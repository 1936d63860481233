#include "data/ingestion/csv/stamp_parts.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace kilowatch {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || static_cast<unsigned char>(c) >= 0x80; }
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

// Beginnings that tell the month apart in English, French, German, Dutch and Spanish, lower case, accents as UTF-8 has them.
constexpr std::array<std::pair<std::string_view, int>, 33> kMonths = {{
    {"jan", 1},
    {"ene", 1},
    {"j\xC3\xA4n", 1},
    {"feb", 2},
    {"fev", 2},
    {"f\xC3\xA9v", 2},
    {"mar", 3},
    {"m\xC3\xA4r", 3},
    {"maa", 3},
    {"mrt", 3},
    {"mrz", 3},
    {"apr", 4},
    {"avr", 4},
    {"abr", 4},
    {"may", 5},
    {"mai", 5},
    {"mei", 5},
    {"jun", 6},
    {"juin", 6},
    {"juil", 7},
    {"jul", 7},
    {"aug", 8},
    {"aou", 8},
    {"ao\xC3\xBB", 8},
    {"ago", 8},
    {"sep", 9},
    {"oct", 10},
    {"okt", 10},
    {"nov", 11},
    {"dec", 12},
    {"d\xC3\xA9"
     "c",
     12},
    {"dez", 12},
    {"dic", 12},
}};

class Reader {
 public:
  Reader(std::string_view text, const TimeFormat& format) : text_(text), format_(format), has_offset_(CarriesOffset(format)) {}

  bool Take(StampPart part, StampParts& out);

 private:
  bool AtEnd() const { return at_ >= text_.size(); }
  // Skips to the next digit or letter; a lone T or h between digits is skipped too. Returns whether a sign was passed.
  bool SkipBetween();
  bool Number(int width, int& out);
  bool Clock(int& out);
  bool MonthName(int& out);
  bool Offset(std::optional<int>& out);
  bool AmPm(std::optional<bool>& out);
  bool Year(int& out);

  std::string_view text_;
  const TimeFormat& format_;
  bool has_offset_;
  std::size_t at_ = 0;
};

bool Reader::SkipBetween() {
  bool sign = false;
  while (!AtEnd()) {
    const char c = text_[at_];
    if (IsDigit(c)) break;
    if (IsLetter(c)) {
      const bool between = at_ > 0 && IsDigit(text_[at_ - 1]) && (at_ + 1 >= text_.size() || IsDigit(text_[at_ + 1]));
      const bool blank = static_cast<unsigned char>(c) == 0xC2 && at_ + 1 < text_.size() && static_cast<unsigned char>(text_[at_ + 1]) == 0xA0;
      if (blank) ++at_;
      if (!blank && !(between && (c == 'T' || c == 't' || c == 'h' || c == 'H'))) break;
    }
    sign = sign || c == '+' || c == '-';
    ++at_;
  }
  return sign;
}

bool Reader::Number(int width, int& out) {
  int digits = 0;
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

bool Reader::Clock(int& out) {
  const std::size_t before = at_;
  const bool sign = SkipBetween();
  if (AtEnd()) return true;
  if (!IsDigit(text_[at_]) || (sign && has_offset_)) {
    at_ = before;
    return true;
  }
  return Number(2, out);
}

bool Reader::MonthName(int& out) {
  SkipBetween();
  std::string word;
  while (!AtEnd() && IsLetter(text_[at_])) word.push_back(Lower(text_[at_++]));
  // "juin" stands before "jui" could; the longest beginning wins by the table's order.
  for (const auto& [beginning, month] : kMonths) {
    if (word.starts_with(beginning)) {
      out = month;
      return true;
    }
  }
  return false;
}

bool Reader::Offset(std::optional<int>& out) {
  while (!AtEnd() && text_[at_] == ' ') ++at_;
  if (AtEnd()) return true;
  const char c = text_[at_];
  if (c == 'Z' || c == 'z' || text_.substr(at_).starts_with("UTC") || text_.substr(at_).starts_with("GMT")) {
    at_ += c == 'Z' || c == 'z' ? 1 : 3;
    out = 0;
    if (AtEnd() || (text_[at_] != '+' && text_[at_] != '-')) return true;
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

bool Reader::AmPm(std::optional<bool>& out) {
  while (!AtEnd() && !IsLetter(text_[at_])) ++at_;
  if (AtEnd()) return true;
  const char first = Lower(text_[at_]);
  if (first != 'a' && first != 'p') return false;
  ++at_;
  while (!AtEnd() && text_[at_] == '.') ++at_;
  if (AtEnd() || Lower(text_[at_]) != 'm') return false;
  ++at_;
  out = first == 'p';
  return true;
}

bool Reader::Year(int& out) {
  SkipBetween();
  if (!Number(format_.two_digit_years ? 2 : 4, out)) return false;
  if (format_.two_digit_years) out += out >= 69 ? 1900 : 2000;
  return true;
}

bool Reader::Take(StampPart part, StampParts& out) {
  switch (part) {
    case StampPart::kYear: return Year(out.year);
    case StampPart::kMonthName: return MonthName(out.month);
    case StampPart::kMonth:
    case StampPart::kDay: SkipBetween(); return AtEnd() || Number(2, part == StampPart::kMonth ? out.month : out.day);
    case StampPart::kHour:
      SkipBetween();
      out.hour_at = at_;
      return AtEnd() || Number(2, out.hour);
    case StampPart::kMinute: return Clock(out.minute);
    case StampPart::kSecond:
      if (!Clock(out.second)) return false;
      if (!AtEnd() && (text_[at_] == '.' || text_[at_] == ',')) {
        ++at_;
        while (!AtEnd() && IsDigit(text_[at_])) ++at_;
      }
      return true;
    case StampPart::kAmPm: return AmPm(out.afternoon);
    case StampPart::kOffset: return Offset(out.offset);
    case StampPart::kPeriod: {
      while (!AtEnd() && !IsDigit(text_[at_])) ++at_;
      return Number(format_.compact ? 2 : 3, out.period);
    }
    case StampPart::kWord: break;
  }
  while (!AtEnd() && !IsLetter(text_[at_])) ++at_;
  while (!AtEnd() && IsLetter(text_[at_])) ++at_;
  return true;
}

}  // namespace

bool CarriesOffset(const TimeFormat& format) { return std::ranges::find(format.parts, StampPart::kOffset) != format.parts.end(); }

std::optional<StampParts> TakeApart(std::string_view text, const TimeFormat& format) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  if (text.empty()) return std::nullopt;
  StampParts out;
  Reader reader(text, format);
  for (const StampPart part : format.parts) {
    if (!reader.Take(part, out)) return std::nullopt;
  }
  return out;
}

}  // namespace kilowatch
