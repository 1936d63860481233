#include "data/preprocessing/resample.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "foundation/base/check.h"

namespace kilowatch {
namespace {

struct Part {
  std::int64_t cell = 0;
  double sum = 0;            // of values, shared out by time
  double value_seconds = 0;  // of values times seconds
  double covered = 0;        // seconds with a reading
  double warmth = 0;         // °C times seconds
  double warm_seconds = 0;
  bool estimated = false;
  std::uint8_t label = 0;
};

class Resampler {
 public:
  Resampler(const MeterFrame& frame, Seconds step) : frame_(frame), step_(step.count()) {}

  MeterFrame Run() {
    for (std::size_t row = 0; row < frame_.size(); ++row) {
      if (!std::isfinite(frame_.value[row]) || !HasReading(frame_.quality[row])) continue;
      if (taken_ && frame_.time[row] == last_) continue;
      taken_ = true;
      last_ = frame_.time[row];
      ShareOut(row);
    }
    return Collect();
  }

 private:
  // Up to the next stamp where that is about an interval away (local days and months differ in length), else the usual interval.
  std::int64_t LengthOf(std::size_t row) const {
    const std::int64_t usual = frame_.interval.count();
    for (std::size_t next = row + 1; next < frame_.size(); ++next) {
      const std::int64_t length = (frame_.time[next] - frame_.time[row]).count();
      if (length > 0) return length * 10 >= usual * 9 && length * 10 <= usual * 11 ? length : usual;
    }
    return usual;
  }

  void ShareOut(std::size_t row) {
    const std::int64_t begin = EpochSeconds(frame_.time[row]);
    const std::int64_t length = LengthOf(row);
    std::int64_t cell = begin / step_ - (begin % step_ < 0 ? 1 : 0);
    for (std::int64_t at = begin; at < begin + length; ++cell) {
      const std::int64_t until = std::min(begin + length, (cell + 1) * step_);
      Add(PartOf(cell), row, static_cast<double>(until - at), static_cast<double>(length));
      at = until;
    }
  }

  // Rows come in order of time, so that the cell is the last or one of the few before it.
  Part& PartOf(std::int64_t cell) {
    auto at = parts_.end();
    while (at != parts_.begin() && (at - 1)->cell > cell) --at;
    if (at != parts_.begin() && (at - 1)->cell == cell) return *(at - 1);
    Part part;
    part.cell = cell;
    return *parts_.insert(at, part);
  }

  void Add(Part& part, std::size_t row, double seconds, double length) const {
    part.sum += frame_.value[row] * (seconds / length);
    part.value_seconds += frame_.value[row] * seconds;
    part.covered += seconds;
    part.estimated = part.estimated || frame_.quality[row] != Quality::kMeasured;
    if (!frame_.label.empty()) part.label = std::max(part.label, frame_.label[row]);
    if (frame_.temperature.empty() || std::isnan(frame_.temperature[row])) return;
    part.warmth += static_cast<double>(frame_.temperature[row]) * seconds;
    part.warm_seconds += seconds;
  }

  MeterFrame Collect() const {
    MeterFrame out;
    out.meter = frame_.meter;
    out.interval = Seconds(step_);
    for (const Part& part : parts_) {
      out.time.push_back(FromEpochSeconds(part.cell * step_));
      out.value.push_back(frame_.meter.unit == Unit::kOther ? part.value_seconds / part.covered : part.sum);
      const bool whole = part.covered >= static_cast<double>(step_);
      out.quality.push_back(whole && !part.estimated ? Quality::kMeasured : Quality::kEstimated);
      if (!frame_.label.empty()) out.label.push_back(part.label);
      if (frame_.temperature.empty()) continue;
      const bool warm = part.warm_seconds > 0;
      out.temperature.push_back(warm ? static_cast<float>(part.warmth / part.warm_seconds) : std::numeric_limits<float>::quiet_NaN());
    }
    return out;
  }

  const MeterFrame& frame_;
  std::int64_t step_;
  std::vector<Part> parts_;
  bool taken_ = false;
  Instant last_{};
};

}  // namespace

MeterFrame Resample(const MeterFrame& frame, Seconds step) {
  KW_CHECK(step.count() > 0 && frame.interval.count() > 0);
  return Resampler(frame, step).Run();
}

}  // namespace kilowatch
