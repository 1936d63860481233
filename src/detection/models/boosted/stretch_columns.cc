#include "detection/models/boosted/stretch_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "detection/models/members/kernels/column_medians.h"
#include "detection/models/members/kernels/rolling.h"
#include "detection/models/members/usual.h"

namespace kilowatch {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr double kRatioFloor = 0.02;
constexpr double kMostRun = 96;  // hours; longer is as long
constexpr std::array<int, 8> kLagHours = {1, 2, 3, 6, 12, 24, 48, 168};
constexpr std::array<int, 6> kWindowHours = {3, 6, 12, 24, 48, 168};
constexpr std::array<int, 3> kMedianHours = {6, 12, 24};

class StretchColumns {
 public:
  StretchColumns(MemberContext& context, const ColumnSink& sink)
      : context_(context),
        view_(context.view()),
        sink_(sink),
        size_(context.size()),
        level_(context.pool(), size_),
        log_(context.pool(), size_),
        residual_(context.pool(), size_),
        around_(context.pool(), size_),
        out_(context.pool(), size_),
        work_(context.pool(), size_) {}

  void PutAll() {
    PutLevel();
    for (const int hours : kLagHours) PutLag(hours);
    PutNeighbours("weeks", 4, 7);
    PutNeighbours("days", 7, 1);
    PutJumps();
    for (const int hours : kWindowHours) PutWindow(hours);
    for (const int hours : kMedianHours) PutMedianResidual(hours);
    PutFlatRun();
    PutLowRun();
    PutGaps();
  }

 private:
  void Put(std::string_view name) { sink_(name, out_); }
  template <class Value>
  void PutEach(std::string_view name, Value value) {
    for (std::size_t i = 0; i < size_; ++i) out_[i] = value(i);
    Put(name);
  }
  Window Near(double hours) const { return view_.live() ? Window::UpTo(view_.Steps(hours)) : Window::Around(view_.Steps(hours)); }

  // log((v + floor) / (middle + floor)); nothing below zero or of a meter whose median is not above it.
  double LogRatio(double v, std::size_t i) const {
    const double middle = context_.middle()[i];
    if (!(middle > 0)) return kUnknown;
    return std::log((std::max(v, 0.0) + kRatioFloor * middle) / ((1 + kRatioFloor) * middle));
  }

  void PutLevel() {
    const auto middle = context_.middle();
    const auto scale = context_.scale();
    for (std::size_t i = 0; i < size_; ++i) level_[i] = (view_.value[i] - middle[i]) / scale[i];
    for (std::size_t i = 0; i < size_; ++i) log_[i] = std::isnan(view_.value[i]) ? kUnknown : LogRatio(view_.value[i], i);
    sink_("reading", level_);
    sink_("reading_ratio", log_);
    Usual(context_, Habit::kReading, view_.value, work_);
    for (std::size_t i = 0; i < size_; ++i) residual_[i] = (view_.value[i] - work_[i]) / scale[i];
    sink_("usual_change", residual_);
    PutEach("usual_ratio", [&](std::size_t i) { return log_[i] - (std::isnan(work_[i]) ? kUnknown : LogRatio(work_[i], i)); });
    const std::span<const double> profile = context_.ProfileResidual();
    PutEach("usual_z", [&](std::size_t i) { return profile[i]; });
  }

  void PutLag(int hours) {
    const auto steps = static_cast<std::ptrdiff_t>(view_.Steps(hours));
    for (const std::ptrdiff_t lag : {steps, -steps}) {
      if (lag < 0 && view_.live()) continue;
      const char* side = lag < 0 ? "next" : "last";
      view_.Lagged(0, size_, lag, work_.data());
      PutEach(fmt::format("{}_{}_change", side, hours), [&](std::size_t i) { return (view_.value[i] - work_[i]) / context_.scale()[i]; });
      PutEach(fmt::format("{}_{}_ratio", side, hours),
              [&](std::size_t i) { return log_[i] - (std::isnan(work_[i]) ? kUnknown : LogRatio(work_[i], i)); });
    }
  }

  // Against the same time `count` times before (Review: and after), `days` apart: against their median, in their own spread, and against the nearest.
  void PutNeighbours(const char* name, int count, int days) {
    std::vector<std::ptrdiff_t> lags;
    for (int k = 1; k <= count; ++k) {
      lags.push_back(k * days * static_cast<std::ptrdiff_t>(view_.steps_per_day));
      if (!view_.live()) lags.push_back(-lags.back());
    }
    Scratch z(context_.pool(), size_);
    for (std::size_t i = 0; i < size_; i += ColumnMedians::kLanes) NeighbourTile(lags, i, z);
    if (days == 7) std::copy_n(around_.data(), size_, weeks_change_.emplace(context_.pool(), size_).data());
    sink_(fmt::format("{}_change", name), around_);
    sink_(fmt::format("{}_z", name), z);
    sink_(fmt::format("{}_nearest", name), work_);
  }

  void NeighbourTile(std::span<const std::ptrdiff_t> lags, std::size_t begin, std::span<double> z) {
    constexpr std::size_t kLanes = ColumnMedians::kLanes;
    const std::size_t width = std::min(kLanes, size_ - begin);
    ColumnMedians sorter(lags.size());
    std::vector<double> kept(kLanes * lags.size());
    std::array<double, kLanes> nearest, middle, spread;
    nearest.fill(kUnknown);
    for (std::size_t r = 0; r < lags.size(); ++r) {
      view_.Lagged(begin, width, lags[r], sorter.Row(r));
      std::copy_n(sorter.Row(r), width, kept.data() + r * kLanes);
      for (std::size_t c = 0; c < width; ++c) nearest[c] = std::fmin(nearest[c], std::fabs(view_.value[begin + c] - kept[r * kLanes + c]));
    }
    sorter.Find(1, width, middle.data());
    for (std::size_t r = 0; r < lags.size(); ++r) {
      for (std::size_t c = 0; c < width; ++c) sorter.Row(r)[c] = std::fabs(kept[r * kLanes + c] - middle[c]);
    }
    sorter.Find(1, width, spread.data());
    for (std::size_t c = 0; c < width; ++c) {
      const double scale = context_.scale()[begin + c];
      const double change = view_.value[begin + c] - middle[c];
      around_[begin + c] = change / scale;
      z[begin + c] = std::fabs(change) / (1.4826 * spread[c] + 0.15 * scale);
      work_[begin + c] = nearest[c] / scale;
    }
  }

  void PutJumps() {
    Scratch usual(context_.pool(), size_);
    for (std::size_t i = 0; i < size_; ++i) work_[i] = i == 0 ? kUnknown : level_[i] - level_[i - 1];
    Usual(context_, Habit::kStep, work_, usual);
    for (std::size_t i = 0; i < size_; ++i) work_[i] = std::fabs(work_[i] - usual[i]);
    Usual(context_, Habit::kStepResidual, work_, usual);
    sink_("jump", work_);
    const auto in_usual = [&](std::size_t i) { return work_[i] / (0.1 + usual[i]); };
    PutEach("jump_z", in_usual);
    if (!view_.live()) PutEach("next_jump_z", [&](std::size_t i) { return i + 1 < size_ ? in_usual(i + 1) : kUnknown; });
    const std::size_t shift = view_.live() ? 0 : 1;
    PutEach("bend", [&](std::size_t i) {
      if (i + shift < 2 || i + shift >= size_) return kUnknown;
      const std::size_t last = i + shift;
      return level_[last - 1] - (level_[last] + level_[last - 2]) / 2;
    });
  }

  void PutWindow(int hours) {
    const Window window = Near(hours);
    const std::size_t least = std::max<std::size_t>(2, window.width() / 3);
    Scratch usual(context_.pool(), size_);
    RollingDeviation(level_, window, least, context_.pool(), work_);
    sink_(fmt::format("spread_{}", hours), work_);
    Usual(context_, Habit::kDeviation, work_, usual);
    PutEach(fmt::format("spread_{}_ratio", hours), [&](std::size_t i) { return std::log((work_[i] + kRatioFloor) / (usual[i] + kRatioFloor)); });
    RollingMean(level_, window, context_.pool(), work_);
    PutEach(fmt::format("mean_{}_change", hours), [&](std::size_t i) { return level_[i] - work_[i]; });
    RollingMean(residual_, window, context_.pool(), out_);
    Put(fmt::format("usual_change_mean_{}", hours));
    RollingMean(*weeks_change_, window, context_.pool(), out_);
    Put(fmt::format("weeks_change_mean_{}", hours));
  }

  void PutMedianResidual(int hours) {
    for (std::size_t i = 0; i < size_; ++i) work_[i] = std::fabs(residual_[i]);
    RollingMedian(work_, Near(hours), out_);
    Put(fmt::format("usual_change_median_{}", hours));
  }

  // Hours of the run of `holds` that a cell lies in; Live: so far.
  template <class Holds>
  void FillRuns(Holds holds) {
    const double hours = 24 / static_cast<double>(view_.steps_per_day);
    for (std::size_t begin = 0; begin < size_;) {
      std::size_t end = begin;
      for (; end < size_ && holds(end); ++end) out_[end] = std::min(kMostRun, hours * static_cast<double>(end - begin + 1));
      if (end == begin) {
        out_[end++] = 0;
      } else if (!view_.live()) {
        std::fill(out_.data() + begin, out_.data() + end, out_[end - 1]);
      }
      begin = end;
    }
  }

  void PutFlatRun() {
    const auto repeats = [&](std::size_t i) {
      return i > 0 && std::fabs(view_.value[i] - view_.value[i - 1]) <= 1e-9 * std::max(1.0, std::fabs(view_.value[i]));
    };
    FillRuns(repeats);
    // The reading that is repeated is of the run as well.
    for (std::size_t i = 0; !view_.live() && i + 1 < size_; ++i) out_[i] = std::max(out_[i], repeats(i + 1) ? out_[i + 1] : 0);
    Put("flat_hours");
    const Window month = view_.live() ? Window::UpTo(28 * view_.steps_per_day) : Window::Around(28 * view_.steps_per_day);
    RollingMean(out_, month, context_.pool(), work_);
    PutEach("flat_ratio", [&](std::size_t i) { return std::log((1 + out_[i]) / (1 + work_[i])); });
  }

  void PutLowRun() {
    const auto& low = context_.Low().is_low;
    FillRuns([&](std::size_t i) { return low[i] != 0; });
    Put("low_hours");
    for (std::size_t i = 0; i < size_; ++i) work_[i] = low[i];
    RollingMax(work_, Near(7), out_);
    Put("low_near");
  }

  void PutGaps() {
    const double hours = 24 / static_cast<double>(view_.steps_per_day);
    double since = kMostRun;
    for (std::size_t i = 0; i < size_; ++i) {
      since = std::isnan(view_.value[i]) ? 0 : std::min(kMostRun, since + hours);
      out_[i] = since;
    }
    Put("gap_before");
    if (view_.live()) return;
    since = kMostRun;
    for (std::size_t i = size_; i-- > 0;) {
      since = std::isnan(view_.value[i]) ? 0 : std::min(kMostRun, since + hours);
      out_[i] = since;
    }
    Put("gap_after");
  }

  MemberContext& context_;
  const MeterView& view_;
  const ColumnSink& sink_;
  std::size_t size_;
  Scratch level_;     // reading less median, in scales
  Scratch log_;       // log of the reading over the median
  Scratch residual_;  // reading less usual reading, in scales
  Scratch around_;
  Scratch out_;
  Scratch work_;
  std::optional<Scratch> weeks_change_;
};

}  // namespace

void PutStretchColumns(MemberContext& context, const ColumnSink& sink) { StretchColumns(context, sink).PutAll(); }

}  // namespace kilowatch
