#include "learning/evaluation/evaluation_plot.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "learning/evaluation/figure_table.h"
#include "learning/evaluation/plot_text.h"

namespace kilowatch {
namespace {

constexpr std::string_view kCurveColour = "#2a7de1";
constexpr std::string_view kAlarmColour = "#e4572e";
constexpr double kSide = 300;  // of a curve's square, in pixels
constexpr double kLeft = 52;
constexpr double kTop = 34;

struct Labels {
  std::string title;
  std::string x;
  std::string y;
};

// The unit square with a grid, names and the path of the points.
std::string SquarePlot(const std::vector<std::pair<double, double>>& points, const Labels& labels, Language language) {
  std::string out = OpenPlot(kLeft + kSide + 20, kTop + kSide + 48, labels.title);
  out += PlotText(kLeft + kSide / 2, 20, "middle", labels.title);
  for (int tick = 0; tick <= 5; ++tick) {
    const double share = tick / 5.0, x = kLeft + share * kSide, y = kTop + (1 - share) * kSide;
    out += fmt::format("<path d=\"M{0:.1f} {1:.1f}V{2:.1f}M{3:.1f} {4:.1f}H{5:.1f}\" stroke=\"currentColor\" stroke-opacity=\"0.15\"/>\n", x, kTop,
                       kTop + kSide, kLeft, y, kLeft + kSide);
    out +=
        PlotText(x, kTop + kSide + 16, "middle", FigureText(share, 1, language)) + PlotText(kLeft - 6, y + 4, "end", FigureText(share, 1, language));
  }
  out += PlotText(kLeft + kSide / 2, kTop + kSide + 38, "middle", labels.x);
  out +=
      fmt::format("<text transform=\"translate(14 {:.1f}) rotate(-90)\" text-anchor=\"middle\">{}</text>\n", kTop + kSide / 2, EscapeXml(labels.y));
  std::string path;
  for (const auto& [x, y] : points) path += fmt::format("{}{:.1f} {:.1f}", path.empty() ? "M" : "L", kLeft + x * kSide, kTop + (1 - y) * kSide);
  out += fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"/>\n</svg>\n", path, kCurveColour);
  return out;
}

double Share(std::int64_t part, std::int64_t whole) { return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0; }

std::string Bars(const std::vector<Span>& spans, Span whole, double y, std::string_view fill) {
  constexpr double kWidth = 640, kStart = 160;
  std::string out;
  const auto length = static_cast<double>(whole.Length().count());
  for (const Span& span : spans) {
    const double x = static_cast<double>((span.begin - whole.begin).count()) / length * kWidth;
    const double width = std::max(1.5, static_cast<double>(span.Length().count()) / length * kWidth);
    out += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"8\" fill=\"{}\"><title>{} – {}</title></rect>\n", kStart + x, y,
                       width, fill, FormatInstant(span.begin), FormatInstant(span.end));
  }
  return out;
}

// A meter's name that fits beside its band.
std::string ShortName(const std::string& name) {
  constexpr std::size_t kMost = 22;
  if (name.size() <= kMost) return name;
  std::size_t cut = kMost - 1;
  while (cut > 0 && (static_cast<unsigned char>(name[cut]) & 0xC0) == 0x80) --cut;
  return name.substr(0, cut) + "…";
}

}  // namespace

std::string RocCurveSvg(const Evaluation& evaluation, Language language) {
  std::vector<std::pair<double, double>> points = {{0, 0}};
  const RankPoint whole = evaluation.curve.empty() ? RankPoint{} : evaluation.curve.back();
  for (const RankPoint& point : evaluation.curve) points.emplace_back(Share(point.false_alarms, whole.false_alarms), Share(point.hits, whole.hits));
  const Labels labels = {Phrase{"ROC, all rows", "ROC, toutes les lignes"}.In(language),
                         Phrase{"share of ordinary readings alarmed", "part des relevés ordinaires signalés"}.In(language),
                         Phrase{"share of labelled readings alarmed", "part des relevés étiquetés signalés"}.In(language)};
  return SquarePlot(points, labels, language);
}

std::string PrecisionRecallSvg(const Evaluation& evaluation, Language language) {
  std::vector<std::pair<double, double>> points;
  const std::int64_t whole = evaluation.curve.empty() ? 0 : evaluation.curve.back().hits;
  for (const RankPoint& point : evaluation.curve) points.emplace_back(Share(point.hits, whole), Share(point.hits, point.hits + point.false_alarms));
  const Labels labels = {Phrase{"Precision and recall, all rows", "Précision et rappel, toutes les lignes"}.In(language),
                         Phrase{"recall", "rappel"}.In(language), Phrase{"precision", "précision"}.In(language)};
  return SquarePlot(points, labels, language);
}

std::string TimelineSvg(const Evaluation& evaluation, Language language, std::size_t most) {
  std::vector<const MeterTimeline*> shown;
  for (const MeterTimeline& timeline : evaluation.timelines) {
    if (shown.size() < most && !(timeline.events.empty() && timeline.alarms.empty())) shown.push_back(&timeline);
  }
  Span whole{Instant::max(), Instant::min()};
  for (const MeterTimeline* timeline : shown) {
    whole.begin = std::min(whole.begin, timeline->whole.begin);
    whole.end = std::max(whole.end, timeline->whole.end);
  }
  const Phrase title{"Labels (above) and alarms (below)", "Étiquettes (en haut) et alarmes (en bas)"};
  const double height = 40 + 26 * static_cast<double>(shown.size()) + 20;
  std::string out = OpenPlot(820, height, title.In(language)) + PlotText(480, 20, "middle", title.In(language));
  double y = 36;
  for (const MeterTimeline* timeline : shown) {
    out += PlotText(152, y + 12, "end", ShortName(timeline->meter));
    out += fmt::format("<path d=\"M160 {0:.1f}H800\" stroke=\"currentColor\" stroke-opacity=\"0.2\"/>\n", y + 9);
    out += Bars(timeline->events, whole, y, kCurveColour) + Bars(timeline->alarms, whole, y + 10, kAlarmColour);
    y += 26;
  }
  if (!shown.empty()) {
    out += PlotText(160, y + 12, "start", FormatInstant(whole.begin).substr(0, 10)) +
           PlotText(800, y + 12, "end", FormatInstant(whole.end).substr(0, 10));
  }
  return out + "</svg>\n";
}

}  // namespace kilowatch
