#include "data/ingestion/csv/frame_part.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <numeric>

#include "data/ingestion/csv/register_difference.h"
#include "data/ingestion/csv/stamp_resolver.h"

namespace kilowatch {
namespace {

constexpr std::int64_t kDay = 86400;

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

// A reading as the file has it, `value` in the meter's unit if it fits that.
void AddValue(double raw, double value, bool fits, std::uint8_t flag, MeterFrame& frame) {
  const Quality not_there = IsRejected(raw) ? Quality::kRejected : Quality::kMissing;
  const auto said = static_cast<Quality>(flag >> RawTable::kQualityShift);
  const Quality quality = std::isnan(raw) ? not_there : fits && std::isfinite(value) ? said : Quality::kRejected;
  const bool has_value = quality == Quality::kMeasured || quality == Quality::kEstimated;
  frame.value.push_back(has_value ? value : std::numeric_limits<double>::quiet_NaN());
  frame.quality.push_back(quality);
}

void ConvertValues(const RawTable& table, std::size_t column, const ReadingColumn& reading, const TimeZone& zone, const PartOptions& options,
                   FramePart& part) {
  MeterFrame& frame = part.frame;
  const std::vector<double>& raw = table.value[column];
  frame.value.reserve(raw.size());
  frame.quality.reserve(raw.size());
  if (table.unit.empty() && !reading.unit.is_power) {
    const double factor = reading.unit.factor;
    for (std::size_t i = 0; i < raw.size(); ++i) AddValue(raw[i], raw[i] * factor, true, table.flag[i], frame);
    return;
  }
  const Unit unit = table.rows() == 0 ? reading.unit.unit : UnitOfRow(table, reading, options, 0).unit;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const SourceUnit from = UnitOfRow(table, reading, options, i);
    double value = raw[i] * from.factor;
    if (from.is_power && !reading.is_register) value *= HoursOf(frame.time[i], frame, zone);
    part.other_unit += from.unit != unit && !std::isnan(raw[i]);
    AddValue(raw[i], value, from.unit == unit, table.flag[i], frame);
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
void DropFrom(std::vector<T>& values, const std::vector<std::size_t>& rows) {
  if (values.empty() || rows.empty()) return;
  std::size_t next = 0, to = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (next < rows.size() && rows[next] == i) {
      ++next;
    } else {
      values[to++] = values[i];
    }
  }
  values.resize(to);
}

void DropRows(MeterFrame& frame, const std::vector<std::size_t>& rows) {
  DropFrom(frame.time, rows);
  DropFrom(frame.value, rows);
  DropFrom(frame.quality, rows);
  DropFrom(frame.temperature, rows);
  DropFrom(frame.label, rows);
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
  ResolvedStamps stamps = ResolveStamps(table, column, {zone, part.frame.spacing, part.frame.interval, ends, options.is_whole});
  part.frame.time = std::move(stamps.time);
  part.doubled = stamps.doubled;
  part.skipped = stamps.skipped;
  part.no_clock_changes = stamps.no_clock_changes;
  part.frame.temperature = table.temperature;
  part.frame.label = table.label;
  ConvertValues(table, column, reading, zone, options, part);
  DropRows(part.frame, stamps.no_interval);
  SortByTime(part.frame);
  if (reading.is_register) TakeDifferences(part);
  return part;
}

}  // namespace kilowatch
