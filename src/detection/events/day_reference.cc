#include "detection/events/day_reference.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kilowatch {
namespace {

constexpr std::size_t kLeastDays = 60;
constexpr double kLeastTemperatureShare = 0.9;
constexpr int kRobustRounds = 8;
constexpr double kHuber = 1.5;
constexpr std::size_t kTerms = 4;  // working day, day off, heating, cooling

struct Point {
  LocalDay date;
  double read = 0;
  bool off = false;
  double temperature = NAN;
  std::uint32_t begin = 0, end = 0;
  std::size_t kind = 0;  // weekday, 7 for a holiday
  double weight = 1;
};

using Terms = std::array<double, kTerms>;

struct Fit {
  double heating_base = 0, cooling_base = 0;
  Terms coefficients{};
  double error = INFINITY;
};

std::vector<Point> WholeDays(const CleanBlock& block) {
  std::vector<Point> points;
  for (const BlockDay& day : block.days()) {
    Point point{day.date, 0, day.holiday || day.weekday >= 5, NAN, day.begin, day.end, day.holiday ? std::size_t{7} : day.weekday, 1};
    double temperature = 0;
    std::uint32_t known = 0;
    bool whole = day.end > day.begin;
    for (std::uint32_t i = day.begin; i < day.end && whole; ++i) {
      whole = block.quality()[i] == Quality::kMeasured && std::isfinite(block.value()[i]);
      point.read += block.value()[i];
      const bool has = i < block.temperature().size() && std::isfinite(block.temperature()[i]);
      temperature += has ? static_cast<double>(block.temperature()[i]) : 0;
      known += has ? 1 : 0;
    }
    if (!whole) continue;
    if (known > 0 && 5 * known >= 4 * (day.end - day.begin)) point.temperature = temperature / known;
    points.push_back(point);
  }
  // The block's first and last days may be cut.
  const auto usual = static_cast<std::size_t>(block.grid().StepsPerDay());
  for (const bool at_end : {true, false}) {
    if (points.empty()) break;
    const BlockDay& edge = at_end ? block.days().back() : block.days().front();
    const bool cut = 10 * static_cast<std::size_t>(edge.end - edge.begin) < 9 * usual;
    if (cut && (at_end ? points.back() : points.front()).date == edge.date) points.erase(at_end ? points.end() - 1 : points.begin());
  }
  return points;
}

Terms TermsOf(const Point& point, const Fit& fit, bool weather) {
  Terms terms{point.off ? 0.0 : 1.0, point.off ? 1.0 : 0.0, 0, 0};
  if (weather) terms[2] = std::max(0.0, fit.heating_base - point.temperature);
  if (weather) terms[3] = std::max(0.0, point.temperature - fit.cooling_base);
  return terms;
}

// Normal equations by Gaussian elimination; a term that is never there gets 0.
Terms Solve(std::array<Terms, kTerms> a, Terms b) {
  for (std::size_t i = 0; i < kTerms; ++i) {
    if (a[i][i] < 1e-9) {
      a[i].fill(0);
      a[i][i] = 1;
      b[i] = 0;
    }
    for (std::size_t row = i + 1; row < kTerms; ++row) {
      const double factor = a[row][i] / a[i][i];
      for (std::size_t column = i; column < kTerms; ++column) a[row][column] -= factor * a[i][column];
      b[row] -= factor * b[i];
    }
  }
  Terms x{};
  for (std::size_t i = kTerms; i-- > 0;) {
    x[i] = b[i];
    for (std::size_t k = i + 1; k < kTerms; ++k) x[i] -= a[i][k] * x[k];
    x[i] /= a[i][i];
  }
  return x;
}

double Dot(const Terms& a, const Terms& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3]; }

void FitCoefficients(const std::vector<Point>& points, bool weather, std::array<bool, kTerms> used, Fit& fit) {
  std::array<Terms, kTerms> normal{};
  Terms right{};
  std::vector<Terms> rows;
  for (const Point& point : points) {
    Terms terms = TermsOf(point, fit, weather);
    for (std::size_t i = 0; i < kTerms; ++i) terms[i] = used[i] ? terms[i] : 0;
    for (std::size_t i = 0; i < kTerms; ++i) {
      for (std::size_t k = 0; k < kTerms; ++k) normal[i][k] += point.weight * terms[i] * terms[k];
      right[i] += point.weight * terms[i] * point.read;
    }
    rows.push_back(terms);
  }
  fit.coefficients = Solve(normal, right);
  for (std::size_t slope : {2, 3}) {
    if (fit.coefficients[slope] >= 0) continue;
    used[slope] = false;
    return FitCoefficients(points, weather, used, fit);
  }
  fit.error = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double off = points[i].read - Dot(rows[i], fit.coefficients);
    fit.error += points[i].weight * off * off;
  }
}

double MedianOf(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

// Refits with Huber weights from the fit that least squares chose; then the weekdays' medians.
std::vector<double> SteadyReads(std::vector<Point> points, Fit fit, bool weather) {
  std::vector<double> off(points.size()), sizes(points.size());
  const auto measure = [&] {
    for (std::size_t i = 0; i < points.size(); ++i) {
      off[i] = points[i].read - Dot(TermsOf(points[i], fit, weather), fit.coefficients);
      sizes[i] = std::abs(off[i]);
    }
  };
  for (int round = 0; round < kRobustRounds; ++round) {
    measure();
    const double spread = std::max(1.4826 * MedianOf(sizes), 1e-12);
    for (std::size_t i = 0; i < points.size(); ++i) points[i].weight = std::min(1.0, kHuber * spread / std::max(sizes[i], 1e-12));
    FitCoefficients(points, weather, {true, true, true, true}, fit);
  }
  measure();
  std::array<std::vector<double>, 8> by_kind;
  for (std::size_t i = 0; i < points.size(); ++i) by_kind[points[i].kind].push_back(off[i]);
  std::array<double, 8> usual{};
  for (std::size_t kind = 0; kind < usual.size(); ++kind) usual[kind] = MedianOf(by_kind[kind]);
  std::vector<double> steady;
  for (std::size_t i = 0; i < points.size(); ++i) steady.push_back(points[i].read - off[i] + usual[points[i].kind]);
  return steady;
}

}  // namespace

DayReference FitDayReference(const CleanBlock& block) {
  DayReference out;
  if (block.grid().step() > Seconds(86400)) return out;
  std::vector<Point> points = WholeDays(block);
  const auto warm = static_cast<double>(std::ranges::count_if(points, [](const Point& point) { return std::isfinite(point.temperature); }));
  const bool weather = warm > 0 && warm >= kLeastTemperatureShare * static_cast<double>(points.size());
  if (weather) std::erase_if(points, [](const Point& point) { return !std::isfinite(point.temperature); });
  if (points.size() < kLeastDays) return out;
  Fit best;
  for (double heating = 10; heating <= 18; heating += 2) {
    for (double cooling = std::max(16.0, heating); cooling <= 24; cooling += 2) {
      Fit fit{heating, cooling, {}, INFINITY};
      FitCoefficients(points, weather, {true, true, true, true}, fit);
      if (fit.error < best.error) best = fit;
    }
    if (!weather) break;
  }
  out.weather_taken_out = weather;
  const std::vector<double> steady = SteadyReads(points, best, weather);
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Point& point = points[i];
    out.days.push_back({point.date, point.read, Dot(TermsOf(point, best, weather), best.coefficients), steady[i], point.begin, point.end});
  }
  return out;
}

}  // namespace kilowatch
