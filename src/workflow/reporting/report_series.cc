#include "workflow/reporting/report_series.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "decision/policy/decide.h"

namespace kilowatch {
namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

// Mean of the finite values, none if there is none.
template <class Values>
float MeanOfCells(const Values& values, std::size_t first, std::size_t last) {
  double sum = 0;
  std::size_t count = 0;
  for (std::size_t i = first; i < last; ++i) {
    if (!std::isfinite(values[i])) continue;
    sum += values[i];
    ++count;
  }
  return count == 0 ? kNone : static_cast<float>(sum / static_cast<double>(count));
}

// An event with as much before and after it as itself lasts, at least two days.
EventWindow WindowOf(const ScoredMeter& scored, const Event& event) {
  const CleanBlock& block = scored.block;
  const auto cells_a_day = std::max<std::size_t>(1, block.grid().StepsPerDay());
  const std::size_t length = event.last_cell - event.first_cell + 1;
  const std::size_t margin = std::max<std::size_t>(2 * cells_a_day, std::min<std::size_t>(length, 14 * cells_a_day));
  const std::size_t first = event.first_cell > margin ? event.first_cell - margin : 0;
  const std::size_t last = std::min<std::size_t>(block.size(), event.last_cell + 1 + margin);
  const std::size_t stride = (last - first + ReportSeries::kMostPoints - 1) / ReportSeries::kMostPoints;
  const float per_hour = block.meter().unit == Unit::kOther ? 1.0F : 3600.0F / static_cast<float>(block.grid().step().count());
  EventWindow window;
  window.event = event.span;
  window.whole = {block.grid().Start(first), block.grid().Start(last)};
  const Expectation& expectation = scored.judgement.expectation;
  for (std::size_t i = first; i < last; i += stride) {
    const std::size_t end = std::min(i + stride, last);
    window.time.push_back(block.grid().Start(i));
    window.actual.push_back(per_hour * MeanOfCells(block.value(), i, end));
    window.expected.push_back(per_hour * MeanOfCells(expectation.expected, i, end));
    window.low.push_back(per_hour * MeanOfCells(expectation.low, i, end));
    window.high.push_back(per_hour * MeanOfCells(expectation.high, i, end));
    window.temperature.push_back(block.temperature().empty() ? kNone : MeanOfCells(block.temperature(), i, end));
  }
  return window;
}

void AddDays(const ScoredMeter& scored, MeterSeries& series) {
  const CleanBlock& block = scored.block;
  if (block.days().empty()) return;
  series.first_day = block.days().front().date;
  for (const BlockDay& day : block.days()) {
    // A block's days follow each other; monthly cells count as the day they begin on.
    const auto index = static_cast<std::size_t>((day.date - series.first_day).count());
    series.daily_actual.resize(index + 1, kNone);
    series.daily_expected.resize(index + 1, kNone);
    const auto cells = static_cast<float>(day.end - day.begin);
    const float factor = block.meter().unit == Unit::kOther ? 1.0F : cells;
    series.daily_actual[index] = factor * MeanOfCells(block.value(), day.begin, day.end);
    series.daily_expected[index] = factor * MeanOfCells(scored.judgement.expectation.expected, day.begin, day.end);
  }
}

void AddWeek(const ScoredMeter& scored, MeterSeries& series) {
  const CleanBlock& block = scored.block;
  if (block.grid().spacing() != Spacing::kFixed || block.grid().step() > Seconds(3600)) return;
  const float per_hour = block.meter().unit == Unit::kOther ? 1.0F : 3600.0F / static_cast<float>(block.grid().step().count());
  const std::size_t per_day = block.grid().StepsPerDay();
  std::vector<double> sums(168, 0);
  std::vector<std::size_t> counts(168, 0);
  for (std::size_t i = 0; i < block.size(); ++i) {
    if (!std::isfinite(block.input()[i])) continue;
    const std::size_t slot = block.slot_of_week()[i];
    const std::size_t hour = std::min<std::size_t>(167, slot / per_day * 24 + slot % per_day * 24 / per_day);
    sums[hour] += block.input()[i];
    ++counts[hour];
  }
  series.week.assign(168, kNone);
  for (std::size_t hour = 0; hour < 168; ++hour) {
    if (counts[hour] > 0) series.week[hour] = per_hour * static_cast<float>(sums[hour] / static_cast<double>(counts[hour]));
  }
}

double SizeOf(const Event& event) { return std::max(std::abs(event.excess), event.unmeasured); }

// Events that policy would join to one finding.
struct LikeEvents {
  const Event* largest = nullptr;
  Instant last;
  double size = 0, recent = 0;
};

std::vector<LikeEvents> GroupsOf(const std::vector<Event>& events, Instant end) {
  const auto apart = Seconds(static_cast<std::int64_t>(Policy{}.separate_after_days * 86400));
  std::map<std::tuple<EventClass, EventKind, HoursPattern>, std::size_t> open;
  std::vector<LikeEvents> groups;
  for (const Event& event : events) {
    const auto [at, fresh] = open.try_emplace({event.event_class, event.kind, event.hours}, groups.size());
    if (fresh || event.span.begin - groups[at->second].last > apart) {
      at->second = groups.size();
      groups.emplace_back();
    }
    LikeEvents& group = groups[at->second];
    if (group.largest == nullptr || SizeOf(event) > SizeOf(*group.largest)) group.largest = &event;
    group.last = event.span.end;
    group.size += SizeOf(event);
    if (end - event.span.begin < Seconds(90 * 86400)) group.recent += SizeOf(event);
  }
  return groups;
}

}  // namespace

float MeanOf(const std::vector<float>& values, std::size_t first, std::size_t last) { return MeanOfCells(values, first, last); }

void ReportSeries::Add(const MeterFrame& frame, const ScoredMeter& scored) {
  MeterSeries& series = meters_[frame.meter.name];
  series.zone = scored.block.site().zone;
  AddDays(scored, series);
  AddWeek(scored, series);
  const CleanBlock& block = scored.block;
  if (block.size() == 0) return;
  std::vector<LikeEvents> groups = GroupsOf(scored.events, block.grid().Start(block.size()));
  std::ranges::stable_sort(groups, std::ranges::greater(), [](const LikeEvents& group) { return std::max(group.size, 4 * group.recent); });
  std::array<std::size_t, 3> kept{};
  for (const LikeEvents& group : groups) {
    const auto of_class = static_cast<std::size_t>(group.largest->event_class);
    if (kept[of_class]++ < kMostWindows[of_class]) series.windows.emplace(group.largest->id, WindowOf(scored, *group.largest));
  }
}

const MeterSeries* ReportSeries::Find(const std::string& meter) const {
  const auto found = meters_.find(meter);
  return found == meters_.end() ? nullptr : &found->second;
}

const EventWindow* ReportSeries::FindWindow(const std::string& meter, const std::string& event) const {
  const MeterSeries* series = Find(meter);
  if (series == nullptr) return nullptr;
  const auto found = series->windows.find(event);
  return found == series->windows.end() ? nullptr : &found->second;
}

}  // namespace kilowatch
