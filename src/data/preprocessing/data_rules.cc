#include "data/preprocessing/data_rules.h"

#include <algorithm>
#include <cmath>

#include "data/preprocessing/habitual_zero.h"
#include "data/preprocessing/usual_range.h"

namespace kilowatch {
namespace {

constexpr double kImpossible = 30;             // times the 99 % quantile
constexpr double kErrorCodeAbove = 3;          // times the same
constexpr double kLowDay = 0.5;                // of the mean: a day below is a season's end or a closure
constexpr std::size_t kLongestImpossible = 6;  // more in a row are another level, not an error
constexpr std::size_t kLongestCatchUpDays = 62;

bool IsIn(const std::vector<double>& constants, double v) { return std::ranges::find(constants, v) != constants.end(); }

class DataRules {
 public:
  DataRules(const Grid& grid, std::span<const double> value, Mode mode, std::span<Quality> quality)
      : grid_(grid), value_(value), quality_(quality), live_(mode == Mode::kLive) {
    const double cells_a_day = 86400.0 / static_cast<double>(grid.step().count());
    day_ = std::max<std::size_t>(1, static_cast<std::size_t>(cells_a_day));
    quarter_day_ = std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(cells_a_day / 4)));
    week_ = grid.step() <= Seconds(7 * 86400) ? std::max<std::size_t>(1, static_cast<std::size_t>(7 * cells_a_day)) : 0;
  }

  void Apply() {
    if (!live_) {
      Judge(0, value_.size(), LearnUsualRange(value_, day_, quarter_day_));
      return;
    }
    for (std::size_t from = 14 * day_; from < value_.size();) {
      const std::size_t to = std::min(value_.size(), from + std::max(day_, from / 4));
      Judge(from, to, LearnUsualRange(value_.first(from), day_, quarter_day_));
      from = to;
    }
  }

 private:
  void Judge(std::size_t from, std::size_t to, const UsualRange& range) {
    if (!range.known) return;
    for (std::size_t i = from; i < to;) {
      if (std::isnan(value_[i])) {
        ++i;
        continue;
      }
      const double v = value_[i];
      std::size_t begin = i;
      if (i == from) {
        while (begin > 0 && value_[begin - 1] == v) --begin;
      }
      std::size_t end = i + 1;
      while (end < to && value_[end] == v) ++end;
      JudgeRun(begin, i, end, range);
      i = end;
    }
  }

  // Cells [from, end) are to be judged; the run of equal readings began at `begin`.
  void JudgeRun(std::size_t begin, std::size_t from, std::size_t end, const UsualRange& range) {
    const double v = value_[from];
    if (IsOutOfRange(from, range)) {
      Flag(from, end, Quality::kOutOfRange, /*estimated_too=*/true);
    } else if (!range.low_placeholders.empty() && IsIn(range.low_placeholders, v)) {
      FlagPlaceholder(begin, from, end, range);
    } else if (v == 0 && range.zero_is_rare && JumpsToZero(begin, end, range)) {
      Flag(from, end, Quality::kOutage, false);
    } else if (v == 0) {
      FlagFrom(begin, from, end, ZeroLimit(begin, end, range), Quality::kOutage);
    } else if (end - begin > 1) {
      FlagFrom(begin, from, end, range.frozen_cells, Quality::kFrozen);
    } else if (from > 0 && v > range.high && IsGap(from - 1) && IsCatchUp(from, range)) {
      Flag(from, end, Quality::kCatchUp, false);
    }
  }

  bool IsOutOfRange(std::size_t i, const UsualRange& range) const {
    const double v = value_[i];
    if (range.largest <= 0 || std::abs(v) <= kErrorCodeAbove * range.largest) return false;
    if (IsErrorCode(v) || IsIn(range.high_placeholders, v)) return true;
    const auto impossible = [&](std::size_t k) { return std::abs(value_[k]) > kImpossible * range.largest; };
    if (!impossible(i)) return false;
    if (i > 0 && v > 0 && IsGap(i - 1) && IsCatchUp(i, range)) return false;
    std::size_t in_a_row = 1;
    for (std::size_t k = i; k > 0 && impossible(k - 1) && in_a_row <= kLongestImpossible; --k) ++in_a_row;
    for (std::size_t k = i + 1; !live_ && k < value_.size() && impossible(k) && in_a_row <= kLongestImpossible; ++k) ++in_a_row;
    return in_a_row <= kLongestImpossible;
  }

  // A season's end looks like an outage, too: zero must not come where the load was low already, nor a long run of anything.
  void FlagPlaceholder(std::size_t begin, std::size_t from, std::size_t end, const UsualRange& range) {
    const std::size_t limit = 21 * day_;
    if (value_[from] == 0 && (!DroppedFrom(begin, kLowDay * range.mean, /*unknown=*/true) || IsHabit(begin, end))) return;
    const bool believed = end - begin <= limit || DroppedFrom(begin, 0.5 * range.mean, /*unknown=*/true);
    Flag(from, believed ? end : (live_ ? std::max(from, std::min(end, begin + limit)) : from), Quality::kOutage, false);
  }

  bool IsHabit(std::size_t begin, std::size_t end) const { return IsHabitualZero(grid_, value_, begin + (end - 1 - begin) / 2, live_); }

  // A load that never stops was read as zero between readings of the usual size (in Live: after one), perhaps with a part of an interval before
  // and after.
  bool JumpsToZero(std::size_t begin, std::size_t end, const UsualRange& range) const {
    if (end - begin > 21 * day_ || !DroppedFrom(begin, kLowDay * range.mean, /*unknown=*/true) || IsHabit(begin, end)) return false;
    const auto reads = [&](std::size_t i, double share) { return i >= value_.size() || std::isnan(value_[i]) || value_[i] >= share * range.low; };
    const bool down = begin == 0 || reads(begin - 1, 0.4) || (begin > 1 && reads(begin - 2, 0.7));
    return down && (live_ || reads(end, 0.4) || reads(end + 1, 0.7));
  }

  // A long stop is believed to be real unless the meter ran steadily, and not low, until the moment it began.
  std::size_t ZeroLimit(std::size_t begin, std::size_t end, const UsualRange& range) const {
    if (end - begin <= range.zero_cells || range.mean <= 0) return value_.size();
    return DroppedFrom(begin, 0.8 * range.mean, /*unknown=*/false) ? range.zero_cells : value_.size();
  }

  bool DroppedFrom(std::size_t begin, double level, bool unknown) const {
    std::size_t zeros = 0, seen = 0, last_day = 0;
    double sum = 0;
    for (std::size_t i = begin; i > 0 && begin - i < 14 * day_; --i) {
      const std::size_t k = i - 1;
      if (std::isnan(value_[k]) || IsFlagged(k)) continue;
      ++seen;
      zeros += value_[k] == 0 ? 1 : 0;
      if (last_day < day_) {
        sum += value_[k];
        ++last_day;
      }
    }
    if (seen < 2 * day_) return unknown;
    return zeros * 5 < seen && sum >= level * static_cast<double>(last_day);
  }

  // The reading after a gap that holds what the gap did not: about the usual of its own interval and of the gap's together.
  bool IsCatchUp(std::size_t i, const UsualRange& range) const {
    if (range.switched) return false;  // its usual says nothing about one interval
    const double own = Usual(i, range);
    double gap = 0;
    std::size_t length = 0;
    for (std::size_t k = i; k > 0 && IsGap(k - 1); --k) {
      if (++length > kLongestCatchUpDays * day_) return false;
      gap += Usual(k - 1, range);
    }
    const double tolerance = length == 1 ? 0.2 : 0.4;
    return own > 0 && gap > 0.6 * own && std::abs(value_[i] - own - gap) <= tolerance * (own + gap);
  }

  // The mean of the same hour of up to four weeks before (and, in Review, after).
  double Usual(std::size_t i, const UsualRange& range) const {
    if (week_ == 0) return range.middle;
    double sum = 0;
    int count = 0;
    const auto take = [&](std::size_t k) {
      if (std::isnan(value_[k]) || IsFlagged(k) || std::abs(value_[k]) > kErrorCodeAbove * range.largest) return;
      sum += value_[k];
      ++count;
    };
    for (std::size_t back = 1; back <= 4; ++back) {
      if (i >= back * week_) take(i - back * week_);
      if (!live_ && i + back * week_ < value_.size()) take(i + back * week_);
    }
    return count == 0 ? range.middle : sum / count;
  }

  bool IsFlagged(std::size_t i) const { return quality_[i] >= Quality::kFrozen; }
  bool IsGap(std::size_t i) const { return std::isnan(value_[i]) || quality_[i] == Quality::kOutage; }

  void FlagFrom(std::size_t begin, std::size_t from, std::size_t end, std::size_t limit, Quality flag) {
    if (end - begin > limit) Flag(live_ ? std::max(from, begin + limit) : from, end, flag, false);
  }

  void Flag(std::size_t from, std::size_t end, Quality flag, bool estimated_too) {
    for (std::size_t i = from; i < end; ++i) {
      if (quality_[i] == Quality::kMeasured || (estimated_too && quality_[i] == Quality::kEstimated)) quality_[i] = flag;
    }
  }

  const Grid& grid_;
  std::span<const double> value_;
  std::span<Quality> quality_;
  bool live_;
  std::size_t day_ = 24;
  std::size_t quarter_day_ = 6;
  std::size_t week_ = 168;
};

}  // namespace

void ApplyDataRules(const Grid& grid, std::span<const double> value, Mode mode, std::span<Quality> quality) {
  DataRules(grid, value, mode, quality).Apply();
}

void FillShortGaps(const Grid& grid, Seconds longest, std::span<double> input, std::span<Quality> quality) {
  if (grid.spacing() != Spacing::kFixed || grid.step() > Seconds(3600)) return;
  const auto most = static_cast<std::size_t>(longest / grid.step());
  const auto is_gap = [&](std::size_t i) { return quality[i] == Quality::kMissing || quality[i] == Quality::kRejected; };
  for (std::size_t i = 0; i < input.size(); ++i) {
    if (!is_gap(i)) continue;
    std::size_t end = i;
    while (end < input.size() && is_gap(end)) ++end;
    const bool bounded = i > 0 && end < input.size() && !std::isnan(input[i - 1]) && !std::isnan(input[end]);
    if (bounded && end - i <= most) {
      const double left = input[i - 1];
      const double slope = (input[end] - left) / static_cast<double>(end - i + 1);
      for (std::size_t k = i; k < end; ++k) {
        input[k] = left + slope * static_cast<double>(k - i + 1);
        quality[k] = Quality::kFilled;
      }
    }
    i = end;
  }
}

}  // namespace kilowatch
