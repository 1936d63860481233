#include "data/preprocessing/day_table.h"

#include <algorithm>

namespace kilowatch {
namespace {

constexpr std::int64_t kSecondsOfDay = 86400;
constexpr std::int64_t kFinestSlot = 10;  // seconds; see Grid::StepsPerDay

class DayTableMaker {
 public:
  DayTableMaker(const Grid& grid, const Site& site, DayTable& out) : grid_(grid), site_(site), out_(out), steps_(grid.StepsPerDay()) {}

  void Make() {
    const std::size_t size = grid_.size();
    out_.slot_of_week.resize(size);
    out_.day_of.resize(size);
    for (std::size_t i = 0; i < size;) {
      const Instant start = grid_.Start(i);
      if (!offset_known_ || start >= offset_.valid.end) {
        offset_ = site_.zone.OffsetPeriod(start);
        offset_known_ = true;
      }
      const LocalTime local(start.time_since_epoch() + offset_.seconds);
      const LocalDay date = std::chrono::floor<std::chrono::days>(local);
      OpenDay(date, i);
      const std::size_t end = std::min(size, EndOfStretch(i, start, local - date));
      FillStretch(i, end, (local - date).count());
      i = end;
    }
    if (!out_.days.empty()) out_.days.back().end = static_cast<std::uint32_t>(size);
  }

 private:
  // A local day may come in two stretches, before and after the clocks change.
  void OpenDay(LocalDay date, std::size_t cell) {
    if (!out_.days.empty() && out_.days.back().date == date) return;
    if (!out_.days.empty()) out_.days.back().end = static_cast<std::uint32_t>(cell);
    BlockDay day;
    day.date = date;
    day.begin = static_cast<std::uint32_t>(cell);
    day.weekday = static_cast<std::uint8_t>(std::chrono::weekday(date).iso_encoding() - 1);
    // A closed day of the site is a day type of its own, as a public holiday is: it changes what is expected, and silences nothing.
    day.holiday =
        site_.holidays.Contains(date) || (site_.opening_hours != nullptr && std::ranges::binary_search(site_.opening_hours->closed_days, date));
    out_.days.push_back(day);
  }

  std::size_t EndOfStretch(std::size_t cell, Instant start, Seconds into_day) const {
    if (grid_.spacing() != Spacing::kFixed) return cell + 1;
    const Seconds to_midnight = Seconds(kSecondsOfDay) - into_day;
    const Seconds to_change = offset_.valid.end - start;
    const Seconds left = offset_.valid.end == Instant::max() ? to_midnight : std::min(to_midnight, to_change);
    const std::int64_t step = grid_.step().count();
    return cell + static_cast<std::size_t>(std::max<std::int64_t>(1, (left.count() + step - 1) / step));
  }

  void FillStretch(std::size_t begin, std::size_t end, std::int64_t into_day) {
    const auto day = static_cast<std::uint32_t>(out_.days.size() - 1);
    const std::int64_t step = steps_ == 1 ? kSecondsOfDay : grid_.step().count();
    const auto first = static_cast<std::size_t>(into_day / step);
    const auto cells_a_slot = static_cast<std::size_t>(std::max<std::int64_t>(1, (kFinestSlot + step - 1) / step));
    const std::size_t base = out_.days.back().weekday * steps_;
    for (std::size_t i = begin; i < end; ++i) {
      out_.slot_of_week[i] = static_cast<std::uint16_t>(base + std::min((first + (i - begin)) / cells_a_slot, steps_ - 1));
      out_.day_of[i] = day;
    }
  }

  const Grid& grid_;
  const Site& site_;
  DayTable& out_;
  std::size_t steps_;
  bool offset_known_ = false;
  TimeZone::Offset offset_{};
};

}  // namespace

DayTable MakeDayTable(const Grid& grid, const Site& site) {
  DayTable out;
  DayTableMaker(grid, site, out).Make();
  return out;
}

}  // namespace kilowatch
