#include "workflow/reporting/chart_frame.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "detection/events/words.h"

namespace kilowatch {
namespace {

constexpr const char* kEnglishMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr const char* kFrenchMonths[] = {"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."};

// The smallest of 1, 2, 2.5 and 5 times a power of ten that covers the range in `ticks` steps.
double NiceStep(double range, int ticks) {
  const double raw = std::max(range, 1e-9) / ticks;
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 2.5, 5.0, 10.0}) {
    if (factor * power >= raw * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}

std::string TickLabel(LocalDay day, bool by_month, Language language) {
  const std::chrono::year_month_day date(day);
  const auto number = static_cast<unsigned>(date.day()), month = static_cast<unsigned>(date.month());
  const std::string name = (language == Language::kFrench ? kFrenchMonths : kEnglishMonths)[month - 1];
  if (!by_month) return fmt::format("{} {}", number, name);
  return month == 1 ? fmt::format("{} {}", name, static_cast<int>(date.year())) : name;
}

// The days that get a tick.
std::vector<LocalDay> Ticks(LocalDay first, LocalDay last, bool by_month) {
  std::vector<LocalDay> ticks;
  if (!by_month) {
    const std::int64_t every = ((last - first).count() + 7) / 7;
    for (LocalDay day = first + std::chrono::days(1); day <= last; day += std::chrono::days(std::max<std::int64_t>(1, every))) ticks.push_back(day);
    return ticks;
  }
  const std::int64_t months = (last - first).count() / 30;
  int every = 12;
  for (const int step : {1, 2, 3, 6}) {
    if (every == 12 && months / step <= 8) every = step;
  }
  if (months / 12 > 8) every = static_cast<int>(12 * (months / 96 + 1));
  const std::chrono::year_month_day date(first);
  for (auto month = std::chrono::year_month(date.year(), std::chrono::January); LocalDay(month / std::chrono::day(1)) <= last;
       month += std::chrono::months(every)) {
    if (LocalDay(month / std::chrono::day(1)) >= first) ticks.push_back(LocalDay(month / std::chrono::day(1)));
  }
  return ticks;
}

}  // namespace

void ChartFrame::Include(const std::vector<float>& values) {
  for (const float value : values) {
    if (!std::isfinite(value)) continue;
    low_ = std::min<double>(low_, value);
    high_ = std::max<double>(high_, value);
  }
}

bool ChartFrame::IncludeOnly(const std::vector<float>& values) {
  low_ = std::numeric_limits<double>::infinity();
  high_ = -low_;
  Include(values);
  return low_ <= high_;
}

void ChartFrame::Fit(int ticks) {
  step_ = NiceStep(high_ - low_, ticks);
  low_ = std::floor(low_ / step_) * step_;
  high_ = std::max(std::ceil(high_ / step_ - 1e-9) * step_, low_ + step_);
}

double ChartFrame::X(Instant t) const {
  const auto length = static_cast<double>(std::max<std::int64_t>(1, span_.Length().count()));
  return kLeft + (width_ - kLeft - kRight) * std::clamp(static_cast<double>((t - span_.begin).count()) / length, 0.0, 1.0);
}

std::string ChartFrame::ValueAxis(const std::string& unit, Language language) const {
  double factor = 1;
  std::string name = unit;
  if (unit.starts_with("k")) {
    for (const char* prefix : {"M", "G", "T"}) {
      if (std::max(high_, -low_) / factor < 1e4) break;
      factor *= 1e3;
      name = prefix + unit.substr(1);
    }
  }
  std::string out;
  for (double value = low_; value <= high_ + step_ / 2; value += step_) {
    out += fmt::format(R"(<line class="grid" x1="{:.1f}" x2="{:.1f}" y1="{:.1f}" y2="{:.1f}"/>)", kLeft, width_ - kRight, Y(value), Y(value));
    const double shown = std::abs(value) < step_ / 1000 ? 0.0 : value / factor;
    out += fmt::format(R"(<text class="axis" x="{:.1f}" y="{:.1f}" text-anchor="end">{}</text>)", kLeft - 5, Y(value) + 4,
                       NumberWords(shown).In(language));
  }
  const double middle = (top_ + bottom_) / 2;
  return out +
         fmt::format(R"x(<text class="axis" x="11" y="{0:.1f}" transform="rotate(-90 11 {0:.1f})" text-anchor="middle">{1}</text>)x", middle, name);
}

std::string ChartFrame::TimeAxis(const TimeZone& zone, Language language) const {
  const LocalDay first = zone.DayOf(span_.begin), last = zone.DayOf(span_.end);
  const bool by_month = (last - first).count() > 100;
  std::string out;
  std::size_t index = 0;
  for (const LocalDay day : Ticks(first, last, by_month)) {
    const double x = X(zone.StartOfDay(day));
    // Narrow screens hide every other label.
    const char* style = index++ % 2 == 0 ? "axis" : "axis odd";
    out += fmt::format(R"(<line class="tick" x1="{0:.1f}" x2="{0:.1f}" y1="{1:.1f}" y2="{2:.1f}"/>)", x, bottom_, bottom_ + 4);
    if (x < width_ - 24)
      out += fmt::format(R"(<text class="{}" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>)", style, x, bottom_ + 16,
                         TickLabel(day, by_month, language));
  }
  return out;
}

std::string ChartFrame::Line(const std::vector<Instant>& time, const std::vector<float>& values, const char* style) const {
  std::string path;
  bool pen_down = false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) {
      pen_down = false;
      continue;
    }
    path += fmt::format("{}{:.1f} {:.1f}", pen_down ? "L" : "M", X(time[i]), Y(values[i]));
    // A reading between two gaps would be no line: it becomes a dot.
    if (!pen_down && (i + 1 == values.size() || !std::isfinite(values[i + 1]))) path += "h1";
    pen_down = true;
  }
  return fmt::format(R"(<path class="{}" d="{}"/>)", style, path);
}

std::string ChartFrame::Band(const std::vector<Instant>& time, const std::vector<float>& low, const std::vector<float>& high) const {
  std::string path;
  for (std::size_t i = 0; i < low.size();) {
    if (!std::isfinite(low[i]) || !std::isfinite(high[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < low.size() && std::isfinite(low[end]) && std::isfinite(high[end])) ++end;
    for (std::size_t k = i; k < end; ++k) path += fmt::format("{}{:.1f} {:.1f}", k == i ? "M" : "L", X(time[k]), Y(high[k]));
    for (std::size_t k = end; k-- > i;) path += fmt::format("L{:.1f} {:.1f}", X(time[k]), Y(low[k]));
    path += "Z";
    i = end;
  }
  return fmt::format(R"(<path class="band" d="{}"/>)", path);
}

std::string OpenChart(double width, double height, const std::string& label, const char* style) {
  return fmt::format(R"(<svg class="{}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}">)", style, width,
                     height, label);
}

}  // namespace kilowatch
