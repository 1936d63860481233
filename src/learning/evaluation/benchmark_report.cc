#include "learning/evaluation/benchmark_report.h"

#include <cmath>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "learning/evaluation/evaluation_report.h"
#include "learning/evaluation/figure_table.h"
#include "learning/evaluation/plot_text.h"

namespace kilowatch {
namespace {

constexpr int kDecimals = 3;

FigureRow BenchmarkHeadings(Language language) {
  const std::vector<Phrase> phrases = {{"", ""},
                                       {"ROC-AUC", "ROC-AUC"},
                                       {"least", "min."},
                                       {"median", "médiane"},
                                       {"PR-AUC", "PR-AUC"},
                                       {"least", "min."},
                                       {"median", "médiane"},
                                       {"without 1.0: ROC", "sans 1,0 : ROC"},
                                       {"PR", "PR"}};
  FigureRow row;
  for (const Phrase& phrase : phrases) row.push_back(phrase.In(language));
  return row;
}

FigureRow RowText(const BenchmarkRow& row, Language language) {
  const AreaSummary all = Summarise(row.meters), without = Summarise(row.without_ones);
  FigureRow out = {row.name.In(language)};
  for (const double value :
       {all.mean.roc, all.least.roc, all.median.roc, all.mean.pr, all.least.pr, all.median.pr, without.mean.roc, without.mean.pr}) {
    out.push_back(FigureText(value, kDecimals, language));
  }
  return out;
}

nlohmann::json SummaryJson(const std::vector<RankAreas>& meters) {
  const AreaSummary areas = Summarise(meters);
  const auto figures = [&](double RankAreas::* area) {
    return nlohmann::json{
        {"mean", DefinedOrNull(areas.mean.*area)}, {"least", DefinedOrNull(areas.least.*area)}, {"median", DefinedOrNull(areas.median.*area)}};
  };
  return {{"roc_auc", figures(&RankAreas::roc)}, {"pr_auc", figures(&RankAreas::pr)}};
}

nlohmann::json RowJson(const BenchmarkRow& row) {
  nlohmann::json json = SummaryJson(row.meters);
  json["key"] = row.key;
  json["without_ones"] = SummaryJson(row.without_ones);
  json["by_meter"] = nlohmann::json::array();
  for (const RankAreas& areas : row.meters) json["by_meter"].push_back({{"roc_auc", DefinedOrNull(areas.roc)}, {"pr_auc", DefinedOrNull(areas.pr)}});
  return json;
}

std::string EventLine(const Evaluation& evaluation, Language language) {
  const MeterEvaluation& pooled = evaluation.pooled;
  const Phrase words{"events: {} of {} found, {} false alarms a meter-month, median delay {} h; VUS-ROC {}, VUS-PR {}\n",
                     "événements : {} sur {} trouvés, {} fausses alarmes par compteur et mois, délai médian {} h ; VUS-ROC {}, VUS-PR {}\n"};
  return fmt::format(fmt::runtime(words.In(language)), pooled.events.found, pooled.events.events,
                     FigureText(pooled.FalseAlarmsPerMonth(), 2, language), FigureText(pooled.events.MedianDelay() / 3600, 1, language),
                     FigureText(evaluation.mean_vus_roc, kDecimals, language), FigureText(evaluation.mean_vus_pr, kDecimals, language));
}

}  // namespace

std::string BenchmarkTitle(const BenchmarkTable& table, Language language) {
  const Phrase review{"Review, the whole history known", "Révision, tout l’historique connu"}, live{"Live, the past alone", "Direct, le passé seul"};
  return table.set + " – " + (table.mode == Mode::kLive ? live : review).In(language);
}

std::string BenchmarkText(const BenchmarkTable& table, Language language) {
  const Phrase over{"{} meters with labelled and ordinary readings\n", "{} compteurs avec des relevés étiquetés et ordinaires\n"};
  std::string out = BenchmarkTitle(table, language) + ", " + fmt::format(fmt::runtime(over.In(language)), table.meters.size());
  if (!table.rows.empty()) {
    std::vector<FigureRow> rows = {BenchmarkHeadings(language)};
    for (const BenchmarkRow& row : table.rows) rows.push_back(RowText(row, language));
    out += AlignFigures(rows);
  }
  return out + EventLine(table.evaluation, language);
}

nlohmann::json BenchmarkJson(const std::vector<BenchmarkTable>& tables) {
  nlohmann::json sets = nlohmann::json::array();
  for (const BenchmarkTable& table : tables) {
    nlohmann::json rows = nlohmann::json::array();
    for (const BenchmarkRow& row : table.rows) rows.push_back(RowJson(row));
    sets.push_back({{"set", table.set},
                    {"mode", table.mode == Mode::kLive ? "live" : "review"},
                    {"meters", table.meters},
                    {"rows", std::move(rows)},
                    {"evaluation", EvaluationJson(table.evaluation)}});
  }
  return sets;
}

std::string BenchmarkSvg(const BenchmarkTable& table, Language language) {
  constexpr double kNames = 250, kScale = 480, kLine = 20, kTop = 46;
  const double bottom = kTop + kLine * static_cast<double>(table.rows.size());
  const std::string title = BenchmarkTitle(table, language) + ": PR-AUC";
  std::string out = OpenPlot(kNames + kScale + 60, bottom + 24, title) + PlotText(kNames + kScale / 2, 16, "middle", title);
  for (int tick = 0; tick <= 5; ++tick) {
    const double x = kNames + tick / 5.0 * kScale;
    out += fmt::format("<path d=\"M{:.1f} {:.1f}V{:.1f}\" stroke=\"currentColor\" stroke-opacity=\"0.15\"/>\n", x, kTop - 6, bottom);
    out += PlotText(x, kTop - 12, "middle", FigureText(tick / 5.0, 1, language));
  }
  double y = kTop;
  for (const BenchmarkRow& row : table.rows) {
    const double mean = Summarise(row.meters).mean.pr;
    out += PlotText(kNames - 8, y + 12, "end", row.name.In(language));
    out += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"10\" fill=\"#2a7de1\" fill-opacity=\"0.35\"/>\n", kNames, y + 3,
                       std::isnan(mean) ? 0 : mean * kScale);
    for (std::size_t i = 0; i < row.meters.size(); ++i) {
      if (std::isnan(row.meters[i].pr)) continue;
      out += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3\" fill=\"#e4572e\" fill-opacity=\"0.75\"><title>{} {:.3f}</title></circle>\n",
                         kNames + row.meters[i].pr * kScale, y + 8, EscapeXml(table.meters[i]), row.meters[i].pr);
    }
    out += PlotText(kNames + kScale + 8, y + 12, "start", FigureText(mean, kDecimals, language));
    y += kLine;
  }
  return out + "</svg>\n";
}

}  // namespace kilowatch
