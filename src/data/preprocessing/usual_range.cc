#include "data/preprocessing/usual_range.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace kilowatch {
namespace {

constexpr std::size_t kMostSamples = 2048;
constexpr std::size_t kFewestReadings = 24;
constexpr std::size_t kLongestCounted = 1024;
constexpr std::size_t kMostCandidates = 16;

// How often runs of each length come; the last count is for longer ones.
class RunLengths {
 public:
  void Add(std::size_t length) {
    ++counts_[std::min(length, kLongestCounted)];
    ++total_;
  }
  // The length that all but the longest hundredth, and all but the longest three, do not exceed; 0 where there are no more.
  std::size_t AllButTheLongest() const {
    const auto put_aside = std::max(0.01, 3.0 / static_cast<double>(std::max<std::size_t>(total_, 1)));
    return put_aside >= 1 ? 0 : Quantile(1 - put_aside);
  }
  // The shortest length that at least `share` of the runs do not exceed.
  std::size_t Quantile(double share) const {
    if (total_ == 0) return 0;
    const auto wanted = static_cast<std::size_t>(std::ceil(share * static_cast<double>(total_)));
    std::size_t seen = 0;
    for (std::size_t length = 1; length <= kLongestCounted; ++length) {
      seen += counts_[length];
      if (seen >= wanted) return length;
    }
    return kLongestCounted;
  }

  std::size_t total() const { return total_; }

 private:
  std::array<std::uint32_t, kLongestCounted + 1> counts_{};
  std::size_t total_ = 0;
};

// Evenly picked readings, sorted. The stride is odd and no multiple of 3 or 7, so that it visits every hour of the week.
std::vector<double> SortedSample(std::span<const double> value) {
  std::size_t stride = std::max<std::size_t>(1, value.size() / kMostSamples);
  while (stride > 1 && (stride % 2 == 0 || stride % 3 == 0 || stride % 7 == 0)) ++stride;
  std::vector<double> sample;
  sample.reserve(value.size() / stride + 1);
  for (std::size_t i = 0; i < value.size(); i += stride) {
    if (!std::isnan(value[i])) sample.push_back(value[i]);
  }
  std::ranges::sort(sample);
  return sample;
}

double QuantileOf(std::span<const double> sorted, double share) {
  return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

void Remove(std::vector<double>& sorted, double value) {
  const auto [first, last] = std::ranges::equal_range(sorted, value);
  sorted.erase(first, last);
}

void RemoveErrorCodes(std::vector<double>& sorted) {
  const double far = 20 * std::abs(QuantileOf(sorted, 0.5));
  std::erase_if(sorted, [&](double v) { return v > far && IsErrorCode(v); });
}

struct Candidate {
  double value = 0;
  std::size_t cells = 0;
  std::size_t runs = 0;
  bool accepted = false;
  bool high = false;
};

class Learner {
 public:
  Learner(std::span<const double> value, std::size_t cells_a_day, std::size_t cells_a_quarter_day)
      : value_(value), cells_a_day_(cells_a_day), cells_a_quarter_day_(cells_a_quarter_day) {}

  UsualRange Learn() {
    sample_ = SortedSample(value_);
    if (sample_.size() < kFewestReadings) return {};
    RemoveErrorCodes(sample_);
    if (sample_.size() < kFewestReadings) return {};
    ScanRuns(/*collect=*/true);
    if (!candidates_.empty()) {
      JudgeCandidates();
      ScanRuns(/*collect=*/false);
    }
    return Describe();
  }

 private:
  void ScanRuns(bool collect) {
    runs_ = {};
    zero_runs_ = {};
    for (std::size_t i = 0; i < value_.size();) {
      const double v = value_[i];
      std::size_t end = i + 1;
      while (end < value_.size() && value_[end] == v) ++end;
      if (v == 0) zero_runs_.Add(end - i);
      if (!std::isnan(v)) {
        if (collect) Propose(v, end - i);
        if (v != 0 && !IsPlaceholder(v)) runs_.Add(end - i);
      }
      i = end;
    }
  }

  void Propose(double v, std::size_t length) {
    if (v != 0 && length < 3) return;
    if (v > 0 && v >= 0.5 * QuantileOf(sample_, 0.5) && v <= 3 * QuantileOf(sample_, 0.95)) return;
    for (const Candidate& candidate : candidates_) {
      if (candidate.value == v) return;
    }
    if (candidates_.size() < kMostCandidates) candidates_.push_back({v, 0, 0, false, false});
  }

  void CountCandidates() {
    double before = std::nan("");
    for (const double v : value_) {
      for (Candidate& candidate : candidates_) {
        if (v != candidate.value) continue;
        ++candidate.cells;
        candidate.runs += before == v ? 0 : 1;
      }
      if (!std::isnan(v)) before = v;
    }
  }

  // The commonest first: a rarer one is judged without the readings that it put aside.
  void JudgeCandidates() {
    CountCandidates();
    std::ranges::stable_sort(candidates_, std::ranges::greater(), &Candidate::cells);
    for (Candidate& candidate : candidates_) {
      std::vector<double> others = sample_;
      Remove(others, candidate.value);
      if (others.size() < kFewestReadings || 2 * others.size() < sample_.size()) continue;
      const double low = QuantileOf(others, 0.05);
      const double high = QuantileOf(others, 0.95);
      candidate.high = candidate.value > high;
      const bool outside = candidate.high ? candidate.value > 3 * high && high > 0 : low > 0 && candidate.value < 0.5 * low;
      if (!outside || !ComesSeldom(candidate)) continue;
      if (!IsAlone(candidate, 0.5 * (candidate.value + (candidate.high ? high : low)))) continue;
      candidate.accepted = true;
      sample_ = std::move(others);
    }
  }

  bool ComesSeldom(const Candidate& candidate) const { return candidate.runs * 4 * cells_a_day_ < value_.size() || candidate.runs <= 2; }

  bool IsAlone(const Candidate& candidate, double limit) const {
    std::size_t near = 0;
    for (const double v : value_) {
      const bool beyond = candidate.high ? v > limit : v < limit;
      near += beyond && v != candidate.value && !IsPlaceholder(v) ? 1 : 0;
    }
    return near <= std::max<std::size_t>(2, std::min(value_.size() / 500, candidate.cells / 3));
  }

  bool IsPlaceholder(double v) const {
    return std::ranges::any_of(candidates_, [&](const Candidate& candidate) { return candidate.accepted && candidate.value == v; });
  }

  UsualRange Describe() const {
    UsualRange range;
    range.known = true;
    range.low = QuantileOf(sample_, 0.05);
    range.middle = QuantileOf(sample_, 0.5);
    range.high = QuantileOf(sample_, 0.95);
    double sum = 0;
    const double too_large = 10 * std::max(std::abs(range.high), std::abs(range.low));
    std::size_t counted = 0;
    std::vector<double> magnitudes;
    for (const double v : sample_) {
      if (v != 0) magnitudes.push_back(std::abs(v));
      if (std::abs(v) > too_large) continue;
      sum += v;
      ++counted;
    }
    range.mean = counted == 0 ? 0 : sum / static_cast<double>(counted);
    if (!sample_.empty() && sample_.front() < 0) std::ranges::sort(magnitudes);
    range.largest = magnitudes.size() < kFewestReadings ? 0 : QuantileOf(magnitudes, 0.99);
    range.switched = 5 * (sample_.size() - magnitudes.size()) > 2 * sample_.size();
    range.frozen_cells = std::max({std::size_t{3}, range.switched ? cells_a_day_ : cells_a_quarter_day_, 4 * runs_.Quantile(0.995)});
    range.zero_cells = std::max(3 * cells_a_day_, 3 * zero_runs_.AllButTheLongest());
    range.zero_is_rare = range.low > 0 && zero_runs_.total() * 20 * cells_a_day_ < value_.size();
    for (const Candidate& candidate : candidates_) {
      if (candidate.accepted) (candidate.high ? range.high_placeholders : range.low_placeholders).push_back(candidate.value);
    }
    return range;
  }

  std::span<const double> value_;
  std::size_t cells_a_day_;
  std::size_t cells_a_quarter_day_;
  std::vector<double> sample_;
  std::vector<Candidate> candidates_;
  RunLengths runs_;
  RunLengths zero_runs_;
};

}  // namespace

UsualRange LearnUsualRange(std::span<const double> value, std::size_t cells_a_day, std::size_t cells_a_quarter_day) {
  return Learner(value, cells_a_day, cells_a_quarter_day).Learn();
}

bool IsErrorCode(double value) {
  constexpr std::array<double, 6> kCodes = {65535.0, 16777215.0, 268435455.0, 2147483647.0, 4294967295.0, 281474976710655.0};
  constexpr std::array<double, 5> kScales = {1.0, 10.0, 100.0, 1000.0, 10000.0};
  if (value < 6.5) return false;
  for (const double code : kCodes) {
    for (const double scale : kScales) {
      if (std::abs(value - code / scale) <= 1e-9 * value) return true;
    }
  }
  return false;
}

}  // namespace kilowatch
