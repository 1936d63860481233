#include "data/ingestion/csv/cell_number.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <string>

#include "foundation/base/number.h"

namespace kilowatch {
namespace {

constexpr std::array<double, 23> kPowers = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                            1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
constexpr std::uint64_t kExact = std::uint64_t{1} << 53;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  while (text.starts_with("\xC2\xA0")) text.remove_prefix(2);
  while (text.ends_with("\xC2\xA0")) text.remove_suffix(2);
  return text;
}

// The length of a thousands mark at the front of `text`, 0 if there is none.
std::size_t MarkAt(std::string_view text, char thousands) {
  if (text.front() == thousands) return 1;
  if (thousands == ' ' && text.starts_with("\xC2\xA0")) return 2;
  if (thousands == ' ' && (text.starts_with("\xE2\x80\x89") || text.starts_with("\xE2\x80\xAF"))) return 3;
  if (thousands == '\'' && text.starts_with("\xE2\x80\x99")) return 3;
  return 0;
}

// Up to the last digit before the first letter that is not an exponent's.
std::string_view CutUnit(std::string_view text) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (IsDigit(text[i])) end = i + 1;
    const char lower = static_cast<char>(text[i] | 0x20);
    const bool exponent = lower == 'e' && i + 1 < text.size() && (IsDigit(text[i + 1]) || text[i + 1] == '-' || text[i + 1] == '+');
    if (lower >= 'a' && lower <= 'z' && !exponent) break;
  }
  return text.substr(0, end);
}

// Takes the sign off: "−12", "-12", "+12", and "12,5-" as accounting systems write it. Whether it is a minus.
bool CutSign(std::string_view& cell) {
  if (cell.starts_with("\xE2\x88\x92")) {
    cell.remove_prefix(3);
    return true;
  }
  if (!cell.empty() && (cell.front() == '-' || cell.front() == '+')) {
    const bool negative = cell.front() == '-';
    cell.remove_prefix(1);
    return negative;
  }
  if (cell.size() > 1 && cell.back() == '-') {
    cell = Trim(cell.substr(0, cell.size() - 1));
    return true;
  }
  return false;
}

}  // namespace

std::optional<double> ParseCell(std::string_view cell, const CellStyle& style) {
  // Plain decimals of up to 15 or so digits: the mantissa and the power of ten are exact doubles, so one division rounds correctly (Clinger 1990).
  const char* at = cell.data();
  const char* const end = at + cell.size();
  const bool negative = at != end && *at == '-';
  if (negative) ++at;
  std::uint64_t mantissa = 0;
  const char* const first = at;
  while (at != end && IsDigit(*at)) mantissa = mantissa * 10 + static_cast<std::uint64_t>(*at++ - '0');
  const auto whole = at - first;
  std::ptrdiff_t fraction = 0;
  if (whole > 0 && at != end && *at == style.decimal) {
    const char* const point = ++at;
    while (at != end && IsDigit(*at)) mantissa = mantissa * 10 + static_cast<std::uint64_t>(*at++ - '0');
    fraction = at - point;
  }
  if (at != end || whole == 0 || whole + fraction > 18 || mantissa > kExact) return ParseCellSimple(cell, style);
  const double value = fraction == 0 ? static_cast<double>(mantissa) : static_cast<double>(mantissa) / kPowers[static_cast<std::size_t>(fraction)];
  return negative ? -value : value;
}

std::optional<double> ParseCellSimple(std::string_view cell, const CellStyle& style) {
  cell = Trim(cell);
  // A logger that loses power while it writes leaves zeros behind, and what stands before them may be half a number.
  if (cell.find('\0') != std::string_view::npos) return std::nullopt;
  bool negative = false;
  if (cell.size() > 2 && cell.front() == '(' && cell.back() == ')') {
    negative = true;
    cell = Trim(cell.substr(1, cell.size() - 2));
    if (!cell.empty() && !IsDigit(cell.front())) return std::nullopt;
  }
  if (style.with_unit) cell = CutUnit(cell);
  std::string plain = CutSign(cell) ? "-" : "";
  if (cell.empty() || (!IsDigit(cell.front()) && cell.front() != style.decimal)) return std::nullopt;
  bool decimals = false;
  while (!cell.empty()) {
    if (cell.front() == style.decimal && !decimals) {
      decimals = true;
      plain.push_back('.');
      cell.remove_prefix(1);
      continue;
    }
    const std::size_t mark = style.thousands != 0 && !decimals ? MarkAt(cell, style.thousands) : 0;
    if (mark > 0) {
      if (cell.size() == mark || !IsDigit(cell[mark])) return std::nullopt;
      cell.remove_prefix(mark);
      continue;
    }
    if (cell.front() == '.' && style.decimal != '.') return std::nullopt;
    plain.push_back(cell.front());
    cell.remove_prefix(1);
  }
  const auto value = ParseNumber(plain);
  return value && negative ? std::optional(-*value) : value;
}

}  // namespace kilowatch
