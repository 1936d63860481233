#include "detection/models/members/meter_view.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "foundation/base/check.h"

namespace kilowatch {
namespace {

constexpr double kUnread = std::numeric_limits<double>::quiet_NaN();

void OrderByStep(MeterView& view) {
  const std::size_t size = view.size();
  view.step_begin.assign(view.steps_per_day + 1, 0);
  for (std::size_t i = 0; i < size; ++i) ++view.step_begin[view.StepOf(i) + 1];
  for (std::size_t s = 0; s < view.steps_per_day; ++s) view.step_begin[s + 1] += view.step_begin[s];
  std::vector<std::uint32_t> next(view.step_begin.begin(), view.step_begin.end() - 1);
  view.step_order.resize(size);
  for (std::size_t i = 0; i < size; ++i) view.step_order[i] = next[view.StepOf(i)]++;
}

}  // namespace

MeterView MeterView::Of(const CleanBlock& block, Mode mode, std::size_t begin, std::size_t end) {
  const std::size_t size = end - begin;
  std::vector<double> value(size, kUnread);
  for (std::size_t i = 0; i < size; ++i) {
    const double v = block.value()[begin + i];
    if (HasReading(block.quality()[begin + i]) && std::isfinite(v)) value[i] = v;
  }
  const bool months = block.grid().spacing() == Spacing::kLocalMonth;
  std::vector<std::uint16_t> slot(size, 0);
  std::vector<std::uint32_t> day(size);
  for (std::size_t i = 0; i < size; ++i) {
    if (!months) slot[i] = block.slot_of_week()[begin + i];
    const auto date = block.days()[block.day_of()[begin + i]].date - block.days()[block.day_of()[begin]].date;
    day[i] = months ? static_cast<std::uint32_t>(7 * i) : static_cast<std::uint32_t>(date.count());
  }
  return Make(mode, block.grid().StepsPerDay(), std::move(value), std::move(slot), day);
}

MeterView MeterView::Make(Mode mode, std::size_t steps_per_day, std::vector<double> value, std::vector<std::uint16_t> slot,
                          std::span<const std::uint32_t> local_day) {
  KW_CHECK(value.size() == slot.size() && value.size() == local_day.size());
  MeterView view;
  view.mode = mode;
  view.steps_per_day = steps_per_day;
  view.value = std::move(value);
  view.slot = std::move(slot);
  const std::size_t size = view.size();
  view.days = size == 0 ? 0 : *std::max_element(local_day.begin(), local_day.end()) + 1;
  view.first_weekday = size == 0 ? 0 : view.slot[0] / steps_per_day;
  view.local.resize(size);
  view.row.resize(size);
  std::vector<std::uint32_t> seen(view.slots(), 0);
  for (std::size_t i = 0; i < size; ++i) {
    view.local[i] = static_cast<std::uint32_t>(local_day[i] * steps_per_day + view.StepOf(i));
    view.straight = view.straight && view.local[i] == view.local[0] + i;
    view.row[i] = seen[view.slot[i]]++;
    view.rows = std::max<std::size_t>(view.rows, view.row[i] + 1);
  }
  const std::size_t pad = kPadDays * steps_per_day;
  view.local_value.assign(view.days * steps_per_day + 2 * pad, kUnread);
  for (std::size_t i = size; i-- > 0;) view.local_value[view.local[i] + pad] = view.value[i];
  OrderByStep(view);
  return view;
}

std::size_t MeterView::Steps(double hours) const {
  const double steps = std::nearbyint(hours * static_cast<double>(steps_per_day) / 24);
  return steps < 1 ? 1 : static_cast<std::size_t>(steps);
}

void MeterView::Lagged(std::size_t first, std::size_t count, std::ptrdiff_t steps, double* out) const {
  const double* base = local_value.data() + kPadDays * steps_per_day - steps;
  if (straight) {
    std::copy_n(base + local[first], count, out);
    return;
  }
  for (std::size_t c = 0; c < count; ++c) out[c] = base[local[first + c]];
}

}  // namespace kilowatch
