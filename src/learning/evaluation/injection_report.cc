#include "learning/evaluation/injection_report.h"

#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "learning/evaluation/figure_table.h"
#include "learning/evaluation/plot_text.h"

namespace kilowatch {
namespace {

constexpr std::size_t kDrawn = 1;  // of kFalseAlarmDays
constexpr std::array<std::string_view, kInjectedKinds.size()> kColours = {"#e4572e", "#2a7de1", "#2e9e5b", "#8e5bd1", "#c08a00", "#52616f"};

double ShareOfCell(std::int64_t part, const InjectionCell& cell) {
  return cell.injected > 0 ? static_cast<double>(part) / static_cast<double>(cell.injected) : 0;
}

Phrase KindWords(InjectedKind kind) {
  switch (kind) {
    case InjectedKind::kSpike: return {"spike", "pic"};
    case InjectedKind::kDip: return {"dip", "creux"};
    case InjectedKind::kLevelShift: return {"level shift", "changement de niveau"};
    case InjectedKind::kOffHoursExcess: return {"off-hours excess", "excès hors horaires"};
    case InjectedKind::kDrift: return {"drift", "dérive"};
    default: return {"frozen", "figé"};
  }
}

std::string SizeWords(const InjectionCell& cell, Language language) {
  const InjectionSize& size = kInjectionSizes[cell.size];
  if (cell.kind == InjectedKind::kFrozen) return FigureText(size.frozen_hours, 0, language) + " h";
  return PercentText(size.share, 0, language) + " %";
}

std::string FoundWords(std::int64_t found, std::int64_t before, const InjectionCell& cell, Language language) {
  return PercentText(ShareOfCell(found, cell), 0, language) + " (" + PercentText(ShareOfCell(before, cell), 0, language) + ")";
}

}  // namespace

std::string InjectionTable(const InjectionCurve& curve, Language language) {
  const Phrase found_at{"found % at {}", "trouvés % à {}"}, at_alarm{"at the alarm score", "au score d’alarme"};
  FigureRow heading = {Phrase{"kind", "type"}.In(language), Phrase{"size", "taille"}.In(language), Phrase{"injected", "injectés"}.In(language)};
  for (const double days : kFalseAlarmDays) heading.push_back(fmt::format(fmt::runtime(found_at.In(language)), FigureText(days, 1, language)));
  heading.push_back(at_alarm.In(language));
  std::vector<FigureRow> rows = {std::move(heading)};
  for (const InjectionCell& cell : curve.cells) {
    FigureRow row = {KindWords(cell.kind).In(language), SizeWords(cell, language), std::to_string(cell.injected)};
    for (std::size_t t = 0; t < kFalseAlarmDays.size(); ++t) row.push_back(FoundWords(cell.found[t], cell.before[t], cell, language));
    row.push_back(FoundWords(cell.found_at_alarm, cell.before_at_alarm, cell, language));
    rows.push_back(std::move(row));
  }
  const Phrase note{
      "{} meters, {} meter-months; columns: days with an alarm a meter and month in untouched readings; in brackets what these would have\n"
      "alarmed at the same places. The alarm score {} gives {} days.\n",
      "{} compteurs, {} mois de compteur ; colonnes : jours avec alarme par compteur et mois dans les relevés intacts ; entre parenthèses ce que\n"
      "ceux-ci auraient signalé aux mêmes endroits. Le score d’alarme {} donne {} jours.\n"};
  return AlignFigures(rows) + "\n" +
         fmt::format(fmt::runtime(note.In(language)), curve.meters, FigureText(curve.meter_months, 0, language), FigureText(0.5, 1, language),
                     FigureText(curve.alarm_days_at_alarm, 2, language));
}

nlohmann::json InjectionJson(const InjectionCurve& curve) {
  nlohmann::json cells = nlohmann::json::array();
  for (const InjectionCell& cell : curve.cells) {
    cells.push_back({{"kind", InjectedKindName(cell.kind)},
                     {"size", cell.size},
                     {"share", kInjectionSizes[cell.size].share},
                     {"frozen_hours", kInjectionSizes[cell.size].frozen_hours},
                     {"injected", cell.injected},
                     {"found", cell.found},
                     {"before", cell.before},
                     {"found_at_alarm_score", cell.found_at_alarm},
                     {"before_at_alarm_score", cell.before_at_alarm}});
  }
  return {{"meters", curve.meters},
          {"meter_months", curve.meter_months},
          {"false_alarm_days", kFalseAlarmDays},
          {"thresholds", curve.thresholds},
          {"alarm_days_at_alarm_score", curve.alarm_days_at_alarm},
          {"curve", std::move(cells)}};
}

std::string InjectionSvg(const InjectionCurve& curve, Language language) {
  constexpr double kLeft = 50, kTop = 36, kWidth = 360, kHeight = 220;
  const Phrase words{"Injected anomalies found, obvious to subtle, at {} false alarm day a meter and month",
                     "Anomalies injectées trouvées, d’évidentes à subtiles, à {} jour de fausse alarme par compteur et mois"};
  const std::string title = fmt::format(fmt::runtime(words.In(language)), FigureText(kFalseAlarmDays[kDrawn], 0, language));
  const auto x_of = [&](std::size_t size) { return kLeft + kWidth * static_cast<double>(size) / (kInjectionSizes.size() - 1); };
  std::string out = OpenPlot(kLeft + kWidth + 170, kTop + kHeight + 40, title) + PlotText(kLeft, 18, "start", title);
  for (int tick = 0; tick <= 4; ++tick) {
    const double y = kTop + kHeight * (1 - tick / 4.0);
    out += fmt::format("<path d=\"M{:.1f} {:.1f}H{:.1f}\" stroke=\"currentColor\" stroke-opacity=\"0.15\"/>\n", kLeft, y, kLeft + kWidth);
    out += PlotText(kLeft - 6, y + 4, "end", PercentText(tick / 4.0, 0, language) + " %");
  }
  for (std::size_t size = 0; size < kInjectionSizes.size(); ++size) {
    out += PlotText(x_of(size), kTop + kHeight + 18, "middle", PercentText(kInjectionSizes[size].share, 0, language) + " %");
  }
  for (std::size_t k = 0; k < kInjectedKinds.size(); ++k) {
    std::string path;
    for (const InjectionCell& cell : curve.cells) {
      if (cell.kind != kInjectedKinds[k]) continue;
      path += fmt::format("{}{:.1f} {:.1f}", path.empty() ? "M" : "L", x_of(cell.size), kTop + kHeight * (1 - ShareOfCell(cell.found[kDrawn], cell)));
    }
    out += fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"/>\n", path, kColours[k]);
    const double y = kTop + 12 + 20 * static_cast<double>(k);
    out += fmt::format("<path d=\"M{:.1f} {:.1f}h18\" stroke=\"{}\" stroke-width=\"2\"/>\n", kLeft + kWidth + 14, y - 4, kColours[k]);
    out += PlotText(kLeft + kWidth + 38, y, "start", KindWords(kInjectedKinds[k]).In(language));
  }
  return out + "</svg>\n";
}

}  // namespace kilowatch
