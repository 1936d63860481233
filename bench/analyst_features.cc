#include "analyst_features.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <numbers>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "analyst_features.cc"
#include "foundation/base/simd_targets.h"
// clang-format off
#include "foundation/base/simd.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace kilowatch {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t kDay = 24;
constexpr std::size_t kWeek = 168;
constexpr std::size_t kLanes = 8;
constexpr std::size_t kMeterColumns = 17;

struct Tile {
  alignas(64) double column[kMeterColumns][kAnalystTile];
};

// Sums about `center`, and extremes, of the values before a block from each on (suffixes) or of a block up to each (prefixes).
struct Piece {
  double sum[kWeek + 1];
  double squares[kWeek + 1];
  double least[kWeek + 1];
  double greatest[kWeek + 1];

  void Start(std::size_t at) {
    sum[at] = squares[at] = 0;
    least[at] = std::numeric_limits<double>::infinity();
    greatest[at] = -least[at];
  }
  HWY_INLINE void Join(std::size_t from, std::size_t to, double x, double center) {
    const double d = x - center;
    sum[to] = sum[from] + d;
    squares[to] = squares[from] + d * d;
    least[to] = x < least[from] ? x : least[from];
    greatest[to] = x > greatest[from] ? x : greatest[from];
  }
};

template <class Tag>
HWY_INLINE void JoinPieces(Tag tag, const Piece& before, const Piece& here, std::size_t r, std::size_t window, double center,
                           double* const (&out)[4]) {
  const auto n = hn::Set(tag, static_cast<double>(window));
  const auto both = [&](const double* a, const double* b) { return hn::Add(hn::LoadU(tag, a + r + 1), hn::LoadU(tag, b + r + 1)); };
  const auto sum = both(before.sum, here.sum);
  const auto squares = both(before.squares, here.squares);
  const auto variance = hn::Div(hn::Sub(squares, hn::Div(hn::Mul(sum, sum), n)), hn::Set(tag, static_cast<double>(window) - 1));
  hn::StoreU(hn::Add(hn::Set(tag, center), hn::Div(sum, n)), tag, out[0] + r);
  hn::StoreU(hn::Sqrt(hn::Max(variance, hn::Zero(tag))), tag, out[1] + r);
  hn::StoreU(hn::Min(hn::LoadU(tag, before.least + r + 1), hn::LoadU(tag, here.least + r + 1)), tag, out[2] + r);
  hn::StoreU(hn::Max(hn::LoadU(tag, before.greatest + r + 1), hn::LoadU(tag, here.greatest + r + 1)), tag, out[3] + r);
}

// Mean, deviation, least and greatest over the last `window` values for each row of a block of `window` rows, of which `rows` exist. A window is a suffix
// of the block before and a prefix of this one (van Herk 1992), so that nothing is ever taken off a sum.
HWY_INLINE void RollBlock(const double* x, std::size_t window, std::size_t rows, bool has_past, double* const (&out)[4]) {
  Piece before;
  Piece here;
  const double center = x[0];
  before.Start(window);
  if (has_past) {
    for (std::size_t j = window; j-- > 1;) before.Join(j + 1, j, (x - window)[j], center);
  }
  here.Start(0);
  for (std::size_t r = 0; r < rows; ++r) here.Join(r, r + 1, x[r], center);
  const std::size_t first = has_past ? 0 : std::min(window - 1, rows);
  for (std::size_t k = 0; k < 4; ++k) std::fill_n(out[k], first, 0.0);
  const hn::CappedTag<double, kLanes> wide;
  std::size_t r = first;
  for (; r + hn::Lanes(wide) <= rows; r += hn::Lanes(wide)) JoinPieces(wide, before, here, r, window, center, out);
  for (; r < rows; ++r) JoinPieces(hn::CappedTag<double, 1>(), before, here, r, window, center, out);
}

// A string instruction, which compilers like here, is slow to begin.
HWY_INLINE void CopyRows(const double* from, std::size_t rows, double* to) {
  const hn::CappedTag<double, kLanes> tag;
  std::size_t r = 0;
  for (; r + hn::Lanes(tag) <= rows; r += hn::Lanes(tag)) hn::StoreU(hn::LoadU(tag, from + r), tag, to + r);
  for (; r < rows; ++r) to[r] = from[r];
}

// Rows of a tile whose first is row `at` of the meter; columns that look `lag` back begin at row `lag`.
HWY_INLINE void FillTile(const double* x, std::size_t at, std::size_t rows, Tile& tile) {
  auto& c = tile.column;
  CopyRows(x, rows, c[0]);
  constexpr std::size_t kLags[3] = {1, kDay, kWeek};
  for (std::size_t k = 0; k < 3; ++k) {
    const std::size_t lag = kLags[k];
    const std::size_t begin = std::min(rows, at >= lag ? 0 : lag - at);
    std::fill_n(c[1 + k], begin, 0.0);
    std::fill_n(c[12 + k], begin, 0.0);
    for (std::size_t r = begin; r < rows; ++r) {
      const double then = *(x + r - lag);
      c[1 + k][r] = then;
      c[12 + k][r] = x[r] - then;
    }
  }
  for (std::size_t b = 0; b < rows; b += kDay) {
    double* const out[4] = {c[4] + b, c[5] + b, c[6] + b, c[7] + b};
    RollBlock(x + b, kDay, std::min(kDay, rows - b), at + b >= kDay, out);
  }
  double* const out[4] = {c[8], c[9], c[10], c[11]};
  RollBlock(x, kWeek, rows, at >= kWeek, out);
  const bool past = at >= kWeek;
  for (std::size_t r = 0; r < rows; ++r) c[15][r] = past ? (x[r] + 1) / (c[3][r] + 1) : 0.0;
  const std::size_t begin = past ? 0 : std::min(rows, kWeek - 1);
  std::fill_n(c[16], begin, 0.0);
  for (std::size_t r = begin; r < rows; ++r) c[16][r] = (x[r] - c[8][r]) / (c[9][r] + 1e-6);
}

// In eight sums, so that all widths of vectors add in one order.
HWY_INLINE double SumOf(const double* x, std::size_t rows) {
  double lane[kLanes] = {};
  std::size_t r = 0;
  for (; r + kLanes <= rows; r += kLanes) {
    for (std::size_t k = 0; k < kLanes; ++k) lane[k] += x[r + k];
  }
  for (std::size_t k = 0; r < rows; ++r, ++k) lane[k] += x[r];
  return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

void AddTiles(std::span<const double> value, std::int64_t first, const HourCalendar& calendar, ColumnSums& sums) {
  Tile tile;
  for (std::size_t at = 0; at < value.size(); at += kAnalystTile) {
    const std::size_t rows = std::min(kAnalystTile, value.size() - at);
    FillTile(value.data() + at, at, rows, tile);
    for (std::size_t k = 0; k < kMeterColumns; ++k) sums[k] += SumOf(tile.column[k], rows);
    // These are the same for all meters: made once, added up for each.
    for (std::size_t k = 0; k < 9; ++k) sums[kMeterColumns + k] += SumOf(calendar.Column(k, first + static_cast<std::int64_t>(at)), rows);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace kilowatch
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kilowatch {

HWY_EXPORT(AddTiles);

void HourCalendar::Cover(std::int64_t first, std::size_t count) {
  const std::int64_t end = first + static_cast<std::int64_t>(count);
  const std::int64_t now = first_ + static_cast<std::int64_t>(columns_[0].size());
  if (columns_[0].empty() || first < first_ || end > now) {
    const std::int64_t from = columns_[0].empty() ? first : std::min(first, first_);
    const std::int64_t to = columns_[0].empty() ? end : std::max(end, now);
    for (auto& column : columns_) column.clear();
    first_ = from;
    constexpr double kTurn = 2 * std::numbers::pi;
    for (std::int64_t h = from; h < to; ++h) {
      const std::chrono::sys_days day{std::chrono::days(h >= 0 ? h / 24 : -((23 - h) / 24))};
      const std::chrono::year_month_day date(day);
      const double hour = static_cast<double>(h - 24 * day.time_since_epoch().count());
      const double weekday = std::chrono::weekday(day).iso_encoding() - 1.0;
      const auto in_year = (day - std::chrono::sys_days(date.year() / 1 / 1)).count() + 1;
      const double row[9] = {hour,
                             weekday,
                             static_cast<double>(static_cast<unsigned>(date.month())),
                             static_cast<double>(in_year),
                             weekday >= 5 ? 1.0 : 0.0,
                             std::sin(hour * (kTurn / 24)),
                             std::cos(hour * (kTurn / 24)),
                             std::sin(weekday * (kTurn / 7)),
                             std::cos(weekday * (kTurn / 7))};
      for (std::size_t c = 0; c < 9; ++c) columns_[c].push_back(row[c]);
    }
  }
}

void AddColumnSums(std::span<const double> value, std::int64_t first, HourCalendar& calendar, ColumnSums& sums) {
  calendar.Cover(first, value.size());
  HWY_DYNAMIC_DISPATCH(AddTiles)(value, first, calendar, sums);
}

void AddColumnSumsSimply(std::span<const double> value, std::size_t begin, std::int64_t first, HourCalendar& calendar, ColumnSums& sums) {
  calendar.Cover(first, value.size());
  for (std::size_t i = begin; i < value.size(); ++i) {
    const double x = value[i];
    sums[0] += x;
    std::size_t column = 1;
    for (const std::size_t lag : {1U, 24U, 168U}) {
      sums[column] += i >= lag ? value[i - lag] : 0;
      sums[column + 11] += i >= lag ? x - value[i - lag] : 0;
      ++column;
    }
    for (const std::size_t window : {24U, 168U}) {
      if (i + 1 < window) {
        column += 4;
        continue;
      }
      const auto last = value.subspan(i + 1 - window, window);
      // About a value of the window, so that the mean of equal values is that value.
      double mean = x, squares = 0;
      for (const double v : last) mean += (v - x) / static_cast<double>(window);
      for (const double v : last) squares += (v - mean) * (v - mean);
      const double deviation = std::sqrt(squares / static_cast<double>(window - 1));
      sums[column++] += mean;
      sums[column++] += deviation;
      sums[column++] += std::ranges::min(last);
      sums[column++] += std::ranges::max(last);
      if (window == 168) sums[16] += (x - mean) / (deviation + 1e-6);
    }
    sums[15] += i >= 168 ? (x + 1) / (value[i - 168] + 1) : 0;
    for (std::size_t c = 0; c < 9; ++c) sums[17 + c] += *calendar.Column(c, first + static_cast<std::int64_t>(i));
  }
}

}  // namespace kilowatch
#endif
