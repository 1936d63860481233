#include "data/ingestion/csv/stamp_tokens.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>

#include "data/ingestion/csv/stamp.h"
#include "data/ingestion/csv/words.h"

namespace kilowatch {
namespace {

struct Token {
  bool digits = false;
  std::string_view text;
  std::string_view marks;  // between the token before and this one
};

bool IsDigitChar(char c) { return c >= '0' && c <= '9'; }
bool IsLetterChar(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

// "T", "h" between digits count as marks.
bool IsMarkLetter(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c != 'T' && c != 't' && c != 'h' && c != 'H') return false;
  const bool after_digit = at > 0 && (IsDigitChar(text[at - 1]) || text[at - 1] == ' ');
  const bool before_digit = at + 1 == text.size() || IsDigitChar(text[at + 1]) || text[at + 1] == ' ';
  return at > 0 && after_digit && before_digit;
}

std::vector<Token> Tokens(std::string_view text) {
  std::vector<Token> tokens;
  std::size_t i = 0;
  while (i < text.size() && tokens.size() < 16) {
    const std::size_t begin = i;
    while (i < text.size() && !IsDigitChar(text[i]) &&
           (IsMarkLetter(text, i) || (!IsLetterChar(text[i]) && static_cast<unsigned char>(text[i]) < 0xC3)))
      ++i;
    if (i >= text.size()) break;
    const std::size_t start = i;
    const bool digits = IsDigitChar(text[i]);
    const auto belongs = [&](char c) { return digits ? IsDigitChar(c) : IsLetterChar(c) || static_cast<unsigned char>(c) >= 0x80; };
    while (i < text.size() && belongs(text[i]) && (digits || i == start || !IsMarkLetter(text, i))) ++i;
    tokens.push_back({digits, text.substr(start, i - start), text.substr(begin, start - begin)});
  }
  return tokens;
}

// One way to read the date at the front, and how many tokens it takes.
struct DateShape {
  std::vector<StampPart> parts;
  std::size_t tokens = 3;
  bool compact = false;
  bool two_digit_years = false;
};

bool IsNumber(const std::vector<Token>& tokens, std::size_t i, std::size_t least, std::size_t most) {
  return i < tokens.size() && tokens[i].digits && tokens[i].text.size() >= least && tokens[i].text.size() <= most;
}
bool IsMonthName(const std::vector<Token>& tokens, std::size_t i) {
  return i < tokens.size() && !tokens[i].digits && MonthOfName(tokens[i].text) != 0;
}

void NumericDates(const std::vector<Token>& tokens, bool month_first, std::vector<DateShape>& shapes) {
  using enum StampPart;
  if (IsNumber(tokens, 0, 4, 4) && IsNumber(tokens, 1, 1, 2) && IsNumber(tokens, 2, 1, 2) && tokens[1].marks != ":" &&
      !tokens[1].marks.contains('T')) {
    shapes.push_back({{kYear, kMonth, kDay}});
    return;
  }
  if (!IsNumber(tokens, 0, 1, 2) || !IsNumber(tokens, 1, 1, 2) || tokens[1].marks.contains(':')) return;
  if (tokens[1].marks.contains('h') || tokens[1].marks.contains('H')) return;
  const bool long_year = IsNumber(tokens, 2, 4, 4);
  if (!long_year && !IsNumber(tokens, 2, 2, 2)) return;
  if (!long_year && tokens[2].marks != tokens[1].marks) return;
  const DateShape day_first{{kDay, kMonth, kYear}, 3, false, !long_year};
  const DateShape month_first_shape{{kMonth, kDay, kYear}, 3, false, !long_year};
  shapes.push_back(month_first ? month_first_shape : day_first);
  shapes.push_back(month_first ? day_first : month_first_shape);
  if (!long_year) shapes.push_back({{kYear, kMonth, kDay}, 3, false, true});
}

void NamedDates(const std::vector<Token>& tokens, std::vector<DateShape>& shapes) {
  using enum StampPart;
  if (IsNumber(tokens, 0, 1, 2) && IsMonthName(tokens, 1) && IsNumber(tokens, 2, 4, 4)) shapes.push_back({{kDay, kMonthName, kYear}});
  if (IsNumber(tokens, 0, 1, 2) && IsMonthName(tokens, 1) && IsNumber(tokens, 2, 2, 2)) shapes.push_back({{kDay, kMonthName, kYear}, 3, false, true});
  if (IsMonthName(tokens, 0) && IsNumber(tokens, 1, 1, 2) && IsNumber(tokens, 2, 4, 4)) shapes.push_back({{kMonthName, kDay, kYear}});
  if (IsNumber(tokens, 0, 4, 4) && IsMonthName(tokens, 1) && IsNumber(tokens, 2, 1, 2)) shapes.push_back({{kYear, kMonthName, kDay}});
  if (shapes.empty() && IsMonthName(tokens, 0) && IsNumber(tokens, 1, 4, 4) && tokens.size() == 2) shapes.push_back({{kMonthName, kYear}, 2});
  if (shapes.empty() && IsNumber(tokens, 0, 4, 4) && IsMonthName(tokens, 1) && tokens.size() == 2) shapes.push_back({{kYear, kMonthName}, 2});
}

void ShortDates(const std::vector<Token>& tokens, std::vector<DateShape>& shapes) {
  using enum StampPart;
  if (IsNumber(tokens, 0, 8, 8) && tokens[0].text.size() == 8) {
    shapes.push_back({{kYear, kMonth, kDay}, 1, true});
    shapes.push_back({{kDay, kMonth, kYear}, 1, true});
  }
  const bool two = tokens.size() == 2 && (tokens[1].marks == "-" || tokens[1].marks == "/");
  if (two && IsNumber(tokens, 0, 4, 4) && IsNumber(tokens, 1, 2, 2)) shapes.push_back({{kYear, kMonth}, 2});
  if (two && IsNumber(tokens, 0, 1, 2) && IsNumber(tokens, 1, 4, 4)) shapes.push_back({{kMonth, kYear}, 2});
}

bool SaysHalfDay(const Token& token) {
  if (token.digits || token.text.empty()) return false;
  const char first = static_cast<char>(std::tolower(static_cast<unsigned char>(token.text.front())));
  const bool short_word = token.text.size() == 1 || (token.text.size() == 2 && std::tolower(static_cast<unsigned char>(token.text[1])) == 'm');
  return (first == 'a' || first == 'p') && short_word;
}

bool SaysUtc(const Token& token) { return token.text == "Z" || token.text == "z" || token.text == "UTC" || token.text == "GMT"; }

// A signed group at once behind the time: "+01:00", "-0500", " +0100".
bool IsOffset(const Token& token) {
  if (!token.digits || (token.text.size() != 2 && token.text.size() != 4)) return false;
  return token.marks.ends_with('+') || token.marks == "-" || token.marks == " -";
}

// The time of day from token `i` on; false where something stands there that is none.
bool AddTime(const std::vector<Token>& tokens, std::size_t i, TimeFormat& format) {
  using enum StampPart;
  if (i >= tokens.size()) return true;
  if (!tokens[i].digits && !SaysUtc(tokens[i]) && i + 1 < tokens.size()) {  // "à 13:00", "at 1 PM", "um 13:00"
    format.parts.push_back(kWord);
    ++i;
  }
  if (IsNumber(tokens, i, 4, 4) || IsNumber(tokens, i, 6, 6)) {
    format.compact = true;
    format.parts.insert(format.parts.end(), {kHour, kMinute});
    if (tokens[i].text.size() == 6) format.parts.push_back(kSecond);
    ++i;
  } else if (IsNumber(tokens, i, 1, 2)) {
    const StampPart clock[] = {kHour, kMinute, kSecond};
    for (std::size_t k = 0; k < 3 && IsNumber(tokens, i, 1, 2); ++k, ++i) {
      if (k > 0 && (IsOffset(tokens[i]) || tokens[i].marks.contains(' ') || tokens[i].marks == "-")) break;
      format.parts.push_back(clock[k]);
    }
    if (i < tokens.size() && tokens[i].digits && (tokens[i].marks == "." || tokens[i].marks == ",")) ++i;  // fraction
  } else if (!SaysUtc(tokens[i])) {
    return false;
  }
  if (i < tokens.size() && SaysHalfDay(tokens[i])) format.parts.push_back(kAmPm), ++i;
  if (i < tokens.size() && !tokens[i].digits && tokens[i].text.size() == 1 && !SaysUtc(tokens[i])) ++i;  // the m of "a.m."
  // A clock time alone has no offset: "00:00-01:00" is a stretch.
  const bool has_date = std::ranges::find(format.parts, kYear) != format.parts.end();
  if (has_date && i < tokens.size() && (SaysUtc(tokens[i]) || IsOffset(tokens[i]))) format.parts.push_back(kOffset);
  return true;
}

// "lun.", "Montag", "Wed": by its first two letters, in the languages that are known.
bool IsWeekday(std::string_view word) {
  constexpr std::string_view kStarts = "mo tu we th fr sa su lu ma me je ve di mi do so wo vr za zo ju vi ";
  const std::string folded = Fold(word);
  return folded.size() >= 2 && folded.size() <= 10 && kStarts.contains(folded.substr(0, 2) + " ");
}

std::string_view PartWords(StampPart part, const TimeFormat& format, bool half_days) {
  switch (part) {
    case StampPart::kYear: return format.two_digit_years ? "%y" : "%Y";
    case StampPart::kMonth: return "%m";
    case StampPart::kMonthName: return "%b";
    case StampPart::kDay: return "%d";
    case StampPart::kHour: return half_days ? "%I" : "%H";
    case StampPart::kMinute: return "%M";
    case StampPart::kSecond: return "%S";
    case StampPart::kAmPm: return "%p";
    case StampPart::kOffset: return "%z";
    case StampPart::kPeriod: return "%H";
    case StampPart::kWord: return "%a";
  }
  return "";
}

std::string FormatWords(const TimeFormat& format, const std::vector<Token>& tokens) {
  const bool half_days = std::ranges::find(format.parts, StampPart::kAmPm) != format.parts.end();
  std::string words;
  std::size_t token = 0;
  std::size_t left = tokens.empty() ? 0 : tokens[0].text.size();
  for (const StampPart part : format.parts) {
    if (left == 0 && ++token < tokens.size()) {
      if (part != StampPart::kOffset)
        words += tokens[token].marks;
      else if (tokens[token].marks.starts_with(' '))
        words += ' ';
      left = tokens[token].text.size();
    }
    words += PartWords(part, format, half_days);
    const std::size_t taken = !format.compact ? left : part == StampPart::kYear && !format.two_digit_years ? 4u : 2u;
    left -= std::min(left, taken);
  }
  return words;
}

std::vector<DateShape> DatesIn(const std::vector<Token>& tokens) {
  std::vector<DateShape> shapes;
  NumericDates(tokens, std::ranges::any_of(tokens, SaysHalfDay), shapes);
  if (shapes.empty()) NamedDates(tokens, shapes);
  if (shapes.empty()) ShortDates(tokens, shapes);
  return shapes;
}

bool BeginsWithClock(const std::vector<Token>& tokens) {
  if (tokens.size() < 2 || !IsNumber(tokens, 0, 1, 2)) return false;
  const bool minutes = tokens[1].digits && (tokens[1].marks == ":" || tokens[1].marks == "h" || tokens[1].marks == "H");
  return minutes || SaysHalfDay(tokens[1]);
}

}  // namespace

std::vector<StampPattern> PatternsOf(std::string_view text) {
  std::vector<Token> tokens = Tokens(text);
  const std::vector<Token> all = tokens;
  std::vector<StampPattern> patterns;
  if (tokens.empty() || tokens.size() > 14) return patterns;
  auto shapes = DatesIn(tokens);
  bool weekday = false;
  if (shapes.empty() && tokens.size() >= 3 && !tokens[0].digits && IsWeekday(tokens[0].text)) {
    tokens.erase(tokens.begin());
    shapes = DatesIn(tokens);
    weekday = !shapes.empty();
  }
  for (const DateShape& shape : shapes) {
    StampPattern pattern;
    pattern.format.compact = shape.compact;
    pattern.format.two_digit_years = shape.two_digit_years;
    pattern.format.parts.reserve(shape.parts.size() + 1);
    if (weekday) pattern.format.parts.push_back(StampPart::kWord);
    pattern.format.parts.insert(pattern.format.parts.end(), shape.parts.begin(), shape.parts.end());
    if (!AddTime(tokens, shape.tokens, pattern.format)) continue;
    pattern.words = FormatWords(pattern.format, all);
    patterns.push_back(std::move(pattern));
  }
  if (shapes.empty() && BeginsWithClock(all)) {
    StampPattern pattern;
    if (AddTime(all, 0, pattern.format)) {
      pattern.words = FormatWords(pattern.format, all);
      patterns.push_back(std::move(pattern));
    }
  }
  return patterns;
}

std::vector<std::string_view> RichestTexts(std::span<const std::string_view> texts) {
  struct Shape {
    std::string_view text;
    std::size_t tokens = 0;
    std::size_t seen = 0;
  };
  std::map<std::string, Shape> shapes;
  const std::size_t step = std::max<std::size_t>(1, texts.size() / 500);
  for (std::size_t i = 0; i < texts.size(); i += step) {
    std::string key;
    const auto tokens = Tokens(texts[i]);
    for (const Token& token : tokens) {
      key += token.digits ? std::to_string(token.text.size()) : "w";
      key += token.marks;
    }
    auto& shape = shapes[key];
    if (shape.seen++ == 0) shape.text = texts[i], shape.tokens = tokens.size();
  }
  std::vector<Shape> order;
  for (const auto& [key, shape] : shapes) order.push_back(shape);
  std::ranges::stable_sort(order, [](const Shape& a, const Shape& b) { return std::pair(a.tokens, a.seen) > std::pair(b.tokens, b.seen); });
  std::vector<std::string_view> richest;
  for (std::size_t i = 0; i < order.size() && i < 12; ++i) richest.push_back(order[i].text);
  return richest;
}

}  // namespace kilowatch
