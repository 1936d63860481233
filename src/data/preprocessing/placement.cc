#include "data/preprocessing/placement.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kilowatch {
namespace {

constexpr double kNoReading = std::numeric_limits<double>::quiet_NaN();
constexpr Seconds kClockAhead{1800};
constexpr std::int64_t kFarApart = 3LL * 366 * 86400;
constexpr std::int64_t kCellsAlwaysAllowed = 5'000'000;
constexpr std::int64_t kCellsAllowedARow = 100;

struct RowRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The most rows without a jump between them, the first such on a tie.
RowRange MostRowsWithoutJump(const MeterFrame& frame, Seconds jump) {
  RowRange best;
  std::size_t begin = 0;
  for (std::size_t i = 1; i <= frame.size(); ++i) {
    if (i < frame.size() && frame.time[i] - frame.time[i - 1] <= jump) continue;
    if (i - begin > best.end - best.begin) best = {begin, i};
    begin = i;
  }
  return best;
}

// The rows without jumps that no meter's history has, nor so many empty cells that they would fill the memory.
RowRange BulkOfRows(const MeterFrame& frame) {
  for (Seconds jump(kFarApart);; jump /= 4) {
    const RowRange rows = MostRowsWithoutJump(frame, std::max(jump, frame.interval));
    const auto cells = (frame.time[rows.end - 1] - frame.time[rows.begin]) / frame.interval;
    const auto allowed = std::max(kCellsAlwaysAllowed, kCellsAllowedARow * static_cast<std::int64_t>(rows.end - rows.begin));
    if (cells <= allowed || jump <= frame.interval) return rows;
  }
}

// Only the first rows decide, so that a live stream has the same grid as its history.
Seconds PhaseOf(const MeterFrame& frame, RowRange rows) {
  constexpr std::size_t kRowsLookedAt = 64;
  const std::int64_t step = frame.interval.count();
  std::vector<std::int64_t> phases;
  for (std::size_t i = rows.begin; i < std::min(rows.end, rows.begin + kRowsLookedAt); ++i) {
    phases.push_back(((EpochSeconds(frame.time[i]) % step) + step) % step);
  }
  std::ranges::sort(phases);
  std::int64_t best = 0;
  std::ptrdiff_t most = 0;
  for (auto at = phases.begin(); at != phases.end();) {
    const auto after = std::upper_bound(at, phases.end(), *at);
    if (after - at > most) {
      most = after - at;
      best = *at;
    }
    at = after;
  }
  const std::int64_t jitter = step / 20;
  return Seconds(best <= jitter || best >= step - jitter ? 0 : best);
}

Instant CellStartNear(Instant t, Instant anchor, Seconds step) {
  const std::int64_t offset = (t - anchor + step / 2).count();
  std::int64_t cell = offset / step.count();
  if (offset % step.count() < 0) --cell;
  return anchor + cell * step;
}

Grid GridOf(const MeterFrame& frame, RowRange rows, const TimeZone& zone) {
  const Instant first = frame.time[rows.begin];
  const Instant last = frame.time[rows.end - 1];
  if (frame.spacing == Spacing::kLocalDay) return Grid::LocalDays({first + kClockAhead, last + kClockAhead + Seconds(1)}, zone);
  if (frame.spacing == Spacing::kLocalMonth) return Grid::LocalMonths({first + kClockAhead, last + kClockAhead + Seconds(1)}, zone);
  const Instant anchor = Instant() + PhaseOf(frame, rows);
  const Instant begin = CellStartNear(first, anchor, frame.interval);
  const Instant end = CellStartNear(last, anchor, frame.interval);
  return Grid::Fixed(begin, frame.interval, static_cast<std::size_t>((end - begin) / frame.interval) + 1);
}

class RowPlacer {
 public:
  RowPlacer(const MeterFrame& frame, Placement& out) : frame_(frame), out_(out) {}

  void PlaceRow(std::size_t row) {
    const bool fixed = out_.grid.spacing() == Spacing::kFixed;
    const Instant t = frame_.time[row] + (fixed ? out_.grid.step() / 2 : kClockAhead);
    while (fresh_ < out_.value.size() && t >= next_) {
      ++fresh_;
      next_ = out_.grid.Start(fresh_ + 1);
      if (fixed && t >= next_) SkipTo(t);
    }
    Store(row, fresh_);
  }
  void Begin() {
    fresh_ = 0;
    next_ = out_.grid.Start(1);
  }

 private:
  void SkipTo(Instant t) {
    fresh_ = *out_.grid.Find(t);
    next_ = out_.grid.Start(fresh_ + 1);
  }

  void Store(std::size_t row, std::size_t cell) {
    out_.row_cell[row] = static_cast<std::uint32_t>(cell);
    if (!out_.label.empty()) out_.label[cell] = std::max(out_.label[cell], frame_.label[row]);
    if (!out_.temperature.empty() && std::isnan(out_.temperature[cell])) out_.temperature[cell] = frame_.temperature[row];
    const double value = frame_.value[row];
    const bool reads = std::isfinite(value) && HasReading(frame_.quality[row]);
    const Quality said = reads ? frame_.quality[row] : (std::isnan(value) ? frame_.quality[row] : Quality::kRejected);
    if (owner_known_ && owner_cell_ == cell) {
      Contend(row, cell, reads, said);
      return;
    }
    owner_known_ = true;
    owner_cell_ = cell;
    owner_row_ = row;
    Own(row, cell, reads, said);
  }

  void Contend(std::size_t row, std::size_t cell, bool reads, Quality said) {
    const bool taken = !std::isnan(out_.value[cell]);
    if (reads && !taken) {
      out_.row_quality[owner_row_] = Quality::kDuplicate;
      owner_row_ = row;
      Own(row, cell, reads, said);
      return;
    }
    out_.row_quality[row] = Quality::kDuplicate;
    if (reads && out_.value[cell] != frame_.value[row]) ++out_.conflicts;
  }

  void Own(std::size_t row, std::size_t cell, bool reads, Quality said) {
    out_.value[cell] = reads ? frame_.value[row] : kNoReading;
    out_.quality[cell] = reads || said == Quality::kRejected ? said : Quality::kMissing;
    out_.row_quality[row] = out_.quality[cell];
  }

  const MeterFrame& frame_;
  Placement& out_;
  std::size_t fresh_ = 0;
  Instant next_{};
  bool owner_known_ = false;
  std::size_t owner_cell_ = 0;
  std::size_t owner_row_ = 0;
};

}  // namespace

Placement Place(const MeterFrame& frame, const TimeZone& zone) {
  Placement out;
  if (frame.empty()) {
    out.grid = Grid::Fixed(Instant(), std::max(frame.interval, Seconds(1)), 0);
    return out;
  }
  const RowRange rows = BulkOfRows(frame);
  out.grid = GridOf(frame, rows, zone);
  out.value.assign(out.grid.size(), kNoReading);
  out.quality.assign(out.grid.size(), Quality::kMissing);
  if (!frame.temperature.empty()) out.temperature.assign(out.grid.size(), std::numeric_limits<float>::quiet_NaN());
  if (!frame.label.empty()) out.label.assign(out.grid.size(), 0);
  out.row_cell.assign(frame.size(), 0);
  out.row_quality.assign(frame.size(), Quality::kRejected);
  std::fill(out.row_cell.begin() + static_cast<std::ptrdiff_t>(rows.end), out.row_cell.end(), static_cast<std::uint32_t>(out.grid.size() - 1));
  RowPlacer placer(frame, out);
  placer.Begin();
  for (std::size_t row = rows.begin; row < rows.end; ++row) placer.PlaceRow(row);
  return out;
}

}  // namespace kilowatch
