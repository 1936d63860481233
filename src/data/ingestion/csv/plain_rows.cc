#include "data/ingestion/csv/plain_rows.h"

#include <bit>
#include <chrono>
#include <cstring>

namespace kilowatch {
namespace {

constexpr std::array<double, 16> kTens = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
constexpr std::array<std::uint64_t, 8> kWholeTens = {1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000};
constexpr std::ptrdiff_t kExactDigits = 15;

bool IsDigit(char c) { return static_cast<unsigned char>(c - '0') <= 9; }

int TwoDigits(const char* at) { return IsDigit(at[0]) && IsDigit(at[1]) ? (at[0] - '0') * 10 + (at[1] - '0') : 100; }

// Reads a plain decimal at `at`; false, and `at` anywhere, for all else. Up to 15 digits mantissa and power of ten are exact, so the quotient is rounded correctly.
bool TakeDecimal(const char*& at, const char* end, char decimal, double& value) {
  const bool negative = at != end && *at == '-';
  at += negative;
  const char* const first = at;
  std::int64_t mantissa = 0;
  while (at != end && IsDigit(*at)) mantissa = mantissa * 10 + (*at++ - '0');
  const std::ptrdiff_t whole = at - first;
  std::ptrdiff_t fraction = 0;
  if (at != end && *at == decimal) {
    const char* const point = ++at;
    while (at != end && IsDigit(*at)) mantissa = mantissa * 10 + (*at++ - '0');
    fraction = at - point;
  }
  if (whole == 0 || whole + fraction > kExactDigits) return false;
  value = static_cast<double>(mantissa) / kTens[static_cast<std::size_t>(fraction)];
  if (negative) value = -value;
  return true;
}

std::uint64_t Word(const char* from) {
  std::uint64_t word;
  std::memcpy(&word, from, sizeof word);
  return word;
}

constexpr std::uint64_t kZeros = 0x3030303030303030;

// How many of the eight bytes, from the first on, are digits.
unsigned CountDigits(std::uint64_t word) {
  const std::uint64_t x = word ^ kZeros;
  const std::uint64_t other = (x | ((x & 0x0F0F0F0F0F0F0F0F) + 0x0606060606060606)) & 0xF0F0F0F0F0F0F0F0;
  return other == 0 ? 8 : static_cast<unsigned>(std::countr_zero(other)) / 8;
}

// The number that the first `count` digits of the eight bytes make, count 1 to 8; all digits at once (Lemire's method).
std::uint64_t DigitsToNumber(std::uint64_t word, unsigned count) {
  const std::uint64_t x = (word ^ kZeros) << (64 - 8 * count);
  const std::uint64_t pairs = (x * 10 + (x >> 8)) & 0x00FF00FF00FF00FF;
  const std::uint64_t fours = (pairs * 100 + (pairs >> 16)) & 0x0000FFFF0000FFFF;
  return (fours * 10000 + (fours >> 32)) & 0xFFFFFFFF;
}

// TakeDecimal for numbers of up to seven digits before and after the mark, without a branch for each; needs 17 readable bytes.
bool TakeShortDecimal(const char*& at, char decimal, double& value) {
  const bool negative = *at == '-';
  const char* const first = at + negative;
  const std::uint64_t front = Word(first);
  const unsigned whole = CountDigits(front);
  if (whole == 0 || whole > 7) return false;
  std::uint64_t mantissa = DigitsToNumber(front, whole);
  const char* place = first + whole;
  unsigned fraction = 0;
  if (*place == decimal) {
    const std::uint64_t back = Word(++place);
    fraction = CountDigits(back);
    if (fraction > 7) return false;
    if (fraction > 0) mantissa = mantissa * kWholeTens[fraction] + DigitsToNumber(back, fraction);
    place += fraction;
  }
  value = static_cast<double>(mantissa) / kTens[fraction];
  if (negative) value = -value;
  at = place;
  return true;
}

// Rows on their way to a table, which takes many at once.
class RowBatch {
 public:
  RowBatch(RawTable& table, std::uint8_t flag) : table_(table), flag_(flag) {}
  RowBatch(const RowBatch&) = delete;
  RowBatch& operator=(const RowBatch&) = delete;
  ~RowBatch() { Flush(); }

  void Add(std::int64_t stamp, double value) {
    stamp_[size_] = stamp;
    value_[size_] = value;
    if (++size_ == kMost) Flush();
  }

 private:
  static constexpr std::size_t kMost = 64;

  void Flush() {
    table_.stamp.insert(table_.stamp.end(), stamp_.data(), stamp_.data() + size_);
    table_.value[0].insert(table_.value[0].end(), value_.data(), value_.data() + size_);
    table_.flag.insert(table_.flag.end(), size_, flag_);
    size_ = 0;
  }

  RawTable& table_;
  std::uint8_t flag_;
  std::size_t size_ = 0;
  std::array<std::int64_t, kMost> stamp_;
  std::array<double, kMost> value_;
};

}  // namespace

PlainRows::PlainRows(const CsvPlan& plan, std::size_t column)
    : separator_(plan.understanding.separator),
      quote_(plan.quote),
      decimal_(plan.understanding.decimal),
      between_(column - plan.time_columns[0] - 1),
      after_(plan.understanding.columns.size() - column - 1) {}

bool PlainRows::Fits(const CsvPlan& plan, std::size_t readings) {
  const bool beside = plan.unit_column || plan.temperature_column || plan.label_column || plan.status_column;
  if (readings != 1 || beside || plan.time_columns.size() != 1 || plan.understanding.layout == Layout::kWideByHour) return false;
  const std::size_t columns = plan.understanding.columns.size();
  for (const ReadingColumn& reading : plan.readings) {
    if (reading.column <= plan.time_columns[0] || reading.column >= columns) return false;
  }
  return true;
}

void PlainRows::Learn(std::string_view row, std::size_t stamp_at, const StampMemory& memory) {
  prefix_.clear();
  constexpr std::size_t kShort = 8;
  const std::size_t size = stamp_at + memory.date.size();
  if (memory.date.empty() || size < kShort || !row.substr(stamp_at).starts_with(memory.date)) return;
  prefix_ = row.substr(0, size);
  suffix_ = memory.suffix;
  has_second_ = memory.has_second;
  midnight_ = memory.midnight;
  flag_ = memory.is_instant ? RawTable::kInstant : 0;
  is_iso_ = memory.is_iso;
  next_prefix_.clear();
}

bool PlainRows::StartsAlike(const char* row) const {
  const std::size_t size = prefix_.size();
  for (std::size_t i = 0; i + 8 < size; i += 8) {
    if (Word(row + i) != Word(prefix_.data() + i)) return false;
  }
  return Word(row + size - 8) == Word(prefix_.data() + size - 8);
}

bool PlainRows::StartsNextDay(const char* row) {
  if (!is_iso_) return false;
  if (next_prefix_.empty()) {
    char* const date = &prefix_[prefix_.size() - 11];
    const std::chrono::year year(TwoDigits(date) * 100 + TwoDigits(date + 2));
    if (year == std::chrono::year(9999)) return false;
    const auto month = static_cast<unsigned>(TwoDigits(date + 5)), day = static_cast<unsigned>(TwoDigits(date + 8));
    const std::chrono::year_month_day next = std::chrono::sys_days(year / month / day) + std::chrono::days(1);
    next_prefix_ = prefix_;
    char* const to = &next_prefix_[prefix_.size() - 11];
    const auto write = [to](std::size_t at, unsigned two) {
      to[at] = static_cast<char>('0' + two / 10 % 10), to[at + 1] = static_cast<char>('0' + two % 10);
    };
    write(0, static_cast<unsigned>(static_cast<int>(next.year())) / 100);
    write(2, static_cast<unsigned>(static_cast<int>(next.year())) % 100);
    write(5, static_cast<unsigned>(next.month()));
    write(8, static_cast<unsigned>(next.day()));
  }
  if (std::memcmp(row, next_prefix_.data(), next_prefix_.size()) != 0) return false;
  prefix_.swap(next_prefix_);
  next_prefix_.clear();
  midnight_ += 86400;
  return true;
}

const char* PlainRows::RestOfLine(const char* at, const char* end, std::size_t fields_left) const {
  while (at != end && *at != '\n') {
    if (*at == quote_ && quote_ != 0) return nullptr;
    if (*at == separator_ && fields_left-- == 0) return nullptr;
    ++at;
  }
  return at;
}

const char* PlainRows::TakeRow(const char* row, const char* end, std::int64_t& stamp, double& value) const {
  constexpr std::ptrdiff_t kShortDecimal = 17;
  const char* place = row + prefix_.size();
  const int hour = TwoDigits(place);
  const int minute = TwoDigits(place + 3);
  const int second = has_second_ ? TwoDigits(place + 6) : 0;
  if (hour > 23 || minute > 59 || second > 59 || place[2] != ':' || (has_second_ && place[5] != ':')) return nullptr;
  place += has_second_ ? 8 : 5;
  if (!suffix_.empty() && std::memcmp(place, suffix_.data(), suffix_.size()) != 0) return nullptr;
  place += suffix_.size();
  if (*place != separator_) return nullptr;
  ++place;
  std::size_t skip = between_;
  for (; skip > 0 && place != end && *place != '\n' && (*place != quote_ || quote_ == 0); ++place) skip -= *place == separator_;
  if (skip > 0) return nullptr;
  const bool read = end - place >= kShortDecimal && TakeShortDecimal(place, decimal_, value);
  if (!read && !TakeDecimal(place, end, decimal_, value)) return nullptr;
  if (place != end && *place == '\r' && (place + 1 == end || place[1] == '\n')) ++place;
  if (place != end && *place != '\n') {
    if (*place != separator_) return nullptr;
    place = RestOfLine(place, end, after_);
  }
  stamp = midnight_ + hour * 3600 + minute * 60 + second;
  return place;
}

std::size_t PlainRows::Run(std::string_view text, std::size_t at, RawTable& table) {
  const std::size_t clock_size = has_second_ ? 8 : 5;
  const std::size_t least = prefix_.size() + clock_size + suffix_.size() + 1;
  const char* const end = text.data() + text.size();
  const char* row = text.data() + at;
  if (prefix_.empty()) return at;
  RowBatch batch(table, flag_);
  while (static_cast<std::size_t>(end - row) > least && (StartsAlike(row) || StartsNextDay(row))) {
    std::int64_t stamp = 0;
    double value = 0;
    const char* const place = TakeRow(row, end, stamp, value);
    if (place == nullptr) break;
    batch.Add(stamp, value);
    row = place == end ? end : place + 1;
  }
  return static_cast<std::size_t>(row - text.data());
}

}  // namespace kilowatch
