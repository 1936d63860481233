#include "data/frame/grid.h"

#include <algorithm>

#include "foundation/base/check.h"

namespace kilowatch {

Grid Grid::Fixed(Instant begin, Seconds step, std::size_t size) {
  KW_CHECK(step.count() > 0);
  Grid grid;
  grid.begin_ = begin;
  grid.step_ = step;
  grid.size_ = size;
  return grid;
}

Grid Grid::LocalDays(Span span, const TimeZone& zone) {
  Grid grid;
  grid.spacing_ = Spacing::kLocalDay;
  grid.step_ = Seconds(86400);
  const LocalDay first = zone.DayOf(span.begin);
  const LocalDay last = zone.DayOf(span.end - Seconds(1));
  for (LocalDay day = first; day <= last + std::chrono::days(1); day += std::chrono::days(1)) grid.starts_.push_back(zone.StartOfDay(day));
  grid.size_ = grid.starts_.size() - 1;
  grid.begin_ = grid.starts_.front();
  return grid;
}

Grid Grid::LocalMonths(Span span, const TimeZone& zone) {
  Grid grid;
  grid.spacing_ = Spacing::kLocalMonth;
  grid.step_ = Seconds(30 * 86400);
  const std::chrono::year_month_day first(zone.DayOf(span.begin));
  auto month = first.year() / first.month();
  while (true) {
    grid.starts_.push_back(zone.StartOfDay(LocalDay(month / 1)));
    if (grid.starts_.back() >= span.end) break;
    month += std::chrono::months(1);
  }
  grid.size_ = grid.starts_.size() - 1;
  grid.begin_ = grid.starts_.front();
  return grid;
}

std::optional<std::size_t> Grid::Find(Instant t) const {
  if (size_ == 0 || t < Start(0) || t >= Start(size_)) return std::nullopt;
  if (starts_.empty()) return static_cast<std::size_t>((t - begin_) / step_);
  const auto after = std::ranges::upper_bound(starts_, t);
  return static_cast<std::size_t>(after - starts_.begin()) - 1;
}

std::size_t Grid::StepsPerDay() const { return static_cast<std::size_t>(std::clamp<std::int64_t>(86400 / step_.count(), 1, 8640)); }

}  // namespace kilowatch
