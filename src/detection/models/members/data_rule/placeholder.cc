#include "detection/models/members/data_rule/placeholder.h"

#include <algorithm>
#include <cmath>

#include "detection/models/members/learning_times.h"

namespace kilowatch {
namespace {

constexpr std::size_t kFewestSeen = 3;
constexpr double kMostShare = 0.05;
constexpr std::size_t kFirstDays = 7;

// The 5 % and 95 % quantiles of the readings.
struct Range {
  double low = 0;
  double high = 0;

  bool Holds(double x) const { return low <= x && x <= high; }
};

template <class Kth>
Range RangeOf(std::size_t n, Kth kth) {
  return {QuantileFrom(n, 0.05, kth), QuantileFrom(n, 0.95, kth)};
}

// One value among n readings in order: `below` smaller ones, `equal` equal ones.
struct Place {
  std::size_t below = 0;
  std::size_t equal = 0;
};

// Whether value c stands far from the others and `seen` of it are the most of what is so far out. kth(k) is the k-th smallest of all n readings.
template <class Kth>
bool IsFar(double c, Place place, std::size_t n, std::size_t seen, std::size_t fewest, Range range, Kth kth) {
  const std::size_t others = n - place.equal;
  if (others < std::max<std::size_t>(fewest, 1)) return false;
  const auto other = [&](std::size_t k) { return kth(k < place.below ? k : k + place.equal); };
  const double low = QuantileFrom(others, 0.01, other);
  const double high = QuantileFrom(others, 0.99, other);
  const double span = range.high - range.low;
  if (c < low - 0.05 * span - 0.3 * std::fabs(low)) return place.below <= seen;
  if (c > high + 0.5 * span) return others - place.below <= seen;
  return false;
}

// Stretches of equal numbers in a sorted column.
struct Distinct {
  std::vector<std::uint32_t> begin;    // rank of the first of each distinct value; one more at the end
  std::vector<std::uint32_t> of_rank;  // which distinct value a rank has

  explicit Distinct(std::span<const double> sorted) : of_rank(sorted.size()) {
    for (std::size_t r = 0; r < sorted.size(); ++r) {
      if (r == 0 || sorted[r] != sorted[r - 1]) begin.push_back(static_cast<std::uint32_t>(r));
      of_rank[r] = static_cast<std::uint32_t>(begin.size() - 1);
    }
    begin.push_back(static_cast<std::uint32_t>(sorted.size()));
  }
  std::size_t size() const { return begin.size() - 1; }
};

// By distinct value of the whole stretch.
std::vector<std::uint8_t> FarValues(std::span<const double> sorted, const Distinct& distinct, std::size_t steps_per_day) {
  std::vector<std::uint8_t> far(distinct.size(), 0);
  if (sorted.size() < kFirstDays * steps_per_day) return far;
  const auto kth = [&](std::size_t k) { return sorted[k]; };
  const Range range = RangeOf(sorted.size(), kth);
  for (std::size_t d = 0; d < distinct.size(); ++d) {
    const Place place{distinct.begin[d], distinct.begin[d + 1] - distinct.begin[d]};
    const double value = sorted[place.below];
    if (place.equal < kFewestSeen || static_cast<double>(place.equal) >= kMostShare * static_cast<double>(sorted.size()) || range.Holds(value))
      continue;
    far[d] = IsFar(value, place, sorted.size(), place.equal, steps_per_day, range, kth) ? 1 : 0;
  }
  return far;
}

void MarkOfAll(const MemberContext& context, const Distinct& distinct, std::vector<std::uint8_t>& out) {
  const RankedColumn& ranked = context.ranked();
  const std::vector<std::uint8_t> far = FarValues(ranked.sorted(), distinct, context.view().steps_per_day);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (ranked.RankOf(i) != RankedColumn::kNoRank) out[i] = far[distinct.of_rank[ranked.RankOf(i)]];
  }
}

// Walks over the cells with what was known at the beginning of each day.
class LivePlaceholders {
 public:
  LivePlaceholders(const MemberContext& context, const Distinct& distinct)
      : steps_(context.view().steps_per_day),
        window_(context.ranked()),
        distinct_(distinct),
        seen_(distinct.size(), 0),
        judged_on_(distinct.size(), 0),
        verdict_(distinct.size(), 0) {}

  std::uint8_t Next(std::size_t i) {
    if (i % steps_ == 0 && i >= kFirstDays * steps_) Learn(i);
    const std::uint32_t rank = window_.RankOf(i);
    if (rank == RankedColumn::kNoRank) return 0;
    const std::uint32_t d = distinct_.of_rank[rank];
    ++seen_[d];
    const double value = window_.sorted()[rank];
    if (!knows_ || seen_[d] < kFewestSeen || range_.Holds(value)) return 0;
    // One verdict a day and value: it goes by what was known that morning.
    if (judged_on_[d] != day_) {
      judged_on_[d] = day_;
      const std::size_t below = window_.CountBelow(distinct_.begin[d]);
      const Place place{below, window_.CountBelow(distinct_.begin[d + 1]) - below};
      verdict_[d] = IsFar(value, place, window_.count(), seen_[d], steps_, range_, [&](std::size_t k) { return window_.Kth(k); }) ? 1 : 0;
    }
    return verdict_[d];
  }

 private:
  void Learn(std::size_t i) {
    window_.MoveTo(LearnFrom(i, steps_), i);
    ++day_;
    knows_ = window_.count() >= std::max<std::size_t>(steps_, 1);
    if (knows_) range_ = RangeOf(window_.count(), [&](std::size_t k) { return window_.Kth(k); });
  }

  std::size_t steps_;
  RankedColumn window_;
  const Distinct& distinct_;
  std::vector<std::uint32_t> seen_;
  std::vector<std::uint32_t> judged_on_;
  std::vector<std::uint8_t> verdict_;
  std::uint32_t day_ = 0;
  bool knows_ = false;
  Range range_;
};

}  // namespace

std::vector<std::uint8_t> FindPlaceholders(const MemberContext& context) {
  const MeterView& view = context.view();
  const std::span<const double> sorted = context.ranked().sorted();
  std::vector<std::uint8_t> out(view.size(), 0);
  const Distinct distinct(sorted);
  if (view.live()) {
    LivePlaceholders live(context, distinct);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = live.Next(i);
  } else {
    MarkOfAll(context, distinct, out);
  }
  if (context.known() != nullptr) {
    const auto& known = context.known()->placeholders;
    for (std::size_t i = 0; i < out.size(); ++i) {
      const double value = view.value[i];
      if (value == value && std::binary_search(known.begin(), known.end(), value)) out[i] = 1;
    }
  }
  if (context.learned() != nullptr) {
    const std::vector<std::uint8_t> far = FarValues(sorted, distinct, view.steps_per_day);
    context.learned()->placeholders.clear();
    for (std::size_t d = 0; d < far.size(); ++d) {
      if (far[d] != 0) context.learned()->placeholders.push_back(sorted[distinct.begin[d]]);
    }
  }
  return out;
}

}  // namespace kilowatch
