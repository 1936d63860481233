#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kilowatch {

// The number at position p * (n - 1) of n sorted numbers, linear between neighbours (Hyndman and Fan's type 7). `kth(k)` gives the k-th smallest; n > 0.
template <class Kth>
double QuantileFrom(std::size_t n, double p, Kth kth) {
  const double at = p * static_cast<double>(n - 1);
  const auto below = static_cast<std::size_t>(at);
  const double low = kth(below);
  if (below + 1 >= n) return low;
  return low + (kth(below + 1) - low) * (at - static_cast<double>(below));
}

// The quantiles of `x`, which holds numbers only and at least one, at each of `p`, which increases. Reorders x.
// Positions come from pivots of a small sample (Floyd and Rivest 1975), so that x is read about once for each quantile.
void Quantiles(std::span<double> x, std::span<const double> p, std::span<double> out);

// The numbers of a column in order, and which of them are in a window that moves over the column.
class RankedColumn {
 public:
  static constexpr std::uint32_t kNoRank = UINT32_MAX;

  // NaN have no rank; equal numbers have ranks in the order of the column.
  explicit RankedColumn(std::span<const double> column);

  std::size_t size() const { return sorted_.size(); }
  std::span<const double> sorted() const { return sorted_; }
  std::uint32_t RankOf(std::size_t cell) const { return rank_[cell]; }

  // Lets the window hold the cells from `begin` to `end`; both never move back.
  void MoveTo(std::size_t begin, std::size_t end);
  std::size_t count() const { return count_; }
  // How many numbers in the window have a rank below `rank`.
  std::size_t CountBelow(std::size_t rank) const;
  // The k-th smallest number in the window (k < count()), and its rank.
  std::size_t KthRank(std::size_t k) const;
  double Kth(std::size_t k) const { return sorted_[KthRank(k)]; }

 private:
  static constexpr std::size_t kWordsOfGroup = 8;

  void Flip(std::size_t cell, int change);

  std::vector<double> sorted_;
  std::vector<std::uint32_t> rank_;   // of each cell
  std::vector<std::uint64_t> bits_;   // bit r: rank r is in the window
  std::vector<std::uint32_t> group_;  // bits set in each group of words
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t count_ = 0;
};

// The median of |x - middle| over n > 0 sorted numbers, of which the k-th is kth(k): the distances are two sorted lists, to the left and to the
// right, and the middle of both is found by bisection.
template <class Kth>
double MedianDistance(std::size_t n, double middle, Kth kth) {
  std::size_t left = 0;  // numbers at or below middle
  for (std::size_t step = std::size_t{1} << 62; step > 0; step /= 2) {
    if (step <= n && left + step <= n && kth(left + step - 1) <= middle) left += step;
  }
  const auto left_at = [&](std::size_t k) { return middle - kth(left - 1 - k); };
  const auto right_at = [&](std::size_t k) { return kth(left + k) - middle; };
  const auto distance = [&](std::size_t k) {  // k-th smallest distance
    std::size_t low = k + 1 > n - left ? k + 1 - (n - left) : 0;
    std::size_t high = k + 1 < left ? k + 1 : left;
    while (low < high) {  // how many of the k + 1 nearest lie to the left
      const std::size_t a = (low + high) / 2;
      if (left_at(a) < right_at(k - a)) {
        low = a + 1;
      } else {
        high = a;
      }
    }
    const double from_left = low > 0 ? left_at(low - 1) : 0;
    const double from_right = k + 1 > low ? right_at(k - low) : 0;
    return from_left > from_right ? from_left : from_right;
  };
  const double lower = distance((n - 1) / 2);
  return n % 2 == 1 ? lower : (lower + distance(n / 2)) / 2;
}

}  // namespace kilowatch
