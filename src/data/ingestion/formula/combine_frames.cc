#include "data/ingestion/formula/combine_frames.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kilowatch {
namespace {

Instant EndOf(const MeterFrame& frame, Instant begin, const TimeZone& zone) {
  if (frame.spacing == Spacing::kFixed) return begin + frame.interval;
  const LocalDay day = zone.DayOf(begin);
  if (frame.spacing == Spacing::kLocalDay) return zone.StartOfDay(day + std::chrono::days(1));
  const std::chrono::year_month_day date(day);
  return zone.StartOfDay(LocalDay((date.year() / date.month() + std::chrono::months(1)) / 1));
}

// One part while the intervals go by.
class PartReader {
 public:
  PartReader(const FactoredFrame& part, const TimeZone& zone) : frame_(part.frame), factor_(part.factor), zone_(zone) {}

  struct Amount {
    double value = 0;
    Quality quality = Quality::kMeasured;
  };
  // Of [begin, end), which does not go back from call to call. NaN and kMissing unless readings cover it from end to end.
  Amount Over(Instant begin, Instant end) {
    Amount amount;
    Instant covered = begin;
    while (next_ < frame_.size() && frame_.time[next_] < begin) ++next_;
    for (; next_ < frame_.size() && frame_.time[next_] < end; ++next_) {
      const Instant time = frame_.time[next_];
      // Of rows with one stamp the first counts.
      if (time < covered) continue;
      if (time > covered || !HasReading(frame_.quality[next_]) || std::isnan(frame_.value[next_])) break;
      amount.value += frame_.value[next_];
      if (frame_.quality[next_] == Quality::kEstimated) amount.quality = Quality::kEstimated;
      covered = EndOf(frame_, time, zone_);
    }
    if (covered != end) return {std::numeric_limits<double>::quiet_NaN(), Quality::kMissing};
    amount.value *= factor_;
    return amount;
  }

 private:
  const MeterFrame& frame_;
  double factor_;
  const TimeZone& zone_;
  std::size_t next_ = 0;
};

std::vector<Instant> TimesOf(const std::vector<FactoredFrame>& parts, const MeterFrame& longest) {
  std::vector<Instant> times;
  for (const FactoredFrame& part : parts) {
    if (part.frame.interval == longest.interval && part.frame.spacing == longest.spacing)
      times.insert(times.end(), part.frame.time.begin(), part.frame.time.end());
  }
  std::ranges::sort(times);
  const auto repeated = std::ranges::unique(times);
  times.erase(repeated.begin(), repeated.end());
  return times;
}

// Those that the parts' own files carry: of the part whose rows are the intervals.
void TakeTemperature(const MeterFrame& longest, MeterFrame& out) {
  if (longest.temperature.empty()) return;
  out.temperature.assign(out.size(), std::numeric_limits<float>::quiet_NaN());
  std::size_t next = 0;
  for (std::size_t i = 0; i < longest.size(); ++i) {
    while (next < out.size() && out.time[next] < longest.time[i]) ++next;
    if (next < out.size() && out.time[next] == longest.time[i]) out.temperature[next] = longest.temperature[i];
  }
}

}  // namespace

MeterFrame CombineFrames(Meter meter, const std::vector<FactoredFrame>& parts, const TimeZone& zone) {
  const auto longest =
      std::ranges::max_element(parts, {}, [](const FactoredFrame& part) { return part.frame.empty() ? Seconds(0) : part.frame.interval; });
  MeterFrame out;
  out.spacing = longest->frame.spacing;
  out.interval = longest->frame.interval;
  const bool is_summed = meter.unit != Unit::kOther;
  out.meter = std::move(meter);
  std::vector<PartReader> readers;
  for (const FactoredFrame& part : parts) readers.emplace_back(part, zone);
  const bool one_interval = std::ranges::all_of(parts, [&](const FactoredFrame& part) { return part.frame.interval == out.interval; });
  for (const Instant time : TimesOf(parts, longest->frame)) {
    const Instant end = EndOf(longest->frame, time, zone);
    double sum = 0;
    Quality quality = Quality::kMeasured;
    for (PartReader& reader : readers) {
      const PartReader::Amount amount = reader.Over(time, end);
      sum += amount.value;
      if (quality != Quality::kMissing && amount.quality != Quality::kMeasured) quality = amount.quality;
    }
    if (!is_summed && !one_interval) {
      sum = std::numeric_limits<double>::quiet_NaN();
      quality = Quality::kMissing;
    }
    out.time.push_back(time);
    out.value.push_back(sum);
    out.quality.push_back(quality);
  }
  TakeTemperature(longest->frame, out);
  return out;
}

}  // namespace kilowatch
