#include "data/ingestion/csv/frame_part.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <numeric>

#include "data/ingestion/csv/register_difference.h"
#include "data/ingestion/csv/stamp_parser.h"

namespace kilowatch {
namespace {

constexpr std::int64_t kDay = 86400;

// The wall clock one calendar month earlier; a day that month lacks becomes its last.
std::int64_t MonthBefore(std::int64_t wall) {
  const std::int64_t day_number = wall >= 0 ? wall / kDay : -((-wall + kDay - 1) / kDay);
  const std::chrono::year_month_day day{LocalDay(std::chrono::days(day_number))};
  const auto month = day.year() / day.month() - std::chrono::months(1);
  std::chrono::year_month_day before = month / day.day();
  if (!before.ok()) before = month / std::chrono::last;
  return LocalDay(before).time_since_epoch().count() * kDay + (wall - day_number * kDay);
}

// Turns the stamps of one series into interval starts.
class StampResolver {
 public:
  StampResolver(const RawTable& table, const TimeZone& zone, bool ends, const MeterFrame& frame)
      : table_(table), clock_(zone), spacing_(frame.spacing), interval_(frame.interval.count()), ends_(ends) {}

  std::vector<Instant> Resolve(FramePart& part);

 private:
  std::int64_t Start(std::int64_t stamp) const {
    if (!ends_) return stamp;
    return spacing_ == Spacing::kLocalMonth ? MonthBefore(stamp) : stamp - interval_;
  }
  bool RunsBackwards() const;
  void ShareRepeated(std::vector<Instant>& time);

  const RawTable& table_;
  WallClock clock_;
  Spacing spacing_;
  std::int64_t interval_;
  bool ends_;
  std::vector<std::pair<std::int64_t, std::size_t>> repeated_;  // wall clock and row
};

std::vector<Instant> StampResolver::Resolve(FramePart& part) {
  std::vector<Instant> time(table_.rows());
  for (std::size_t i = 0; i < time.size(); ++i) {
    std::int64_t stamp = table_.stamp[i];
    if ((table_.flag[i] & RawTable::kInstant) != 0) {
      if (!ends_ || spacing_ == Spacing::kFixed) {
        time[i] = FromEpochSeconds(Start(stamp));
        continue;
      }
      // Days and months end on the wall clock.
      stamp = clock_.zone().ToLocal(FromEpochSeconds(stamp)).time_since_epoch().count();
    }
    const std::int64_t wall = Start(stamp);
    const TimeZone::Instants instants = clock_.ToInstants(wall);
    time[i] = instants.first;
    if (!instants.exists) {
      ++part.skipped;
      const Seconds before = clock_.zone().OffsetAt(instants.first - Seconds(1));
      time[i] = FromEpochSeconds(wall - before.count());
    } else if (instants.second && (table_.flag[i] & RawTable::kRepeated) != 0) {
      time[i] = *instants.second;
    } else if (instants.second) {
      repeated_.emplace_back(wall, i);
    }
  }
  part.doubled = static_cast<std::int64_t>(repeated_.size());
  ShareRepeated(time);
  return time;
}

bool StampResolver::RunsBackwards() const {
  std::int64_t steps = 0;
  for (std::size_t i = 1; i < table_.rows(); ++i) steps += (table_.stamp[i] > table_.stamp[i - 1]) - (table_.stamp[i] < table_.stamp[i - 1]);
  return steps < 0;
}

void StampResolver::ShareRepeated(std::vector<Instant>& time) {
  std::ranges::stable_sort(repeated_, {}, &std::pair<std::int64_t, std::size_t>::first);
  const bool backwards = !repeated_.empty() && RunsBackwards();
  for (std::size_t begin = 0; begin < repeated_.size();) {
    std::size_t end = begin;
    while (end < repeated_.size() && repeated_[end].first == repeated_[begin].first) ++end;
    const Instant second = *clock_.ToInstants(repeated_[begin].first).second;
    for (std::size_t k = begin; k < end; ++k) {
      const bool later = backwards ? k == begin && end - begin > 1 : k > begin;
      if (later) time[repeated_[k].second] = second;
    }
    begin = end;
  }
}

// The unit in which row `i` stands.
SourceUnit UnitOfRow(const RawTable& table, const ReadingColumn& reading, const PartOptions& options, std::size_t i) {
  if (table.unit.empty() || table.unit[i] >= table.units.size()) return reading.unit;
  return WithCalorificValue(table.units[table.unit[i]], reading.commodity, options.kwh_per_m3);
}

double HoursOf(Instant start, const MeterFrame& frame, const TimeZone& zone) {
  if (frame.spacing == Spacing::kFixed) return static_cast<double>(frame.interval.count()) / 3600;
  const LocalDay day = zone.DayOf(start);
  LocalDay end = day + std::chrono::days(1);
  if (frame.spacing == Spacing::kLocalMonth) {
    const std::chrono::year_month_day date(day);
    end = LocalDay((date.year() / date.month() + std::chrono::months(1)) / date.day());
  }
  return static_cast<double>((zone.StartOfDay(end) - zone.StartOfDay(day)).count()) / 3600;
}

void ConvertValues(const RawTable& table, std::size_t column, const ReadingColumn& reading, const TimeZone& zone, const PartOptions& options,
                   FramePart& part) {
  MeterFrame& frame = part.frame;
  const std::vector<double>& raw = table.value[column];
  const Unit unit = table.rows() == 0 ? reading.unit.unit : UnitOfRow(table, reading, options, 0).unit;
  frame.value.resize(raw.size());
  frame.quality.resize(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const SourceUnit from = UnitOfRow(table, reading, options, i);
    double value = raw[i] * from.factor;
    if (from.is_power && !reading.is_register) value *= HoursOf(frame.time[i], frame, zone);
    Quality quality = static_cast<Quality>(table.flag[i] >> RawTable::kQualityShift);
    if (std::isnan(raw[i])) {
      quality = IsRejected(raw[i]) ? Quality::kRejected : Quality::kMissing;
    } else if (from.unit != unit || !std::isfinite(value)) {
      part.other_unit += from.unit != unit;
      quality = Quality::kRejected;
    }
    const bool has_value = quality == Quality::kMeasured || quality == Quality::kEstimated;
    frame.value[i] = has_value ? value : std::numeric_limits<double>::quiet_NaN();
    frame.quality[i] = quality;
  }
}

void ChooseSpacing(const RawTable& table, const CsvPlan& plan, const TimeZone& zone, const PartOptions& options, MeterFrame& frame) {
  StampSpacing found = FindSpacing(table.stamp);
  if (options.interval) found = {*options.interval, false};
  if (found.interval.count() == 0) found.interval = plan.interval.value_or(Seconds(3600));
  frame.interval = found.interval;
  const bool on_wall_clock = table.rows() == 0 || (table.flag[0] & RawTable::kInstant) == 0 || zone.HasClockChanges();
  if (found.is_month) frame.spacing = Spacing::kLocalMonth;
  if (found.interval == Seconds(kDay) && on_wall_clock) frame.spacing = Spacing::kLocalDay;
}

template <class T>
void Permute(std::vector<T>& values, const std::vector<std::uint32_t>& order) {
  if (values.empty()) return;
  std::vector<T> sorted(values.size());
  for (std::size_t i = 0; i < order.size(); ++i) sorted[i] = values[order[i]];
  values = std::move(sorted);
}

}  // namespace

StampSpacing FindSpacing(const std::vector<std::int64_t>& stamps) {
  std::vector<std::int64_t> sorted;
  const std::vector<std::int64_t>* in_order = &stamps;
  if (!std::ranges::is_sorted(stamps)) {
    sorted = stamps;
    std::ranges::sort(sorted);
    in_order = &sorted;
  }
  std::map<std::int64_t, std::int64_t> counts;
  std::int64_t last_distance = 0;
  std::int64_t* last_count = nullptr;
  std::int64_t all = 0;
  for (std::size_t i = 1; i < in_order->size(); ++i) {
    const std::int64_t distance = (*in_order)[i] - (*in_order)[i - 1];
    if (distance <= 0) continue;
    if (distance != last_distance) last_count = &counts[distance];
    last_distance = distance;
    ++*last_count;
    ++all;
  }
  StampSpacing spacing;
  std::int64_t most = 0;
  std::int64_t months = 0;
  for (const auto& [distance, count] : counts) {
    if (distance >= 28 * kDay - 7200 && distance <= 31 * kDay + 7200) months += count;
    if (count > most) spacing.interval = Seconds(distance);
    most = std::max(most, count);
  }
  if (all > 0 && months * 2 > all) spacing = {Seconds(30 * kDay), true};
  return spacing;
}

void SortByTime(MeterFrame& frame) {
  if (std::ranges::is_sorted(frame.time)) return;
  std::vector<std::uint32_t> order(frame.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return frame.time[i]; });
  Permute(frame.time, order);
  Permute(frame.value, order);
  Permute(frame.quality, order);
  Permute(frame.temperature, order);
  Permute(frame.label, order);
}

FramePart MakeFramePart(const RawTable& table, std::size_t column, const CsvPlan& plan, const ReadingColumn& reading, const TimeZone& zone,
                        const PartOptions& options) {
  FramePart part;
  ChooseSpacing(table, plan, zone, options, part.frame);
  // A register is read at an instant; its differences get their intervals below.
  const bool ends = plan.understanding.stamps_end_interval && !reading.is_register;
  part.frame.time = StampResolver(table, zone, ends, part.frame).Resolve(part);
  part.frame.temperature = table.temperature;
  part.frame.label = table.label;
  ConvertValues(table, column, reading, zone, options, part);
  SortByTime(part.frame);
  if (reading.is_register) TakeDifferences(part);
  return part;
}

}  // namespace kilowatch
