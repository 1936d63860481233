#include "detection/models/members/usual.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "detection/models/members/kernels/column_medians.h"

namespace kilowatch {
namespace {

constexpr std::size_t kLanes = ColumnMedians::kLanes;
constexpr std::size_t kLiveWeeks = 12;
constexpr std::size_t kLiveAlike = 28;
constexpr std::size_t kFewest = 3;

// Medians down columns of a table of weeks × slots, over rows `first` to `first + sorter.rows()`.
void TableMedians(std::span<const double> table, std::size_t slots, std::size_t first, std::size_t least, ColumnMedians& sorter, double* out) {
  for (std::size_t s = 0; s < slots; s += kLanes) {
    const std::size_t width = std::min(kLanes, slots - s);
    for (std::size_t r = 0; r < sorter.rows(); ++r) std::copy_n(table.data() + (first + r) * slots + s, width, sorter.Row(r));
    sorter.Find(least, width, out + s);
  }
}

void Remember(const MemberContext& context, Habit habit, std::span<const double> medians) {
  if (context.learned() == nullptr) return;
  context.learned()->usual[static_cast<std::size_t>(habit)].assign(medians.begin(), medians.end());
}

std::span<const float> KnownTable(const MemberContext& context, Habit habit) {
  return context.known() == nullptr ? std::span<const float>() : context.known()->usual[static_cast<std::size_t>(habit)];
}

void UsualOfAll(const MemberContext& context, Habit habit, std::span<const double> table, std::span<double> out) {
  const MeterView& view = context.view();
  Scratch medians(context.pool(), view.slots());
  ColumnMedians sorter(view.rows);
  TableMedians(table, view.slots(), 0, 1, sorter, medians.data());
  Remember(context, habit, medians);
  const auto known = KnownTable(context, habit);
  for (std::size_t s = 0; s < known.size(); ++s) {
    if (!std::isnan(known[s])) medians[s] = static_cast<double>(known[s]);
  }
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = medians[view.slot[i]];
}

// Medians of the last rows before each row of the table, and one row more: what is usual after the stretch.
void PastMedians(std::span<const double> table, std::size_t rows, std::size_t slots, std::span<double> medians) {
  std::fill_n(medians.begin(), std::min(kFewest, rows + 1) * slots, std::nan(""));
  for (std::size_t r = kFewest; r < std::min(kLiveWeeks, rows + 1); ++r) {
    ColumnMedians sorter(r);
    TableMedians(table, slots, 0, kFewest, sorter, medians.data() + r * slots);
  }
  ColumnMedians sorter(kLiveWeeks);
  for (std::size_t r = kLiveWeeks; r <= rows; ++r) TableMedians(table, slots, r - kLiveWeeks, kFewest, sorter, medians.data() + r * slots);
}

// The last cells at each time on each kind of day, in a ring.
class AlikeHistory {
 public:
  explicit AlikeHistory(std::size_t kinds) : last_(kinds * kLiveAlike, std::nan("")), seen_(kinds, 0) {}

  void Add(std::size_t kind, double x) { last_[kind * kLiveAlike + seen_[kind]++ % kLiveAlike] = x; }
  double Median(std::size_t kind) const {
    std::array<double, kLiveAlike> numbers;
    std::size_t n = 0;
    for (std::size_t k = 0; k < kLiveAlike; ++k) {
      const double x = last_[kind * kLiveAlike + k];
      numbers[n] = x;
      n += x == x ? 1 : 0;
    }
    if (n < kFewest) return std::nan("");
    std::sort(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(n));
    return (numbers[(n - 1) / 2] + numbers[n / 2]) / 2;
  }

 private:
  std::vector<double> last_;
  std::vector<std::uint32_t> seen_;
};

void UsualOfPast(const MemberContext& context, Habit habit, std::span<const double> table, std::span<const double> x, std::span<double> out) {
  const MeterView& view = context.view();
  const std::size_t slots = view.slots();
  Scratch medians(context.pool(), (view.rows + 1) * slots);
  PastMedians(table, view.rows, slots, medians);
  Remember(context, habit, {medians.data() + view.rows * slots, slots});
  const auto known = KnownTable(context, habit);
  AlikeHistory alike(2 * view.steps_per_day);
  for (std::size_t i = 0; i < out.size(); ++i) {
    double usual = medians[view.row[i] * slots + view.slot[i]];
    if (std::isnan(usual) && !known.empty()) usual = static_cast<double>(known[view.slot[i]]);
    if (std::isnan(usual)) usual = alike.Median(view.KindSlot(i));
    out[i] = usual;
    alike.Add(view.KindSlot(i), x[i]);
  }
}

}  // namespace

void Usual(const MemberContext& context, Habit habit, std::span<const double> x, std::span<double> out) {
  const MeterView& view = context.view();
  const std::size_t slots = view.slots();
  Scratch table(context.pool(), std::max<std::size_t>(view.rows, 1) * slots, std::nan(""));
  for (std::size_t i = 0; i < x.size(); ++i) table[view.row[i] * slots + view.slot[i]] = x[i];
  if (view.live()) {
    UsualOfPast(context, habit, table, x, out);
  } else {
    UsualOfAll(context, habit, table, out);
  }
}

}  // namespace kilowatch
