#include "detection/models/ensemble/calibration.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "detection/models/members/learning_times.h"

namespace kilowatch {
namespace {

constexpr double kCap = 6;
constexpr double kOwnWeeks = 4;
constexpr std::size_t kFewest = 20;
constexpr std::array<double, 2> kAt = {0.5, 0.9};

// Median of g and distance to its 90 % quantile: medians over a set of public building meters, by Measure; no label was used.
constexpr std::array<OwnQuantiles, kMeasures> kReviewCommon = {
    {{.43, .36, 0}, {.28, .41, 0}, {.42, .51, 0}, {.20, .30, 0}, {.23, .16, 0}, {.51, .53, 0}, {.09, .21, 0}, {-.96, .63, 0}, {.07, .12, 0}}};
constexpr std::array<OwnQuantiles, kMeasures> kLiveCommon = {
    {{.37, .38, 0}, {.37, .52, 0}, {.46, .58, 0}, {.27, .47, 0}, {.34, .40, 0}, {.38, .55, 0}, {.10, .22, 0}, {-.96, .63, 0}, {.08, .13, 0}}};

struct Tail {
  double middle;
  double spread;
};

Tail Blend(const OwnQuantiles& own, const OwnQuantiles& common, Measure measure, double week) {
  if (own.count < kFewest) return {common.middle, common.spread};
  const double n = static_cast<double>(own.count);
  const double weight = n / (n + kOwnWeeks * week);
  const double spread = std::max(own.spread, measure == Measure::kDayKind ? 0.3 : 0.05);
  const double blended = std::exp(weight * std::log(spread) + (1 - weight) * std::log(common.spread));
  return {weight * own.middle + (1 - weight) * common.middle, std::max(blended, common.spread)};
}

// Of the cells with a reading.
OwnQuantiles QuantilesOf(const MemberContext& context, std::span<const double> g) {
  Scratch numbers(context.pool(), g.size() + 1);
  std::size_t n = 0;
  for (std::size_t i = 0; i < g.size(); ++i) {
    numbers[n] = g[i];
    n += static_cast<std::size_t>(g[i] == g[i]) & static_cast<std::size_t>(context.view().value[i] == context.view().value[i]);
  }
  if (n < kFewest) return {};
  std::array<double, 2> q;
  Quantiles(numbers.span().first(n), kAt, q);
  return {q[0], q[1] - q[0], static_cast<std::uint32_t>(n)};
}

void AddReview(const MemberContext& context, Measure measure, double weight, std::span<const double> g, std::span<double> strangeness) {
  const auto at = static_cast<std::size_t>(measure);
  OwnQuantiles own;
  if (context.known() == nullptr || context.learned() != nullptr) own = QuantilesOf(context, g);
  if (context.learned() != nullptr) context.learned()->quantiles[at] = own;
  if (context.known() != nullptr) own = context.known()->quantiles[at];
  const Tail tail = Blend(own, kReviewCommon[at], measure, static_cast<double>(context.view().slots()));
  AddDecades(g.data(), g.size(), {tail.middle, tail.spread, weight, kCap}, strangeness.data());
}

class LiveCalibration {
 public:
  LiveCalibration(const MemberContext& context, Measure measure, std::span<const double> g)
      : context_(context), measure_(measure), steps_(context.view().steps_per_day), readings_(context.ranked()), ranked_(Judged(context, g)) {}

  OwnQuantiles At(std::size_t i) {
    ranked_.MoveTo(LearnFrom(i, steps_), i);
    readings_.MoveTo(LearnFrom(i, steps_), i);
    const Habits* known = context_.known();
    if (known != nullptr && !OwnIsEnough(readings_.count(), known->readings, steps_)) return known->quantiles[static_cast<std::size_t>(measure_)];
    const std::size_t n = ranked_.count();
    if (n < kFewest) return {};
    const auto kth = [&](std::size_t k) { return ranked_.Kth(k); };
    const double middle = QuantileFrom(n, kAt[0], kth);
    return {middle, QuantileFrom(n, kAt[1], kth) - middle, static_cast<std::uint32_t>(n)};
  }

 private:
  static RankedColumn Judged(const MemberContext& context, std::span<const double> g) {
    Scratch numbers(context.pool(), g.size());
    const auto& value = context.view().value;
    for (std::size_t i = 0; i < g.size(); ++i) numbers[i] = value[i] == value[i] ? g[i] : std::numeric_limits<double>::quiet_NaN();
    return RankedColumn(numbers.span());
  }

  const MemberContext& context_;
  Measure measure_;
  std::size_t steps_;
  RankedColumn readings_;
  RankedColumn ranked_;
};

void AddLive(const MemberContext& context, Measure measure, double weight, std::span<const double> g, std::span<double> strangeness) {
  const std::size_t steps = context.view().steps_per_day;
  const double week = static_cast<double>(context.view().slots());
  const OwnQuantiles& common = kLiveCommon[static_cast<std::size_t>(measure)];
  LiveCalibration calibration(context, measure, g);
  const auto add = [&](std::size_t begin, std::size_t end) {
    const Tail tail = Blend(calibration.At(begin), common, measure, week);
    AddDecades(g.data() + begin, end - begin, {tail.middle, tail.spread, weight, kCap}, strangeness.data() + begin);
  };
  if (!g.empty()) add(0, std::min(steps, g.size()));
  ForEachLearning(g.size(), steps, add);
  if (context.learned() != nullptr) context.learned()->quantiles[static_cast<std::size_t>(measure)] = calibration.At(g.size());
}

}  // namespace

DecadeScale LiveDecades(const OwnQuantiles& known, Measure measure, double weight, std::size_t slots) {
  const Tail tail = Blend(known, kLiveCommon[static_cast<std::size_t>(measure)], measure, static_cast<double>(slots));
  return {tail.middle, tail.spread, weight, kCap};
}

double CalibratedCell(double x, const DecadeScale& scale) {
  double decades = 0;
  TakeLogOfOneMore(&x, 1);
  AddDecades(&x, 1, scale, &decades);
  return decades;
}

void AddCalibrated(const MemberContext& context, Measure measure, double weight, std::span<double> x, std::span<double> strangeness) {
  if (measure != Measure::kDayKind) TakeLogOfOneMore(x.data(), x.size());
  if (context.view().live()) {
    AddLive(context, measure, weight, x, strangeness);
  } else {
    AddReview(context, measure, weight, x, strangeness);
  }
}

}  // namespace kilowatch
