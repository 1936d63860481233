#include "workflow/reporting/load_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "detection/events/words.h"
#include "workflow/reporting/chart_frame.h"
#include "workflow/reporting/report_words.h"
#include "workflow/reporting/text_table.h"

namespace kilowatch {
namespace {

constexpr double kWidth = 680;
constexpr int kShades = 8;

std::string TemperatureStrip(const EventWindow& window, double top, Language language) {
  ChartFrame strip(kWidth, top, top + 28, window.whole);
  if (!strip.IncludeOnly(window.temperature)) return {};
  strip.Fit(2);
  return strip.ValueAxis("°C", language) + strip.Line(window.time, window.temperature, "temperature");
}

// The names of the rows and some of the hours.
std::string WeekAxes(double cell_width, double cell_height, Language language) {
  constexpr const char* kEnglish[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr const char* kFrench[] = {"lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."};
  std::string out;
  for (int day = 0; day < 7; ++day) {
    out += fmt::format(R"(<text class="axis" x="{:.0f}" y="{:.1f}" text-anchor="end">{}</text>)", ChartFrame::kLeft - 5,
                       4 + (day + 0.72) * cell_height, (language == Language::kFrench ? kFrench : kEnglish)[day]);
  }
  for (int hour = 0; hour < 24; hour += 3) {
    const std::string label = language == Language::kFrench ? fmt::format("{} h", hour) : fmt::format("{:02}:00", hour);
    out += fmt::format(R"(<text class="{}" x="{:.1f}" y="{:.1f}">{}</text>)", hour % 6 == 0 ? "axis" : "axis odd",
                       ChartFrame::kLeft + hour * cell_width, 4 + 7 * cell_height + 14, label);
  }
  return out;
}

}  // namespace

std::string RateName(Unit unit) { return unit == Unit::kKwh ? "kW" : unit == Unit::kM3 ? "m³/h" : ""; }
std::string AmountName(Unit unit) { return unit == Unit::kKwh ? "kWh" : unit == Unit::kM3 ? "m³" : ""; }

std::string EventChart(const EventWindow& window, const TimeZone& zone, Unit unit, Language language) {
  ChartFrame frame(kWidth, 10, 142, window.whole);
  for (const auto* values : {&window.actual, &window.expected, &window.low, &window.high}) frame.Include(*values);
  frame.Fit(4);
  const std::string strip = TemperatureStrip(window, 172, language);
  std::string out =
      OpenChart(kWidth, strip.empty() ? 164 : 208,
                language == Language::kFrench ? "Charge lue et attendue autour de l’anomalie" : "Load read and expected around the anomaly");
  const double from = frame.X(window.event.begin), to = frame.X(window.event.end);
  out += fmt::format(R"(<rect class="event" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>)", from, frame.top(), std::max(to - from, 2.0),
                     frame.bottom() - frame.top());
  out += frame.ValueAxis(RateName(unit), language) + frame.TimeAxis(zone, language);
  out += frame.Band(window.time, window.low, window.high) + frame.Line(window.time, window.expected, "expected") +
         frame.Line(window.time, window.actual, "actual");
  return out + strip + "</svg>";
}

std::string DailyChart(const MeterSeries& series, Unit unit, Language language) {
  if (series.daily_actual.empty()) return {};
  const auto start = Instant(series.first_day.time_since_epoch());
  ChartFrame frame(kWidth, 10, 106, {start, start + std::chrono::days(series.daily_actual.size())});
  // A strip of 680 points shows no more than 680 days: longer series are thinned to means.
  const std::size_t stride = series.daily_actual.size() / 680 + 1;
  std::vector<Instant> time;
  std::vector<float> actual, expected;
  for (std::size_t i = 0; i < series.daily_actual.size(); i += stride) {
    const std::size_t end = std::min(i + stride, series.daily_actual.size());
    time.push_back(start + std::chrono::days(i) + std::chrono::hours(12));
    actual.push_back(MeanOf(series.daily_actual, i, end));
    expected.push_back(MeanOf(series.daily_expected, i, end));
  }
  frame.Include(actual);
  frame.Include(expected);
  frame.Fit(3);
  std::string out = OpenChart(kWidth, 126, language == Language::kFrench ? "Sommes par jour, lues et attendues" : "Daily sums, read and expected");
  out += frame.ValueAxis(AmountName(unit), language) + frame.TimeAxis(TimeZone(), language);
  return out + frame.Line(time, expected, "expected") + frame.Line(time, actual, "actual") + "</svg>";
}

std::string WeekChart(const MeterSeries& series, Unit unit, Language language) {
  if (series.week.empty()) return {};
  float low = 0, high = 0;
  bool any = false;
  for (const float value : series.week) {
    if (!std::isfinite(value)) continue;
    low = any ? std::min(low, value) : value;
    high = any ? std::max(high, value) : value;
    any = true;
  }
  if (!any) return {};
  constexpr double kCellWidth = (kWidth - ChartFrame::kLeft - ChartFrame::kRight) / 24, kCellHeight = 13;
  std::vector<std::string> shades(kShades);
  for (std::size_t i = 0; i < series.week.size(); ++i) {
    if (!std::isfinite(series.week[i])) continue;
    const std::size_t day = i / 24, hour = i % 24;
    const double share = high > low ? (series.week[i] - low) / (high - low) : 0;
    shades[static_cast<std::size_t>(std::min<double>(share * kShades, kShades - 1))] +=
        fmt::format("M{:.1f} {:.0f}h{:.1f}v12h-{:.1f}z", ChartFrame::kLeft + static_cast<double>(hour) * kCellWidth,
                    4 + static_cast<double>(day) * kCellHeight, kCellWidth - 1, kCellWidth - 1);
  }
  const std::string range = fmt::format("{} – {}", RateWords(low, unit).In(language), RateWords(high, unit).In(language));
  std::string out =
      OpenChart(kWidth, 7 * kCellHeight + 38,
                (language == Language::kFrench ? "Charge moyenne par heure de la semaine : " : "Mean load by hour of the week: ") + range);
  for (int shade = 0; shade < kShades; ++shade) {
    if (!shades[static_cast<std::size_t>(shade)].empty()) {
      out += fmt::format(R"(<path class="heat" fill-opacity="{:.2f}" d="{}"/>)", 0.08 + 0.92 * shade / (kShades - 1),
                         shades[static_cast<std::size_t>(shade)]);
    }
  }
  out += WeekAxes(kCellWidth, kCellHeight, language);
  const char* caption = language == Language::kFrench ? "charge moyenne par heure de la semaine, de clair à foncé : "
                                                      : "mean load by hour of the week, light to dark: ";
  return out + fmt::format(R"(<text class="axis" x="{:.0f}" y="{:.0f}">{}{}</text></svg>)", ChartFrame::kLeft, 7 * kCellHeight + 33, caption, range);
}

std::string TimelineChart(const std::vector<TimelineRow>& rows, Span covered, Language language) {
  constexpr double kNames = 132, kRow = 18;
  if (rows.empty() || covered.begin >= covered.end) return {};
  const double bottom = 6 + kRow * static_cast<double>(rows.size());
  ChartFrame frame(kWidth - kNames, 6, bottom, covered);
  std::string out =
      OpenChart(kWidth, bottom + 24, language == Language::kFrench ? "Quand chaque compteur avait une anomalie" : "When each meter had an anomaly",
                "chart timeline");
  // The frame begins at its own left margin; here names take more.
  out += fmt::format(R"x(<g transform="translate({:.0f} 0)">)x", kNames);
  out += frame.TimeAxis(TimeZone(), language);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double y = 6 + kRow * static_cast<double>(i);
    out += fmt::format(R"(<line class="grid" x1="{:.1f}" x2="{:.1f}" y1="{:.1f}" y2="{:.1f}"/>)", ChartFrame::kLeft,
                       frame.width() - ChartFrame::kRight, y + kRow / 2, y + kRow / 2);
    out += fmt::format(R"(<text class="axis name" x="{:.1f}" y="{:.1f}" text-anchor="end">{}</text>)", ChartFrame::kLeft - 8, y + kRow / 2 + 4,
                       EscapeHtml(ClipText(rows[i].meter, 26)));
    for (const TimelineRow::Mark& mark : rows[i].marks) {
      const double from = frame.X(mark.span.begin), to = frame.X(mark.span.end);
      out += fmt::format(R"(<rect class="mark {}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.0f}" rx="1.5"/>)", mark.style, from, y + 3,
                         std::max(to - from, 3.0), kRow - 6);
    }
  }
  return out + "</g></svg>";
}

}  // namespace kilowatch
