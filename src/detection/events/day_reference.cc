#include "detection/events/day_reference.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kilowatch {
namespace {

constexpr std::size_t kLeastDays = 60;
constexpr double kLeastTemperatureShare = 0.9;
constexpr std::size_t kTerms = 4;  // working day, day off, heating, cooling

struct Point {
  LocalDay date;
  double read = 0;
  bool off = false;
  double temperature = NAN;
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
    Point point{day.date, 0, day.holiday || day.weekday >= 5, NAN};
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
      for (std::size_t k = 0; k < kTerms; ++k) normal[i][k] += terms[i] * terms[k];
      right[i] += terms[i] * point.read;
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
    fit.error += off * off;
  }
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
  for (const Point& point : points) out.days.push_back({point.date, point.read, Dot(TermsOf(point, best, weather), best.coefficients)});
  return out;
}

}  // namespace kilowatch
