#include "data/ingestion/csv/stamp_resolver.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "data/ingestion/csv/stamp_parser.h"

namespace kilowatch {
namespace {

constexpr std::int64_t kDay = 86400;

std::int64_t DayNumber(std::int64_t wall) { return wall >= 0 ? wall / kDay : -((-wall + kDay - 1) / kDay); }

// The wall clock one calendar month earlier; a day that month lacks becomes its last.
std::int64_t MonthBefore(std::int64_t wall) {
  const std::int64_t day_number = DayNumber(wall);
  const std::chrono::year_month_day day{LocalDay(std::chrono::days(day_number))};
  const auto month = day.year() / day.month() - std::chrono::months(1);
  std::chrono::year_month_day before = month / day.day();
  if (!before.ok()) before = month / std::chrono::last;
  return LocalDay(before).time_since_epoch().count() * kDay + (wall - day_number * kDay);
}

// What the days of clock changes show of the stamps, with values in them.
struct ChangeDays {
  std::set<std::int64_t> skipped;            // days with a value in the hour that the clock skips
  std::map<std::int64_t, int> passed_twice;  // wall clocks of the hour that it passes twice, and how often they come
  std::int64_t values = 0;                   // in skipped hours

  std::int64_t Doubled() const {
    return std::ranges::count_if(passed_twice, [](const auto& entry) { return entry.second > 1; });
  }
};

class StampResolver {
 public:
  StampResolver(const RawTable& table, std::size_t column, const StampRules& rules)
      : table_(table), value_(table.value[column]), rules_(rules), clock_(rules.zone) {}

  ResolvedStamps Resolve();

 private:
  bool IsWall(std::size_t i) const { return (table_.flag[i] & RawTable::kInstant) == 0; }
  bool HasValue(std::size_t i) const { return !std::isnan(value_[i]); }
  std::int64_t Start(std::int64_t stamp) const {
    if (!rules_.ends) return stamp;
    return rules_.spacing == Spacing::kLocalMonth ? MonthBefore(stamp) : stamp - rules_.interval.count();
  }
  void Observe(std::int64_t wall, std::size_t row, ChangeDays& seen);
  // Chooses how stamps are to be read by what is seen on days of changes.
  void LearnClock();
  // On a clock that never changes.
  ResolvedStamps TakeAsTheyStand();
  bool PassesChangesWithoutThem(const ChangeDays& seen) const;
  Instant WinterTime(std::int64_t wall);
  void ResolveWall(std::int64_t wall, std::size_t row);
  bool RunsBackwards() const;
  void ShareRepeated();

  const RawTable& table_;
  const std::vector<double>& value_;
  const StampRules& rules_;
  WallClock clock_;
  bool ends_by_clock_ = false;
  std::int64_t winter_month_ = std::numeric_limits<std::int64_t>::min();
  std::int64_t winter_offset_ = 0;
  std::vector<std::pair<std::int64_t, std::size_t>> repeated_;  // wall clock and row
  ResolvedStamps out_;
};

void StampResolver::Observe(std::int64_t wall, std::size_t row, ChangeDays& seen) {
  if (!HasValue(row)) return;
  const TimeZone::Instants instants = clock_.ToInstants(wall);
  if (!instants.exists) {
    seen.skipped.insert(DayNumber(wall));
    ++seen.values;
  } else if (instants.second) {
    seen.passed_twice[wall] += (table_.flag[row] & RawTable::kRepeated) != 0 ? 2 : 1;
  }
}

bool StampResolver::PassesChangesWithoutThem(const ChangeDays& seen) const {
  if (seen.skipped.empty() || seen.Doubled() > 0) return false;
  const auto [first, last] = std::ranges::minmax(table_.stamp);
  std::size_t springs = 0, autumns = 0;
  // Wall clocks are within a day of the instants that they are taken for here.
  TimeZone::Offset period = rules_.zone.OffsetPeriod(FromEpochSeconds(first - kDay));
  while (period.valid.end < FromEpochSeconds(last + kDay)) {
    const TimeZone::Offset next = rules_.zone.OffsetPeriod(period.valid.end);
    springs += next.seconds > period.seconds ? 1 : 0;
    autumns += next.seconds < period.seconds ? 1 : 0;
    period = next;
  }
  return autumns > 0 && springs > 0 && seen.skipped.size() >= springs;
}

void StampResolver::LearnClock() {
  if (!rules_.zone.HasClockChanges() || rules_.spacing != Spacing::kFixed || table_.rows() == 0) return;
  ChangeDays starts, ends;
  for (std::size_t i = 0; i < table_.rows(); ++i) {
    if (!IsWall(i)) continue;
    Observe(Start(table_.stamp[i]), i, starts);
    if (rules_.ends) Observe(table_.stamp[i], i, ends);
  }
  out_.no_clock_changes = rules_.is_whole && PassesChangesWithoutThem(starts);
  ends_by_clock_ = rules_.ends && !out_.no_clock_changes && starts.values + ends.Doubled() > ends.values + starts.Doubled();
}

Instant StampResolver::WinterTime(std::int64_t wall) {
  constexpr std::int64_t kMonth = 30 * kDay;
  const std::int64_t month = wall / kMonth;
  if (month != winter_month_) {
    winter_month_ = month;
    const auto offset_after = [&](int months) { return rules_.zone.OffsetAt(FromEpochSeconds(wall + months * kMonth)); };
    winter_offset_ = std::min({offset_after(0), offset_after(3), offset_after(6), offset_after(9)}).count();
  }
  return FromEpochSeconds(wall - winter_offset_);
}

void StampResolver::ResolveWall(std::int64_t wall, std::size_t row) {
  const TimeZone::Instants instants = clock_.ToInstants(wall);
  out_.time[row] = instants.first;
  if (!instants.exists) {
    if (!HasValue(row)) out_.no_interval.push_back(row);
    out_.skipped += HasValue(row) ? 1 : 0;
    const Seconds before = rules_.zone.OffsetAt(instants.first - Seconds(1));
    out_.time[row] = FromEpochSeconds(wall - before.count());
  } else if (instants.second && (table_.flag[row] & RawTable::kRepeated) != 0) {
    out_.time[row] = *instants.second;
  } else if (instants.second) {
    repeated_.emplace_back(wall, row);
  }
}

ResolvedStamps StampResolver::Resolve() {
  if (!rules_.zone.HasClockChanges()) return TakeAsTheyStand();
  LearnClock();
  out_.time.resize(table_.rows());
  for (std::size_t i = 0; i < out_.time.size(); ++i) {
    std::int64_t stamp = table_.stamp[i];
    if (!IsWall(i)) {
      if (!rules_.ends || rules_.spacing == Spacing::kFixed) {
        out_.time[i] = FromEpochSeconds(Start(stamp));
        continue;
      }
      // Days and months end on the wall clock.
      stamp = rules_.zone.ToLocal(FromEpochSeconds(stamp)).time_since_epoch().count();
    }
    if (out_.no_clock_changes) {
      out_.time[i] = WinterTime(Start(stamp));
    } else {
      ResolveWall(ends_by_clock_ ? stamp : Start(stamp), i);
    }
  }
  out_.doubled = static_cast<std::int64_t>(repeated_.size());
  ShareRepeated();
  if (ends_by_clock_) {
    for (std::size_t i = 0; i < out_.time.size(); ++i) out_.time[i] -= IsWall(i) ? rules_.interval : Seconds(0);
  }
  return std::move(out_);
}

ResolvedStamps StampResolver::TakeAsTheyStand() {
  const bool months = rules_.ends && rules_.spacing == Spacing::kLocalMonth;
  const std::int64_t length = rules_.ends ? rules_.interval.count() : 0;
  out_.time.reserve(table_.rows());
  for (const std::int64_t stamp : table_.stamp) out_.time.push_back(FromEpochSeconds(months ? MonthBefore(stamp) : stamp - length));
  return std::move(out_);
}

bool StampResolver::RunsBackwards() const {
  std::int64_t steps = 0;
  for (std::size_t i = 1; i < table_.rows(); ++i) steps += (table_.stamp[i] > table_.stamp[i - 1]) - (table_.stamp[i] < table_.stamp[i - 1]);
  return steps < 0;
}

void StampResolver::ShareRepeated() {
  std::ranges::stable_sort(repeated_, {}, &std::pair<std::int64_t, std::size_t>::first);
  const bool backwards = !repeated_.empty() && RunsBackwards();
  for (std::size_t begin = 0; begin < repeated_.size();) {
    std::size_t end = begin;
    while (end < repeated_.size() && repeated_[end].first == repeated_[begin].first) ++end;
    const Instant second = *clock_.ToInstants(repeated_[begin].first).second;
    for (std::size_t k = begin; k < end; ++k) {
      const bool later = backwards ? k == begin && end - begin > 1 : k > begin;
      if (later) out_.time[repeated_[k].second] = second;
    }
    begin = end;
  }
}

}  // namespace

ResolvedStamps ResolveStamps(const RawTable& table, std::size_t column, const StampRules& rules) {
  return StampResolver(table, column, rules).Resolve();
}

}  // namespace kilowatch
