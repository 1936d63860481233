#include "detection/events/slow_stretches.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "detection/events/opening_hours_inference.h"
#include "detection/events/reason.h"

namespace kilowatch {
namespace {

constexpr std::size_t kShortest = 4;
constexpr std::size_t kLongest = 120;
constexpr std::size_t kLeastDays = 120;
constexpr std::size_t kMostEvents = 6;
constexpr double kLeastExcess = 0.05;
constexpr double kMostChance = 1.0 / 3;
constexpr double kCushion = 0.25;  // of the mean day: small days are not taken for huge relative ones
constexpr double kLeastSpread = 0.005;
constexpr double kLengthsLikeOne = 6;  // windows of all lengths overlap: so many of them are as good as independent looks

double MedianOf(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

double SpreadOf(const std::vector<double>& values) {
  std::vector<double> sizes(values);
  for (double& size : sizes) size = std::abs(size);
  return 1.4826 * MedianOf(std::move(sizes));
}

// Correlation of neighbouring days from the signs alone (for normal values: sin(pi/2 × mean sign)), so that no outlier rules it.
double NeighbourCorrelation(const std::vector<double>& days) {
  double same = 0;
  for (std::size_t i = 0; i + 1 < days.size(); ++i) same += days[i] * days[i + 1] > 0 ? 1 : days[i] * days[i + 1] < 0 ? -1 : 0;
  return std::clamp(std::sin(std::numbers::pi / 2 * same / static_cast<double>(days.size() - 1)), 0.0, 0.9);
}

class Scan {
 public:
  explicit Scan(const DayReference& reference) {
    double mean = 0;
    for (const ReferenceDay& day : reference.days) mean += day.steady;
    mean = std::max(mean / static_cast<double>(reference.days.size()), 1e-9);
    for (const ReferenceDay& day : reference.days) days_.push_back((day.read - day.steady) / (std::max(day.steady, 0.0) + kCushion * mean));
    const double middle = MedianOf(days_);
    for (double& day : days_) day -= middle;
    SetScales();
  }

  struct Window {
    std::size_t begin = 0, end = 0;
    double z = 0;
  };

  Window Strangest() const {
    std::vector<double> sum{0};
    for (const double day : days_) sum.push_back(sum.back() + day);
    Window best;
    for (std::size_t length = kShortest; length < scale_.size(); ++length) {
      for (std::size_t i = 0; i + length <= days_.size(); ++i) {
        const double z = (sum[i + length] - sum[i]) / scale_[length];
        if (z > best.z) best = {i, i + length, z};
      }
    }
    return best;
  }

  // The probability that a year of nothing shows such a window anywhere.
  double ChanceOf(const Window& window) const {
    const double windows = kLengthsLikeOne * static_cast<double>(days_.size()) / static_cast<double>(window.end - window.begin);
    return -std::expm1(-windows * 0.5 * std::erfc(window.z / std::numbers::sqrt2));
  }

  void Forget(const Window& window) {
    std::fill(days_.begin() + static_cast<std::ptrdiff_t>(window.begin), days_.begin() + static_cast<std::ptrdiff_t>(window.end), 0.0);
  }

 private:
  void SetScales() {
    const double spread = std::max(SpreadOf(days_), kLeastSpread), rho = NeighbourCorrelation(days_);
    const std::size_t longest = std::min(kLongest, days_.size() / 3);
    scale_.assign(longest + 1, 0);
    for (std::size_t length = 1; length <= longest; ++length)
      scale_[length] = spread * std::sqrt(static_cast<double>(length) * (1 + rho) / (1 - rho));
    std::vector<double> sum{0};
    for (const double day : days_) sum.push_back(sum.back() + day);
    // What slow differences of the model itself (a season, a term) do to longer windows.
    double widen = 1;
    std::size_t from = 1;
    for (std::size_t length = kShortest; length <= longest; length *= 2) {
      std::vector<double> sums;
      for (std::size_t i = 0; i + length <= days_.size(); i += std::max<std::size_t>(1, length / 8)) sums.push_back(sum[i + length] - sum[i]);
      widen = std::max(widen, SpreadOf(sums) / scale_[length]);
      for (std::size_t at = from; at <= std::min(longest, 2 * length - 1); ++at) scale_[at] *= widen;
      from = 2 * length;
    }
  }

  std::vector<double> days_;
  std::vector<double> scale_;  // by length
};

SlowEvent Made(const CleanBlock& block, const Expectation& expectation, const Scores& scores, const DayReference& reference,
               const Scan::Window& window) {
  SlowEvent made;
  Event& event = made.event;
  event.meter = block.meter().name;
  event.site = block.site().name;
  event.slow = true;
  event.first_cell = reference.days[window.begin].begin;
  event.last_cell = reference.days[window.end - 1].end - 1;
  event.span = {block.grid().Start(event.first_cell), block.grid().Start(event.last_cell + 1)};
  event.has_temperature = !block.temperature().empty();
  event.ongoing = window.end == reference.days.size() && block.size() - event.last_cell <= 2 * block.grid().StepsPerDay();
  event.kind = EventKind::kLevelShift;
  event.strongest = Member::kLevel;
  event.score = 0.5;
  for (std::uint32_t i = event.first_cell; i <= event.last_cell; ++i)
    if (!scores.score.empty() && scores.score[i] > event.score) event.score = scores.score[i];
  event.severity = window.end - window.begin >= 14 ? 4 : 3;
  const std::vector<double> none(event.last_cell - event.first_cell + 1, std::nan(""));
  made.band = {none, none, none, none};
  const double uncertain = 2 / std::max(window.z, 2.0);  // the share of the excess that two spreads of such a sum make up
  for (std::size_t d = window.begin; d < window.end; ++d) {
    const ReferenceDay& day = reference.days[d];
    const double factor = day.read > 0 ? std::max(0.0, day.steady) / day.read : 0;
    event.actual += day.read;
    event.expected += std::max(0.0, day.steady);
    for (std::uint32_t i = day.begin; i < day.end; ++i) {
      const std::size_t at = i - event.first_cell;
      const double value = block.value()[i], excess = value - factor * value;
      made.band.actual[at] = value;
      made.band.expected[at] = factor * value;
      made.band.low[at] = factor * value - uncertain * std::abs(excess);
      made.band.high[at] = factor * value + uncertain * std::abs(excess);
    }
  }
  event.excess = event.actual - event.expected;
  event.excess_low = event.excess * (1 - uncertain);
  event.excess_high = event.excess * (1 + uncertain);
  event.id = EventIdOf(event);
  event.reason = Reason(event, block, expectation.kind, OpeningHoursOf(block));
  return made;
}

struct Change {
  Scan::Window window;
  double chance = 1;
};

// In order of time. Windows that touch are one change: a drift is found in steps, the highest first.
std::vector<Change> ChangesOf(const DayReference& reference) {
  std::vector<Change> changes;
  Scan scan(reference);
  for (std::size_t round = 0; round < kMostEvents; ++round) {
    const Scan::Window window = scan.Strangest();
    if (window.end == 0) break;
    const double chance = scan.ChanceOf(window);
    if (chance > kMostChance) break;
    scan.Forget(window);
    changes.push_back({window, chance});
  }
  std::ranges::sort(changes, {}, [](const Change& change) { return change.window.begin; });
  std::vector<Change> joined;
  for (const Change& change : changes) {
    if (joined.empty() || joined.back().window.end < change.window.begin) {
      joined.push_back(change);
      continue;
    }
    Change& last = joined.back();
    last.window.end = change.window.end;
    last.window.z = std::max(last.window.z, change.window.z);
    last.chance = std::min(last.chance, change.chance);
  }
  return joined;
}

bool CanBeSlow(const CleanBlock& block, const DayReference& reference) {
  const Meter& meter = block.meter();
  const bool thermal = meter.commodity == Commodity::kGas || meter.commodity == Commodity::kHeat;
  const bool produces = meter.role == MeterRole::kGeneration || meter.role == MeterRole::kExport;
  return block.mode() == Mode::kReview && !block.why_not() && meter.unit != Unit::kOther && !produces && reference.days.size() >= kLeastDays &&
         (reference.weather_taken_out || !thermal);
}

}  // namespace

std::vector<SlowEvent> FindSlowEvents(const CleanBlock& block, const Expectation& expectation, const Scores& scores, const DayReference& reference) {
  std::vector<SlowEvent> found;
  if (!CanBeSlow(block, reference)) return found;
  for (const Change& change : ChangesOf(reference)) {
    SlowEvent made = Made(block, expectation, scores, reference, change.window);
    made.event.chance = change.chance;
    if (made.event.excess >= kLeastExcess * made.event.expected && made.event.expected > 0) found.push_back(std::move(made));
  }
  return found;
}

}  // namespace kilowatch
