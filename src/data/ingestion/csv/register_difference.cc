#include "data/ingestion/csv/register_difference.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kilowatch {
namespace {

// How many times the usual difference a rollover or reset may still amount to.
constexpr double kLikely = 50;

// The median of the rises between successive readings that are not zero.
double UsualRise(const std::vector<double>& value) {
  std::vector<double> rises;
  double last = std::numeric_limits<double>::quiet_NaN();
  for (const double v : value) {
    if (std::isnan(v)) continue;
    if (v > last) rises.push_back(v - last);
    last = v;
  }
  if (rises.empty()) return 0;
  const auto middle = rises.begin() + static_cast<std::ptrdiff_t>(rises.size() / 2);
  std::ranges::nth_element(rises, middle);
  return *middle;
}

// What flowed where the register fell from `before` to `after`.
double AcrossFall(double before, double after, double usual, FramePart& part) {
  const double last_digit = std::pow(10, std::ceil(std::log10(std::max(before, 1.0))));
  const double rolled = after + last_digit - before;
  if (before > 0.9 * last_digit && rolled <= kLikely * usual) {
    ++part.rollovers;
    return rolled;
  }
  ++part.resets;
  return after >= 0 && after <= kLikely * usual ? after : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

void TakeDifferences(FramePart& part) {
  const MeterFrame& read = part.frame;
  const double usual = UsualRise(read.value);
  MeterFrame flow;
  flow.spacing = read.spacing;
  flow.interval = read.interval;
  double last = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t i = 0; i < read.size(); ++i) {
    if (i > 0 && read.time[i] == read.time[i - 1]) continue;
    const double now = read.value[i];
    const bool first = flow.empty() && std::isnan(last);
    if (!first) {
      const Seconds apart = i == 0 ? read.interval : read.time[i] - read.time[i - 1];
      const bool gap = apart > read.interval * 3 / 2 && read.spacing == Spacing::kFixed;
      double amount = now - last;
      if (amount < 0) amount = AcrossFall(last, now, usual, part);
      flow.time.push_back(gap ? read.time[i] - read.interval : read.time[i - 1]);
      flow.value.push_back(amount);
      const Quality quality = std::isnan(now) ? read.quality[i] : std::isnan(amount) ? Quality::kMissing : read.quality[i];
      flow.quality.push_back(quality);
      if (!read.temperature.empty()) flow.temperature.push_back(read.temperature[i - 1]);
      if (!read.label.empty()) flow.label.push_back(read.label[i]);
    }
    if (!std::isnan(now)) last = now;
  }
  part.frame = std::move(flow);
}

}  // namespace kilowatch
