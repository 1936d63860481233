#include "workflow/reporting/load_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "detection/events/words.h"

namespace kilowatch {
namespace {

constexpr double kLeft = 54, kRight = 10, kTop = 10, kBottom = 24;

// Rounds the top of an axis up to 1, 2, 2.5, 4, 5 or 8 times a power of ten.
double NiceStep(double range, int ticks) {
  const double raw = std::max(range, 1e-9) / ticks;
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 2.5, 5.0, 10.0}) {
    if (factor * power >= raw) return factor * power;
  }
  return 10 * power;
}

// Maps values to a plot area and draws its axes.
class Plot {
 public:
  Plot(double width, double height, Span span) : width_(width), height_(height), span_(span) {}

  void Include(float value) {
    if (!std::isfinite(value)) return;
    low_ = std::min<double>(low_, value);
    high_ = std::max<double>(high_, value);
  }
  void Fit() {
    step_ = NiceStep(high_ - low_, 4);
    low_ = std::floor(low_ / step_) * step_;
    high_ = std::max(std::ceil(high_ / step_) * step_, low_ + step_);
  }
  double X(Instant t) const {
    return kLeft + (width_ - kLeft - kRight) * static_cast<double>((t - span_.begin).count()) / static_cast<double>(std::max<std::int64_t>(1, span_.Length().count()));
  }
  double Y(double value) const { return height_ - kBottom - (height_ - kTop - kBottom) * (value - low_) / (high_ - low_); }
  double bottom() const { return height_ - kBottom; }

  std::string Open(const std::string& label) const {
    return fmt::format(R"(<svg class="chart" viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}">)", width_, height_, label);
  }
  std::string ValueAxis(const std::string& unit, Language language) const {
    std::string out;
    for (double value = low_; value <= high_ + step_ / 2; value += step_) {
      out += fmt::format(R"(<line class="grid" x1="{:.1f}" x2="{:.1f}" y1="{:.1f}" y2="{:.1f}"/>)", kLeft, width_ - kRight, Y(value), Y(value));
      out += fmt::format(R"(<text class="axis" x="{:.1f}" y="{:.1f}" text-anchor="end">{}</text>)", kLeft - 5, Y(value) + 4,
                         NumberWords(std::abs(value) < step_ / 1000 ? 0.0 : value).In(language));
    }
    return out + fmt::format(R"x(<text class="axis" x="{:.1f}" y="{:.1f}" transform="rotate(-90 12 {:.1f})" text-anchor="middle">{}</text>)x", 12.0, height_ / 2, height_ / 2, unit);
  }
  // Local midnights, as many as fit.
  std::string DayAxis(const TimeZone& zone, Language language) const {
    const auto days = std::max<std::int64_t>(1, span_.Length().count() / 86400);
    const auto every = std::max<std::int64_t>(1, (days + 7) / 8);
    std::string out;
    std::int64_t index = 0;
    for (LocalDay day = zone.DayOf(span_.begin) + std::chrono::days(1); zone.StartOfDay(day) < span_.end; day += std::chrono::days(1), ++index) {
      if (index % every != 0) continue;
      const double x = X(zone.StartOfDay(day));
      out += fmt::format(R"(<line class="tick" x1="{0:.1f}" x2="{0:.1f}" y1="{1:.1f}" y2="{2:.1f}"/>)", x, bottom(), bottom() + 4);
      out += fmt::format(R"(<text class="axis" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>)", x, bottom() + 16, ShortDay(day, language));
    }
    return out;
  }

 private:
  static std::string ShortDay(LocalDay day, Language language) {
    const std::chrono::year_month_day date(day);
    const auto d = static_cast<unsigned>(date.day()), m = static_cast<unsigned>(date.month());
    constexpr const char* kEnglish[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return language == Language::kFrench ? fmt::format("{:02}/{:02}", d, m) : fmt::format("{} {}", d, kEnglish[m - 1]);
  }

  double width_;
  double height_;
  Span span_;
  double low_ = 0;
  double high_ = 0;
  double step_ = 1;
};

// One path over the finite stretches.
std::string Line(const Plot& plot, const std::vector<Instant>& time, const std::vector<float>& values, const char* style) {
  std::string path;
  bool pen_down = false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) {
      pen_down = false;
      continue;
    }
    path += fmt::format("{}{:.1f} {:.1f}", pen_down ? "L" : "M", plot.X(time[i]), plot.Y(values[i]));
    pen_down = true;
  }
  return fmt::format(R"(<path class="{}" d="{}"/>)", style, path);
}

// A closed area for each finite stretch of the band.
std::string Band(const Plot& plot, const EventWindow& window) {
  std::string path;
  for (std::size_t i = 0; i < window.low.size();) {
    if (!std::isfinite(window.low[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < window.low.size() && std::isfinite(window.low[end])) ++end;
    for (std::size_t k = i; k < end; ++k) path += fmt::format("{}{:.1f} {:.1f}", k == i ? "M" : "L", plot.X(window.time[k]), plot.Y(window.high[k]));
    for (std::size_t k = end; k-- > i;) path += fmt::format("L{:.1f} {:.1f}", plot.X(window.time[k]), plot.Y(window.low[k]));
    path += "Z";
    i = end;
  }
  return fmt::format(R"(<path class="band" d="{}"/>)", path);
}

}  // namespace

std::string EventChart(const EventWindow& window, const TimeZone& zone, const std::string& rate, Language language) {
  Plot plot(640, 190, window.whole);
  for (const auto* values : {&window.actual, &window.expected, &window.low, &window.high}) {
    for (const float value : *values) plot.Include(value);
  }
  plot.Fit();
  std::string out = plot.Open(language == Language::kFrench ? "Charge lue et attendue autour de l’anomalie" : "Load read and expected around the anomaly");
  const double from = plot.X(window.event.begin), to = plot.X(window.event.end);
  out += fmt::format(R"(<rect class="event" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>)", from, kTop, std::max(to - from, 1.5), plot.bottom() - kTop);
  out += plot.ValueAxis(rate, language) + plot.DayAxis(zone, language);
  out += Band(plot, window) + Line(plot, window.time, window.expected, "expected") + Line(plot, window.time, window.actual, "actual");
  return out + "</svg>";
}

std::string DailyChart(const MeterSeries& series, const std::string& unit, Language language) {
  if (series.daily_actual.empty()) return {};
  const auto start = Instant(series.first_day.time_since_epoch());
  Plot plot(640, 110, {start, start + std::chrono::days(series.daily_actual.size())});
  std::vector<Instant> noon;
  for (std::size_t i = 0; i < series.daily_actual.size(); ++i) {
    noon.push_back(start + std::chrono::days(i) + std::chrono::hours(12));
    plot.Include(series.daily_actual[i]);
    plot.Include(series.daily_expected[i]);
  }
  plot.Fit();
  std::string out = plot.Open(language == Language::kFrench ? "Sommes par jour" : "Daily sums");
  out += plot.ValueAxis(unit, language) + plot.DayAxis(TimeZone(), language);
  return out + Line(plot, noon, series.daily_actual, "actual") + Line(plot, noon, series.daily_expected, "expected") + "</svg>";
}

}  // namespace kilowatch
