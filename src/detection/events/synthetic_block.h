#pragma once

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "data/preprocessing/clean_block.h"
#include "detection/events/join.h"

// Hand-made hourly meters for the tests of this room.
namespace kilowatch::synthetic {

inline constexpr const char* kBegin = "2024-01-01T00:00:00Z";  // a Monday

// An office of whole days: 10 kWh an hour at night and at weekends, 50 from 8:00 to 18:00 on weekdays, with a small ripple that never repeats.
inline double OfficeLoad(std::size_t hour) {
  const std::size_t of_day = hour % 24, day = hour / 24 % 7;
  const double ripple = 0.01 * static_cast<double>((hour * 37) % 101);
  return (day < 5 && of_day >= 8 && of_day < 18 ? 50 : 10) + ripple;
}

inline MeterFrame FrameOf(std::size_t hours, const std::function<double(std::size_t)>& load) {
  MeterFrame frame;
  frame.meter.name = "office";
  for (std::size_t hour = 0; hour < hours; ++hour) {
    frame.time.push_back(*ParseInstant(kBegin) + Seconds(3600) * static_cast<std::int64_t>(hour));
    frame.value.push_back(load(hour));
    frame.quality.push_back(std::isnan(frame.value.back()) ? Quality::kMissing : Quality::kMeasured);
  }
  return frame;
}

inline CleanBlock Cleaned(const MeterFrame& frame, const Site& site = {}) { return Clean(frame, site, Mode::kReview); }

// The office's own load as expectation, with a band of 2 kWh on both sides.
inline Expectation ExpectOffice(std::size_t hours) {
  Expectation expectation;
  for (std::size_t hour = 0; hour < hours; ++hour) {
    expectation.expected.push_back(OfficeLoad(hour));
    expectation.low.push_back(OfficeLoad(hour) - 2);
    expectation.high.push_back(OfficeLoad(hour) + 2);
  }
  return expectation;
}

// 0.1 everywhere but on [first, last].
inline Scores ScoreOn(std::size_t hours, std::size_t first, std::size_t last, double score = 0.99, Member member = Member::kResidual) {
  Scores scores{std::vector<double>(hours, 0.1), std::vector<Member>(hours, Member::kResidual)};
  for (std::size_t hour = first; hour <= last; ++hour) {
    scores.score[hour] = score;
    scores.strongest[hour] = member;
  }
  return scores;
}

}  // namespace kilowatch::synthetic
