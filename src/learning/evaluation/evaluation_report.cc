#include "learning/evaluation/evaluation_report.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "foundation/base/format_phrase.h"
#include "learning/evaluation/figure_table.h"

namespace kilowatch {
namespace {

std::string DelayText(double seconds, Language language) {
  if (std::isnan(seconds)) return "–";
  return FigureText(seconds / 3600, 1, language) + " h";
}

using Row = FigureRow;

Row FiguresOf(const MeterEvaluation& meter, std::string name, Language language) {
  const EventMatch& events = meter.events;
  return {std::move(name),
          FigureText(meter.roc_auc, 3, language),
          FigureText(meter.pr_auc, 3, language),
          FigureText(meter.LabelledShare(), 3, language),
          FigureText(meter.vus_pr, 3, language),
          fmt::format("{}/{}", events.found, events.events),
          FigureText(events.recall(), 2, language),
          FigureText(events.precision(), 2, language),
          DelayText(events.MedianDelay(), language),
          FigureText(meter.AlarmsPerMonth(), 2, language),
          FigureText(meter.FalseAlarmsPerMonth(), 2, language)};
}

Row Headings(Language language) {
  const std::vector<Phrase> phrases = {{"meter", "compteur"},
                                       {"ROC-AUC", "ROC-AUC"},
                                       {"PR-AUC", "PR-AUC"},
                                       {"at random", "au hasard"},
                                       {"VUS-PR", "VUS-PR"},
                                       {"found", "trouvés"},
                                       {"recall", "rappel"},
                                       {"precision", "précision"},
                                       {"delay", "délai"},
                                       {"alarms/month", "alarmes/mois"},
                                       {"false/month", "fausses/mois"}};
  Row row;
  for (const Phrase& phrase : phrases) row.push_back(phrase.In(language));
  return row;
}

nlohmann::json FiguresJson(const MeterEvaluation& meter) {
  const EventMatch& events = meter.events;
  return {{"readings", meter.readings},
          {"judged", meter.judged},
          {"labelled", meter.labelled},
          {"labelled_judged", meter.labelled_judged},
          {"roc_auc", DefinedOrNull(meter.roc_auc)},
          {"pr_auc", DefinedOrNull(meter.pr_auc)},
          {"vus_roc", DefinedOrNull(meter.vus_roc)},
          {"vus_pr", DefinedOrNull(meter.vus_pr)},
          {"range_precision", DefinedOrNull(meter.range.precision)},
          {"range_recall", DefinedOrNull(meter.range.recall)},
          {"affiliation_precision", DefinedOrNull(meter.affiliation.precision)},
          {"affiliation_recall", DefinedOrNull(meter.affiliation.recall)},
          {"point_precision", DefinedOrNull(meter.points.precision())},
          {"point_recall", DefinedOrNull(meter.points.recall())},
          {"point_f1", DefinedOrNull(meter.points.f1())},
          {"point_adjusted_f1", DefinedOrNull(meter.points_adjusted.f1())},
          {"pr_auc_at_random", DefinedOrNull(meter.LabelledShare())},
          {"events", events.events},
          {"events_found", events.found},
          {"event_recall", DefinedOrNull(events.recall())},
          {"event_precision", DefinedOrNull(events.precision())},
          {"event_f1", DefinedOrNull(events.f1())},
          {"median_delay_seconds", DefinedOrNull(events.MedianDelay())},
          {"alarms", events.alarms},
          {"false_alarms", events.false_alarms()},
          {"meter_months", meter.months},
          {"alarms_per_meter_month", DefinedOrNull(meter.AlarmsPerMonth())},
          {"false_alarms_per_meter_month", DefinedOrNull(meter.FalseAlarmsPerMonth())}};
}

// Lowest PR-AUC first; not defined last; by name where equal.
std::vector<const MeterEvaluation*> WorstFirst(const Evaluation& evaluation) {
  std::vector<const MeterEvaluation*> sorted;
  for (const MeterEvaluation& meter : evaluation.meters) sorted.push_back(&meter);
  std::ranges::stable_sort(sorted, [](const MeterEvaluation* a, const MeterEvaluation* b) {
    if (std::isnan(a->pr_auc) || std::isnan(b->pr_auc)) return !std::isnan(a->pr_auc) && std::isnan(b->pr_auc);
    return a->pr_auc < b->pr_auc;
  });
  return sorted;
}

// How alarms cover events, beyond the table; the point-adjusted figure never without the honest one.
std::string CoverageLines(const Evaluation& evaluation, Language language) {
  const auto pair = [&](double a, double b) { return FigureText(a, 3, language) + " / " + FigureText(b, 3, language); };
  const MeterEvaluation& pooled = evaluation.pooled;
  const Phrase range{"range-based precision / recall", "précision / rappel par plages"};
  const Phrase affiliation{"affiliation precision / recall", "précision / rappel d’affiliation"};
  const Phrase points{"row by row, all meters: precision / recall", "ligne par ligne, tous les compteurs : précision / rappel"};
  const Phrase beside{"; point-adjusted F1, for comparison with papers only: ",
                      " ; F1 ajusté par point, seulement pour comparer avec des articles : "};
  return "\n" + range.In(language) + "  " + pair(evaluation.mean_range.precision, evaluation.mean_range.recall) + "\n" + affiliation.In(language) +
         "  " + pair(evaluation.mean_affiliation.precision, evaluation.mean_affiliation.recall) + "\n" + points.In(language) + "  " +
         pair(pooled.points.precision(), pooled.points.recall()) + ", F1 " + FigureText(pooled.points.f1(), 3, language) + beside.In(language) +
         FigureText(pooled.points_adjusted.f1(), 3, language) + "\n";
}

}  // namespace

std::string EvaluationTable(const Evaluation& evaluation, Language language, std::size_t most) {
  const Phrase all{"all rows together", "toutes les lignes ensemble"};
  std::vector<Row> rows = {Headings(language)};
  Row mean(rows.front().size(), "");
  mean[0] = FormatPhrase("mean of {}", "moyenne de {}",
                         Counted(static_cast<std::int64_t>(evaluation.meters_with_both), {"meter", "compteur"}, {"meters", "compteurs"}))
                .In(language);
  mean[1] = FigureText(evaluation.mean_roc_auc, 3, language);
  mean[2] = FigureText(evaluation.mean_pr_auc, 3, language);
  mean[4] = FigureText(evaluation.mean_vus_pr, 3, language);
  rows.push_back(std::move(mean));
  rows.push_back(FiguresOf(evaluation.pooled, all.In(language), language));
  const auto sorted = WorstFirst(evaluation);
  for (std::size_t i = 0; i < std::min(most, sorted.size()); ++i) rows.push_back(FiguresOf(*sorted[i], sorted[i]->meter, language));
  std::string out = AlignFigures(rows);
  if (sorted.size() > most) out += FormatPhrase("… and {} more\n", "… et {} de plus\n", sorted.size() - most).In(language);
  const std::int64_t unscored = evaluation.pooled.labelled - evaluation.pooled.labelled_judged;
  if (unscored > 0) {
    out += FormatPhrase("{} without a score, in neither curve\n", "{} sans score, dans aucune courbe\n",
                        Counted(unscored, {"labelled reading", "relevé étiqueté"}, {"labelled readings", "relevés étiquetés"}))
               .In(language);
  }
  return out + CoverageLines(evaluation, language);
}

nlohmann::json EvaluationJson(const Evaluation& evaluation) {
  nlohmann::json meters = nlohmann::json::array();
  for (const MeterEvaluation& meter : evaluation.meters) {
    nlohmann::json figures = FiguresJson(meter);
    figures["meter"] = meter.meter;
    meters.push_back(std::move(figures));
  }
  return {{"meters", std::move(meters)},
          {"mean",
           {{"roc_auc", DefinedOrNull(evaluation.mean_roc_auc)},
            {"pr_auc", DefinedOrNull(evaluation.mean_pr_auc)},
            {"vus_roc", DefinedOrNull(evaluation.mean_vus_roc)},
            {"vus_pr", DefinedOrNull(evaluation.mean_vus_pr)},
            {"range_precision", DefinedOrNull(evaluation.mean_range.precision)},
            {"range_recall", DefinedOrNull(evaluation.mean_range.recall)},
            {"affiliation_precision", DefinedOrNull(evaluation.mean_affiliation.precision)},
            {"affiliation_recall", DefinedOrNull(evaluation.mean_affiliation.recall)},
            {"meters", evaluation.meters_with_both}}},
          {"pooled", FiguresJson(evaluation.pooled)}};
}

}  // namespace kilowatch
