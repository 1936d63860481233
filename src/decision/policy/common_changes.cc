#include "decision/policy/common_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "detection/events/window_scan.h"

namespace kilowatch {
namespace {

constexpr std::size_t kLeastAlike = 8;
constexpr std::size_t kLeastOwnDays = 60;
constexpr double kLeastDaySpread = 0.005;
constexpr double kSlopeHuber = 1.5;
constexpr int kSlopeRounds = 5;
constexpr double kDaysLikeTheOthers = 30;    // that a meter is taken to have done as the others did before its own days are looked at
constexpr double kBeyondNoise = 3 * 1.2533;  // three standard errors of a median, times the root of the number of meters

std::string GroupOf(const MeterSummary& meter, bool by_use) {
  return fmt::format("{}/{}/{}/{}/{}", static_cast<int>(meter.commodity), static_cast<int>(meter.unit), static_cast<int>(meter.role), meter.region,
                     by_use ? meter.use : "*");
}

double MedianOf(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

struct OwnDays {
  std::vector<double> own;     // in spreads
  std::vector<double> common;  // likewise
  std::size_t begin = 0, end = 0;
};

// Takes the common change out of the meter's days, by the slope that its days outside [begin, end) have.
std::vector<double> OwnPart(const OwnDays& days) {
  std::vector<double> weight(days.own.size(), 1), left(days.own), sizes;
  for (int round = 0; round < kSlopeRounds; ++round) {
    double product = kDaysLikeTheOthers, square = kDaysLikeTheOthers;
    for (std::size_t i = 0; i < days.own.size(); ++i) {
      if (i >= days.begin && i < days.end) continue;
      product += weight[i] * days.common[i] * days.own[i];
      square += weight[i] * days.common[i] * days.common[i];
    }
    const double slope = std::max(0.0, product / square);
    for (std::size_t i = 0; i < left.size(); ++i) left[i] = days.own[i] - slope * days.common[i];
    const double spread = std::max(SpreadOfDays(left), 1e-9);
    for (std::size_t i = 0; i < left.size(); ++i) weight[i] = std::min(1.0, kSlopeHuber * spread / std::max(std::abs(left[i]), 1e-12));
  }
  sizes = left;
  const double middle = MedianOf(sizes);
  for (double& one : left) one -= middle;
  return left;
}

}  // namespace

CommonChanges::CommonChanges(const std::vector<MeterSummary>& meters) {
  std::unordered_map<std::string, std::vector<const MeterSummary*>> groups;
  LocalDay last{};
  for (const MeterSummary& meter : meters) {
    if (meter.relative_daily.empty()) continue;
    std::vector<double> known;
    for (const float day : meter.relative_daily)
      if (std::isfinite(day)) known.push_back(static_cast<double>(day));
    if (known.empty()) continue;
    first_ = spread_.empty() ? meter.first_day : std::min(first_, meter.first_day);
    last = std::max(last, meter.first_day + std::chrono::days(meter.relative_daily.size()));
    spread_[&meter] = std::max(kLeastDaySpread, SpreadOfDays(known));
    groups[GroupOf(meter, false)].push_back(&meter);
    if (!meter.use.empty()) groups[GroupOf(meter, true)].push_back(&meter);
  }
  days_ = spread_.empty() ? 0 : static_cast<std::size_t>((last - first_).count());
  for (const auto& [name, group] : groups) curves_[name] = CurveOf(group);
}

CommonChanges::Curve CommonChanges::CurveOf(const std::vector<const MeterSummary*>& group) const {
  Curve curve;
  if (group.size() < kLeastAlike) return curve;
  curve.known = true;
  curve.change.assign(days_, 0);
  std::vector<double> values;
  for (std::size_t d = 0; d < days_; ++d) {
    values.clear();
    for (const MeterSummary* meter : group) {
      const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(d) - (meter->first_day - first_).count();
      if (at < 0 || at >= std::ssize(meter->relative_daily)) continue;
      const float value = meter->relative_daily[static_cast<std::size_t>(at)];
      if (std::isfinite(value)) values.push_back(static_cast<double>(value) / spread_.at(meter));
    }
    if (values.size() < kLeastAlike) continue;
    const double middle = MedianOf(values);
    if (std::abs(middle) > kBeyondNoise / std::sqrt(static_cast<double>(values.size()))) curve.change[d] = middle;
  }
  return curve;
}

double CommonChanges::ChangeOn(const MeterSummary& meter, LocalDay day) const {
  auto curve = curves_.find(GroupOf(meter, true));
  if (curve == curves_.end() || !curve->second.known) curve = curves_.find(GroupOf(meter, false));
  if (curve == curves_.end() || !curve->second.known) return 0;
  return curve->second.change[static_cast<std::size_t>((day - first_).count())];
}

double CommonChanges::ChanceOf(const MeterSummary& meter, LocalDay begin, LocalDay end) const {
  const auto spread = spread_.find(&meter);
  if (spread == spread_.end()) return 0;
  OwnDays days;
  for (std::size_t i = 0; i < meter.relative_daily.size(); ++i) {
    const LocalDay day = meter.first_day + std::chrono::days(i);
    if (!std::isfinite(meter.relative_daily[i])) continue;
    days.begin += day < begin ? 1 : 0;
    days.end += day < end ? 1 : 0;
    days.own.push_back(static_cast<double>(meter.relative_daily[i]) / spread->second);
    days.common.push_back(ChangeOn(meter, day));
  }
  if (days.own.size() < kLeastOwnDays || days.begin == days.end) return 0;
  const WindowScan scan(OwnPart(days));
  const DayWindow window = scan.At(days.begin, days.end);
  const double beside = scan.ChanceBesideOthers(window);
  return std::isnan(beside) ? scan.ChanceOf(window) : std::max(scan.ChanceOf(window), beside);
}

void JudgeBesideOthers(const std::vector<MeterSummary>& meters, std::vector<PricedEvent>& events) {
  const bool any = std::ranges::any_of(events, [](const PricedEvent& event) { return event.event.slow; });
  if (!any) return;
  const CommonChanges changes(meters);
  std::unordered_map<std::string_view, const MeterSummary*> by_name;
  for (const MeterSummary& meter : meters) by_name[meter.name] = &meter;
  for (PricedEvent& priced : events) {
    Event& event = priced.event;
    if (!event.slow) continue;
    const MeterSummary& meter = *by_name.at(event.meter);
    const double chance =
        changes.ChanceOf(meter, meter.zone.DayOf(event.span.begin), meter.zone.DayOf(event.span.end - Seconds(1)) + std::chrono::days(1));
    event.chance = std::max(event.chance, chance);
  }
}

}  // namespace kilowatch
