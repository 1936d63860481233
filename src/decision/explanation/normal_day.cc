#include "decision/explanation/normal_day.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <ranges>

namespace kilowatch {
namespace {

constexpr std::size_t kCellsAround = 14;
// Days that are alike within so much of the load are told apart by how far away they are.
constexpr double kAlike = 0.02;

double SumOfFinite(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0, [](double sum, double value) { return std::isfinite(value) ? sum + value : sum; });
}

constexpr double kInBand = 0.9;

struct Cells {
  std::size_t first = 0;
  std::size_t end = 0;
};

// A day's cells; a cell by itself where it is a day or longer.
Cells DayCells(const CleanBlock& block, std::size_t cell) {
  if (block.grid().step() >= Seconds(86400)) return {cell, cell + 1};
  const BlockDay& day = block.days()[block.day_of()[cell]];
  return {day.begin, day.end};
}

DayCourse CourseOf(const ScoredMeter& scored, Cells cells) {
  const CleanBlock& block = scored.block;
  const auto at = [](const auto& values, std::size_t i) { return i < values.size() ? values[i] : std::nan(""); };
  DayCourse course;
  course.date = block.site().zone.DayOf(block.grid().Start(cells.first));
  course.first = cells.first;
  course.end = cells.end;
  for (std::size_t i = cells.first; i < cells.end; ++i) {
    course.read.push_back(block.value()[i]);
    course.expected.push_back(at(scored.judgement.expectation.expected, i));
    course.low.push_back(at(scored.judgement.expectation.low, i));
    course.high.push_back(at(scored.judgement.expectation.high, i));
  }
  return course;
}

// Cells of alarms, events and of readings that are not believed.
std::vector<bool> StrangeCells(const ScoredMeter& scored) {
  const CleanBlock& block = scored.block;
  std::vector<bool> strange(block.size(), false);
  for (std::size_t i = 0; i < block.size(); ++i)
    strange[i] = block.quality()[i] != Quality::kMeasured || !(scored.judgement.scores.score[i] < kAlarmScore);
  const auto mark = [&](const Event& event) { std::fill(strange.begin() + event.first_cell, strange.begin() + event.last_cell + 1, true); };
  for (const Event& event : scored.events) mark(event);
  for (const SlowEvent& slow : scored.slow) mark(slow.event);
  return strange;
}

// Whether nine in ten of the day's readings lie in the band.
bool IsAsExpected(const ScoredMeter& scored, Cells day) {
  const Expectation& expectation = scored.judgement.expectation;
  double within = 0;
  for (std::size_t i = day.first; i < day.end; ++i) {
    within += expectation.low[i] <= scored.block.value()[i] && scored.block.value()[i] <= expectation.high[i] ? 1 : 0;
  }
  return within >= kInBand * static_cast<double>(day.end - day.first);
}

// Root mean square of the difference of two days' expectations over their common length; infinite where something is not expected.
double DistanceOf(const std::vector<double>& expected, Cells a, Cells b) {
  const std::size_t length = std::min(a.end - a.first, b.end - b.first);
  double sum = 0;
  for (std::size_t i = 0; i < length; ++i) {
    const double difference = expected[a.first + i] - expected[b.first + i];
    sum += difference * difference;
  }
  return std::isfinite(sum) && length > 0 ? std::sqrt(sum / static_cast<double>(length)) : std::numeric_limits<double>::infinity();
}

double MeanSize(const std::vector<double>& values, Cells cells) {
  double sum = 0;
  for (std::size_t i = cells.first; i < cells.end; ++i) sum += std::abs(values[i]);
  return sum / static_cast<double>(cells.end - cells.first);
}

}  // namespace

double DayCourse::ReadSum() const { return SumOfFinite(read); }
double DayCourse::ExpectedSum() const { return SumOfFinite(expected); }

DayCourse CourseAround(const ScoredMeter& scored, std::size_t cell) {
  const CleanBlock& block = scored.block;
  if (block.grid().step() < Seconds(86400)) return CourseOf(scored, DayCells(block, cell));
  DayCourse course = CourseOf(scored, {cell > kCellsAround ? cell - kCellsAround : 0, std::min(block.size(), cell + kCellsAround)});
  course.date = block.site().zone.DayOf(block.grid().Start(cell));
  return course;
}

std::optional<DayCourse> NearestNormalDay(const ScoredMeter& scored, std::size_t cell) {
  const CleanBlock& block = scored.block;
  const std::vector<double>& expected = scored.judgement.expectation.expected;
  const Cells own = DayCells(block, cell);
  const std::vector<bool> strange = StrangeCells(scored);
  // Live knows only the past.
  const std::size_t end = block.mode() == Mode::kLive ? own.first : block.size();
  std::optional<Cells> nearest;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t at = 0; at < end;) {
    const Cells day = DayCells(block, at);
    at = day.end;
    if (day.first == own.first || day.end - day.first != own.end - own.first) continue;
    const auto cells =
        std::ranges::subrange(strange.begin() + static_cast<std::ptrdiff_t>(day.first), strange.begin() + static_cast<std::ptrdiff_t>(day.end));
    if (std::ranges::find(cells, true) != cells.end() || !IsAsExpected(scored, day)) continue;
    const double away = std::abs(static_cast<double>((block.grid().Start(day.first) - block.grid().Start(own.first)).count())) / 86400;
    const double distance = DistanceOf(expected, own, day) + kAlike * MeanSize(expected, own) * away / 365;
    if (!(distance < least)) continue;
    least = distance;
    nearest = day;
  }
  if (!nearest) return std::nullopt;
  return CourseOf(scored, *nearest);
}

}  // namespace kilowatch
