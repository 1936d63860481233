#include "detection/models/live/slot_history.h"

namespace kilowatch {
namespace {

constexpr std::size_t kFewestNumbers = 3;

// Twelve weeks in order, that move on by one.
class SortedWeeks {
 public:
  void Add(double x) {
    if (!(x == x)) return;
    std::size_t at = size_++;
    for (; at > 0 && sorted_[at - 1] > x; --at) sorted_[at] = sorted_[at - 1];
    sorted_[at] = x;
  }
  void Remove(double x) {
    if (!(x == x)) return;
    std::size_t at = 0;
    while (sorted_[at] != x) ++at;
    for (--size_; at < size_; ++at) sorted_[at] = sorted_[at + 1];
  }
  double Median(double otherwise) const { return size_ < kFewestNumbers ? otherwise : (sorted_[(size_ - 1) / 2] + sorted_[size_ / 2]) / 2; }

 private:
  std::array<double, SlotHistory::kUsualWeeks + 1> sorted_;
  std::size_t size_ = 0;
};

}  // namespace

SlotHistory::Usual SlotHistory::UsualAndSize(double known_value, double known_size) const {
  SortedWeeks weeks;
  for (std::size_t k = kUsualWeeks + 1; k <= kWeeks; ++k) weeks.Add(past[k]);
  std::array<double, kUsualWeeks> distance;
  for (std::size_t k = kUsualWeeks; k > 0; --k) {
    distance[k - 1] = std::fabs(past[k] - weeks.Median(known_value));
    weeks.Add(past[k]);
    weeks.Remove(past[k + kUsualWeeks]);
  }
  const double size = SmallMedian(distance, kFewestNumbers);
  return {weeks.Median(known_value), size == size ? size : known_size};
}

}  // namespace kilowatch
