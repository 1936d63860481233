#include "data/ingestion/csv/number_style.h"

#include <algorithm>
#include <cctype>

#include "data/ingestion/csv/rows.h"
#include "foundation/base/number.h"

namespace kilowatch {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Wide blanks and the typographic apostrophe as ' ' and '\''.
std::string PlainMarks(std::string_view cell) {
  std::string plain;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const std::string_view rest = cell.substr(i);
    if (rest.starts_with("\xC2\xA0")) {
      plain += ' ', i += 1;
    } else if (rest.starts_with("\xE2\x80\xAF") || rest.starts_with("\xE2\x80\x89")) {
      plain += ' ', i += 2;
    } else if (rest.starts_with("\xE2\x80\x99")) {
      plain += '\'', i += 2;
    } else {
      plain += cell[i];
    }
  }
  return plain;
}

struct NumberParts {
  std::string_view sign, digits, exponent, unit;  // digits: with marks
};

// Splits plain text; nothing where it is no number in any style.
std::optional<NumberParts> Split(std::string_view text) {
  NumberParts parts;
  text = TrimBlanks(text);
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) parts.sign = text.substr(0, 1), text.remove_prefix(1);
  std::size_t end = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_mark = text[i] == '.' || text[i] == ',';
    if (IsDigit(text[i]) || (is_mark && end == i && i > 0)) {  // "12." too
      end = i + 1;
    } else if (text[i] == ' ' || text[i] == '\'') {
      if (i == 0 || i + 1 >= text.size() || !IsDigit(text[i + 1])) break;
    } else if (!is_mark) {
      break;
    }
  }
  parts.digits = text.substr(0, end);
  if (std::ranges::none_of(parts.digits, IsDigit)) return std::nullopt;
  text.remove_prefix(end);
  if (!text.empty() && (text[0] == 'e' || text[0] == 'E')) {
    std::size_t i = 1;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    std::size_t last = i;
    while (last < text.size() && IsDigit(text[last])) ++last;
    if (last > i) parts.exponent = text.substr(0, last), text.remove_prefix(last);
  }
  parts.unit = TrimBlanks(text);
  if (parts.unit == "-" && parts.sign.empty()) parts.sign = parts.unit, parts.unit = {};  // "12,5-"
  const bool is_unit = parts.unit.size() <= 8 && std::ranges::all_of(parts.unit, [](char c) {
                         return !IsDigit(c) && std::string_view(":;-_|\"#=?!").find(c) == std::string_view::npos;
                       });
  const bool is_cubic = parts.unit == "m3" || parts.unit == "Nm3";
  if (!is_unit && !is_cubic) return std::nullopt;
  return parts;
}

struct MarkVotes {
  int decimal_point = 0, decimal_comma = 0;
  int thousands_point = 0, thousands_comma = 0, thousands_blank = 0, thousands_apostrophe = 0;
  int unclear_point = 0, unclear_comma = 0;
  int with_unit = 0;
  bool three_digit_steps = true;  // every unclear cell has exactly three digits behind its mark
};

// One kind of mark, once: "12,5" is decimal, "1,234" could be either.
void VoteSingle(std::string_view digits, std::size_t at, MarkVotes& votes) {
  const bool comma = digits[at] == ',';
  const auto behind = digits.size() - at - 1;
  const auto ahead = digits.substr(0, at);
  const bool plain_ahead = ahead.find_first_of(" '") == std::string_view::npos;
  if (behind == 3 && plain_ahead && !ahead.empty() && ahead.size() <= 3 && ahead.front() != '0') {
    ++(comma ? votes.unclear_comma : votes.unclear_point);
  } else {
    ++(comma ? votes.decimal_comma : votes.decimal_point);
  }
}

void Vote(std::string_view cell, MarkVotes& votes) {
  const std::string plain = PlainMarks(cell);
  const auto parts = Split(plain);
  if (!parts) return;
  votes.with_unit += parts->unit.empty() ? 0 : 1;
  const auto digits = parts->digits;
  const auto commas = std::ranges::count(digits, ',');
  const auto points = std::ranges::count(digits, '.');
  votes.thousands_blank += digits.contains(' ') ? 1 : 0;
  votes.thousands_apostrophe += digits.contains('\'') ? 1 : 0;
  if (commas > 0 && points > 0) {
    const bool comma_last = digits.rfind(',') > digits.rfind('.');
    ++(comma_last ? votes.decimal_comma : votes.decimal_point);
    ++(comma_last ? votes.thousands_point : votes.thousands_comma);
  } else if (commas > 1) {
    ++votes.thousands_comma;
  } else if (points > 1) {
    ++votes.thousands_point;
  } else if (commas + points == 1) {
    VoteSingle(digits, digits.find_first_of(",."), votes);
  }
}

// Only cells such as "1,234" or "1.234" speak.
void DecideUnclear(const MarkVotes& votes, char separator, NumberStyleGuess& guess) {
  const bool comma = votes.unclear_comma > votes.unclear_point;
  if (comma && separator == ',') {
    guess.style = {'.', ','};
    guess.assumed = {"numbers such as \"1,234\": the comma is taken as a thousands mark, since commas also separate the cells",
                     "nombres comme « 1,234 » : la virgule est prise pour un séparateur de milliers, puisqu'elle sépare aussi les cellules"};
  } else if (comma) {
    guess.style = {',', 0};
    guess.assumed = {"numbers such as \"1,234\": the comma is taken as a decimal comma",
                     "nombres comme « 1,234 » : la virgule est prise pour une virgule décimale"};
  } else {
    guess.style = {'.', 0};
  }
}

}  // namespace

bool LooksLikeNumber(std::string_view cell) {
  if (cell.empty() || cell.size() > 64) return false;
  return Split(PlainMarks(cell)).has_value();
}

NumberStyleGuess GuessNumberStyle(std::span<const std::string_view> cells, char separator) {
  MarkVotes votes;
  for (std::string_view cell : cells) Vote(cell, votes);
  NumberStyleGuess guess;
  guess.carry_unit = votes.with_unit > 0;
  const int comma = votes.decimal_comma + votes.thousands_point;
  const int point = votes.decimal_point + votes.thousands_comma;
  if (comma == 0 && point == 0) {
    if (votes.unclear_comma + votes.unclear_point > 0) DecideUnclear(votes, separator, guess);
  } else {
    guess.style.decimal = comma > point ? ',' : '.';
    const int other = comma > point ? votes.thousands_point : votes.thousands_comma;
    // "1,234" beside "12.5" can only be a thousands mark.
    const int unclear = comma > point ? votes.unclear_point : votes.unclear_comma;
    if (other + unclear > 0) guess.style.thousands = comma > point ? '.' : ',';
  }
  if (guess.style.thousands == 0 && votes.thousands_apostrophe > 0) guess.style.thousands = '\'';
  if (guess.style.thousands == 0 && votes.thousands_blank > 0) guess.style.thousands = ' ';
  return guess;
}

std::optional<double> ReadNumber(std::string_view cell, NumberStyle style) {
  const std::string plain = PlainMarks(cell);
  const auto parts = Split(plain);
  if (!parts) return std::nullopt;
  std::string text = parts->sign == "-" ? "-" : "";
  for (const char c : parts->digits) {
    if (IsDigit(c)) {
      text += c;
    } else if (c == style.decimal) {
      text += '.';
    } else if (c != style.thousands) {
      return std::nullopt;
    }
  }
  text += parts->exponent;
  return ParseNumber(text);
}

}  // namespace kilowatch
