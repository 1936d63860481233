#include "detection/models/members/kernels/order_statistics.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace kilowatch {
namespace {

constexpr std::size_t kSample = 255;
constexpr std::size_t kMargin = 12;  // sample ranks to each side of the wanted one
constexpr std::size_t kShort = 1024;

// The k-th smallest of x and the next one after it (the k-th again if there is none).
std::array<double, 2> KthOfAll(std::span<double> x, std::size_t k) {
  std::nth_element(x.begin(), x.begin() + static_cast<std::ptrdiff_t>(k), x.end());
  const double low = x[k];
  return {low, k + 1 < x.size() ? *std::min_element(x.begin() + static_cast<std::ptrdiff_t>(k) + 1, x.end()) : low};
}

// Numbers between two pivots, copied to the front of `room`; how many lie below the lower pivot.
struct Middle {
  std::size_t below = 0;
  std::size_t count = 0;
};
Middle Between(std::span<const double> x, double low, double high, std::vector<double>& room) {
  Middle middle;
  for (const double a : x) {
    middle.below += a < low ? 1 : 0;
    room[middle.count] = a;
    middle.count += static_cast<std::size_t>(a >= low) & static_cast<std::size_t>(a <= high);
  }
  return middle;
}

std::array<double, 2> KthAndNext(std::span<double> x, std::size_t k, const std::array<double, kSample>& sample, std::vector<double>& room) {
  const std::size_t at = k * kSample / x.size();
  const double low = at > kMargin ? sample[at - kMargin] : -HUGE_VAL;
  const double high = at + kMargin < kSample ? sample[at + kMargin] : HUGE_VAL;
  const Middle middle = Between(x, low, high, room);
  const bool within = k >= middle.below && k + 1 < middle.below + middle.count;
  return within ? KthOfAll({room.data(), middle.count}, k - middle.below) : KthOfAll(x, k);
}

struct KeyedCell {
  std::uint64_t key;  // orders as the numbers do
  std::uint32_t cell;
};

std::uint64_t OrderedKey(double x) {
  const auto bits = std::bit_cast<std::uint64_t>(x == 0 ? 0.0 : x);
  return (bits >> 63) != 0 ? ~bits : bits | (1ULL << 63);
}

double NumberOf(std::uint64_t key) { return std::bit_cast<double>((key >> 63) != 0 ? key & ~(1ULL << 63) : ~key); }

// Radix sort by the upper 33 bits, three digits of 11; cells stay in order among equals.
constexpr std::size_t kDigitBits = 11;
constexpr std::uint64_t kLowBits = 64 - 3 * kDigitBits;

void SortByUpperBits(std::vector<KeyedCell>& cells) {
  constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;
  std::vector<KeyedCell> other(cells.size());
  std::array<std::vector<std::uint32_t>, 3> count;
  for (auto& c : count) c.assign(kDigits, 0);
  for (const KeyedCell& c : cells) {
    for (std::size_t d = 0; d < 3; ++d) ++count[d][c.key >> (kLowBits + d * kDigitBits) & (kDigits - 1)];
  }
  for (std::size_t d = 0; d < 3; ++d) {
    std::uint32_t sum = 0;
    for (std::uint32_t& c : count[d]) {
      const std::uint32_t here = c;
      c = sum;
      sum += here;
    }
    for (const KeyedCell& c : cells) other[count[d][c.key >> (kLowBits + d * kDigitBits) & (kDigits - 1)]++] = c;
    cells.swap(other);
  }
}

void SortRunsOfEqualUpperBits(std::vector<KeyedCell>& cells) {
  const auto before = [](const KeyedCell& a, const KeyedCell& b) { return a.key != b.key ? a.key < b.key : a.cell < b.cell; };
  for (std::size_t i = 0; i < cells.size();) {
    std::size_t end = i + 1;
    bool in_order = true;
    for (; end < cells.size() && cells[end].key >> kLowBits == cells[i].key >> kLowBits; ++end) {
      in_order = in_order && cells[end - 1].key <= cells[end].key;
    }
    if (!in_order) std::sort(cells.begin() + static_cast<std::ptrdiff_t>(i), cells.begin() + static_cast<std::ptrdiff_t>(end), before);
    i = end;
  }
}

// Position of the k-th set bit of a word that has more than k.
std::size_t KthBit(std::uint64_t word, std::size_t k) {
  for (; k > 0; --k) word &= word - 1;
  return static_cast<std::size_t>(std::countr_zero(word));
}

}  // namespace

void Quantiles(std::span<double> x, std::span<const double> p, std::span<double> out) {
  if (x.size() <= kShort) {
    std::sort(x.begin(), x.end());
    for (std::size_t q = 0; q < p.size(); ++q) out[q] = QuantileFrom(x.size(), p[q], [&](std::size_t k) { return x[k]; });
    return;
  }
  std::array<double, kSample> sample;
  for (std::size_t i = 0; i < kSample; ++i) sample[i] = x[(2 * i + 1) * x.size() / (2 * kSample)];
  std::sort(sample.begin(), sample.end());
  std::vector<double> room(x.size() + 1);
  for (std::size_t q = 0; q < p.size(); ++q) {
    const auto k = static_cast<std::size_t>(p[q] * static_cast<double>(x.size() - 1));
    const auto pair = KthAndNext(x, k, sample, room);
    out[q] = QuantileFrom(x.size(), p[q], [&](std::size_t j) { return pair[j - k]; });
  }
}

RankedColumn::RankedColumn(std::span<const double> column) : rank_(column.size(), kNoRank) {
  std::vector<KeyedCell> cells;
  cells.reserve(column.size());
  for (std::size_t i = 0; i < column.size(); ++i) {
    if (column[i] == column[i]) cells.push_back({OrderedKey(column[i]), static_cast<std::uint32_t>(i)});
  }
  SortByUpperBits(cells);
  SortRunsOfEqualUpperBits(cells);
  sorted_.resize(cells.size());
  for (std::size_t r = 0; r < cells.size(); ++r) {
    sorted_[r] = NumberOf(cells[r].key);
    rank_[cells[r].cell] = static_cast<std::uint32_t>(r);
  }
  const std::size_t groups = cells.size() / (64 * kWordsOfGroup) + 1;
  bits_.assign(groups * kWordsOfGroup, 0);
  group_.assign(groups, 0);
}

void RankedColumn::Flip(std::size_t cell, int change) {
  const std::uint32_t rank = rank_[cell];
  if (rank == kNoRank) return;
  bits_[rank / 64] ^= 1ULL << (rank % 64);
  group_[rank / (64 * kWordsOfGroup)] += static_cast<std::uint32_t>(change);
  count_ += static_cast<std::size_t>(change);
}

void RankedColumn::MoveTo(std::size_t begin, std::size_t end) {
  for (; end_ < end; ++end_) Flip(end_, 1);
  for (; begin_ < begin; ++begin_) Flip(begin_, -1);
}

std::size_t RankedColumn::CountBelow(std::size_t rank) const {
  const std::size_t group = rank / (64 * kWordsOfGroup);
  std::size_t below = 0;
  for (std::size_t g = 0; g < group; ++g) below += group_[g];
  for (std::size_t w = group * kWordsOfGroup; w < rank / 64; ++w) below += static_cast<std::size_t>(std::popcount(bits_[w]));
  const std::size_t rest = rank % 64;
  return rest == 0 ? below : below + static_cast<std::size_t>(std::popcount(bits_[rank / 64] & ((1ULL << rest) - 1)));
}

std::size_t RankedColumn::KthRank(std::size_t k) const {
  std::size_t group = 0;
  while (k >= group_[group]) k -= group_[group++];
  std::size_t word = group * kWordsOfGroup;
  for (;; ++word) {
    const auto here = static_cast<std::size_t>(std::popcount(bits_[word]));
    if (k < here) return word * 64 + KthBit(bits_[word], k);
    k -= here;
  }
}

}  // namespace kilowatch
