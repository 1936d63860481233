#include "learning/evaluation/affiliation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace kilowatch {
namespace {

constexpr double kNoAffiliation = std::numeric_limits<double>::quiet_NaN();

struct TimeStretch {
  double begin = 0;
  double end = 0;

  double Length() const { return end - begin; }
};

TimeStretch TimeOf(RowRun run) { return {static_cast<double>(run.first), static_cast<double>(run.last) + 1}; }

// A function that is straight over [0, width], by its ends.
struct Line {
  double at_begin = 0;
  double at_end = 0;
};

// The integral of the lower of two straight functions.
double IntegralOfLower(Line f, Line g, double width) {
  const double before = f.at_begin - g.at_begin, after = f.at_end - g.at_end;
  const auto trapezoid = [](Line line, double over) { return over * (line.at_begin + line.at_end) / 2; };
  if (before * after >= 0) return trapezoid(before + after <= 0 ? f : g, width);
  const double share = before / (before - after), meet = f.at_begin + share * (f.at_end - f.at_begin);
  const Line first = before < 0 ? f : g, second = before < 0 ? g : f;
  return trapezoid({first.at_begin, meet}, share * width) + trapezoid({meet, second.at_end}, (1 - share) * width);
}

// The event's zone: half-way to its neighbours, or to the ends of time.
TimeStretch ZoneOf(std::span<const RowRun> labels, std::size_t event, std::size_t rows) {
  const TimeStretch own = TimeOf(labels[event]);
  return {event == 0 ? 0 : (TimeOf(labels[event - 1]).end + own.begin) / 2,
          event + 1 == labels.size() ? static_cast<double>(rows) : (own.end + TimeOf(labels[event + 1]).begin) / 2};
}

// The integral, over a stretch that lies `near` to `far` from the event, of the chance that a random time of the zone is at least as far from it.
double PrecisionOutside(double near, double far, TimeStretch event, TimeStretch zone) {
  if (far <= near) return 0;
  const Line distance{near, far};
  const double left = event.begin - zone.begin, right = zone.end - event.end, width = far - near;
  const double nearer = event.Length() * width + IntegralOfLower(distance, {left, left}, width) + IntegralOfLower(distance, {right, right}, width);
  return width - nearer / zone.Length();
}

double PrecisionOf(TimeStretch alarm, TimeStretch event, TimeStretch zone) {
  const double inside = std::max(0.0, std::min(alarm.end, event.end) - std::max(alarm.begin, event.begin));
  const double before = PrecisionOutside(std::max(0.0, event.begin - alarm.end), event.begin - alarm.begin, event, zone);
  const double after = PrecisionOutside(std::max(0.0, alarm.begin - event.end), alarm.end - event.end, event, zone);
  return inside + before + after;
}

// The integral, over event time [begin, end] whose distance from the nearest alarm is straight, of the chance that a random time is at least as far.
double RecallPiece(double begin, double end, Line distance, TimeStretch zone) {
  const double width = end - begin;
  if (width <= 0) return 0;
  const double left = IntegralOfLower(distance, {begin - zone.begin, end - zone.begin}, width);
  const double right = IntegralOfLower(distance, {zone.end - begin, zone.end - end}, width);
  return width - (left + right) / zone.Length();
}

double RecallOf(const std::vector<TimeStretch>& alarms, TimeStretch event, TimeStretch zone) {
  double sum = 0;
  double from = event.begin;
  for (std::size_t k = 0; k < alarms.size() && from < event.end; ++k) {
    const TimeStretch alarm = alarms[k];
    // Up to the alarm: it draws near.
    const double to = std::clamp(alarm.begin, from, event.end);
    sum += RecallPiece(from, to, {alarm.begin - from, alarm.begin - to}, zone);
    // Under it.
    from = std::clamp(alarm.end, to, event.end);
    sum += from - to;
    // Away from it, up to half-way to the next one.
    const double half = k + 1 < alarms.size() ? (alarm.end + alarms[k + 1].begin) / 2 : event.end;
    const double away = std::clamp(half, from, event.end);
    sum += RecallPiece(from, away, {from - alarm.end, away - alarm.end}, zone);
    from = away;
  }
  return sum / event.Length();
}

}  // namespace

double Affiliation::f1() const {
  const double sum = precision + recall;
  return sum > 0 ? 2 * precision * recall / sum : sum;
}

Affiliation AffiliationMatch(std::span<const RowRun> alarms, std::span<const RowRun> labels, std::size_t rows) {
  if (labels.empty()) return {kNoAffiliation, kNoAffiliation};
  double precision = 0, zones_alarmed = 0, recall = 0;
  std::size_t next = 0;  // the first alarm that does not end before the zone
  for (std::size_t e = 0; e < labels.size(); ++e) {
    const TimeStretch event = TimeOf(labels[e]), zone = ZoneOf(labels, e, rows);
    while (next < alarms.size() && TimeOf(alarms[next]).end <= zone.begin) ++next;
    std::vector<TimeStretch> own;
    double alarmed = 0, precise = 0;
    for (std::size_t k = next; k < alarms.size() && TimeOf(alarms[k]).begin < zone.end; ++k) {
      const TimeStretch alarm = TimeOf(alarms[k]);
      own.push_back({std::max(alarm.begin, zone.begin), std::min(alarm.end, zone.end)});
      alarmed += own.back().Length();
      precise += PrecisionOf(own.back(), event, zone);
    }
    if (own.empty()) continue;
    precision += precise / alarmed;
    ++zones_alarmed;
    recall += RecallOf(own, event, zone);
  }
  return {zones_alarmed > 0 ? precision / zones_alarmed : kNoAffiliation, recall / static_cast<double>(labels.size())};
}

}  // namespace kilowatch
