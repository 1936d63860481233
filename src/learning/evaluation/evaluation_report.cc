#include "learning/evaluation/evaluation_report.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

// Decimal comma in French; "–" where a figure is not defined.
std::string Figure(double value, int decimals, Language language) {
  if (std::isnan(value)) return "–";
  std::string text = fmt::format("{:.{}f}", value, decimals);
  if (language == Language::kFrench) std::ranges::replace(text, '.', ',');
  return text;
}

std::string DelayText(double seconds, Language language) {
  if (std::isnan(seconds)) return "–";
  return Figure(seconds / 3600, 1, language) + " h";
}

// Columns on a terminal, not bytes.
std::size_t WidthOf(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

using Row = std::vector<std::string>;

Row FiguresOf(const MeterEvaluation& meter, std::string name, Language language) {
  const EventMatch& events = meter.events;
  return {std::move(name),
          Figure(meter.roc_auc, 3, language),
          Figure(meter.pr_auc, 3, language),
          Figure(meter.LabelledShare(), 3, language),
          Figure(meter.vus_pr, 3, language),
          fmt::format("{}/{}", events.found, events.events),
          Figure(events.recall(), 2, language),
          Figure(events.precision(), 2, language),
          DelayText(events.MedianDelay(), language),
          Figure(meter.AlarmsPerMonth(), 2, language),
          Figure(meter.FalseAlarmsPerMonth(), 2, language)};
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

std::string Align(const std::vector<Row>& rows) {
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const Row& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], WidthOf(row[c]));
  }
  std::string out;
  for (const Row& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      const std::string padding(widths[c] - WidthOf(row[c]), ' ');
      out += c == 0 ? row[c] + (row.size() > 1 ? padding : "") : "  " + padding + row[c];
    }
    out += '\n';
  }
  return out;
}

nlohmann::json Defined(double value) { return std::isnan(value) ? nlohmann::json(nullptr) : nlohmann::json(value); }

nlohmann::json FiguresJson(const MeterEvaluation& meter) {
  const EventMatch& events = meter.events;
  return {{"readings", meter.readings},
          {"judged", meter.judged},
          {"labelled", meter.labelled},
          {"labelled_judged", meter.labelled_judged},
          {"roc_auc", Defined(meter.roc_auc)},
          {"pr_auc", Defined(meter.pr_auc)},
          {"vus_roc", Defined(meter.vus_roc)},
          {"vus_pr", Defined(meter.vus_pr)},
          {"pr_auc_at_random", Defined(meter.LabelledShare())},
          {"events", events.events},
          {"events_found", events.found},
          {"event_recall", Defined(events.recall())},
          {"event_precision", Defined(events.precision())},
          {"event_f1", Defined(events.f1())},
          {"median_delay_seconds", Defined(events.MedianDelay())},
          {"alarms", events.alarms},
          {"false_alarms", events.false_alarms()},
          {"meter_months", meter.months},
          {"alarms_per_meter_month", Defined(meter.AlarmsPerMonth())},
          {"false_alarms_per_meter_month", Defined(meter.FalseAlarmsPerMonth())}};
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

}  // namespace

std::string EvaluationTable(const Evaluation& evaluation, Language language, std::size_t most) {
  const Phrase all{"all rows together", "toutes les lignes ensemble"};
  std::vector<Row> rows = {Headings(language)};
  Row mean(rows.front().size(), "");
  mean[0] = FormatPhrase("mean of {}", "moyenne de {}",
                         Counted(static_cast<std::int64_t>(evaluation.meters_with_both), {"meter", "compteur"}, {"meters", "compteurs"}))
                .In(language);
  mean[1] = Figure(evaluation.mean_roc_auc, 3, language);
  mean[2] = Figure(evaluation.mean_pr_auc, 3, language);
  mean[4] = Figure(evaluation.mean_vus_pr, 3, language);
  rows.push_back(std::move(mean));
  rows.push_back(FiguresOf(evaluation.pooled, all.In(language), language));
  const auto sorted = WorstFirst(evaluation);
  for (std::size_t i = 0; i < std::min(most, sorted.size()); ++i) rows.push_back(FiguresOf(*sorted[i], sorted[i]->meter, language));
  std::string out = Align(rows);
  if (sorted.size() > most) out += FormatPhrase("… and {} more\n", "… et {} de plus\n", sorted.size() - most).In(language);
  const std::int64_t unscored = evaluation.pooled.labelled - evaluation.pooled.labelled_judged;
  if (unscored > 0) {
    out += FormatPhrase("{} without a score, in neither curve\n", "{} sans score, dans aucune courbe\n",
                        Counted(unscored, {"labelled reading", "relevé étiqueté"}, {"labelled readings", "relevés étiquetés"}))
               .In(language);
  }
  return out;
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
           {{"roc_auc", Defined(evaluation.mean_roc_auc)},
            {"pr_auc", Defined(evaluation.mean_pr_auc)},
            {"vus_roc", Defined(evaluation.mean_vus_roc)},
            {"vus_pr", Defined(evaluation.mean_vus_pr)},
            {"meters", evaluation.meters_with_both}}},
          {"pooled", FiguresJson(evaluation.pooled)}};
}

}  // namespace kilowatch
