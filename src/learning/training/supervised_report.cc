#include "learning/training/supervised_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "learning/evaluation/evaluation_report.h"

namespace kilowatch {
namespace {

std::string FigureOf(double value, int decimals, Language language) {
  if (std::isnan(value)) return "–";
  std::string text = fmt::format("{:.{}f}", value, decimals);
  if (language == Language::kFrench) std::ranges::replace(text, '.', ',');
  return text;
}

struct MedianAndLeast {
  double median = std::nan("");
  double least = std::nan("");
};

// Over the meters where the figure is defined.
MedianAndLeast Over(const Evaluation& evaluation, double MeterEvaluation::* figure) {
  std::vector<double> values;
  for (const MeterEvaluation& meter : evaluation.meters) {
    if (!std::isnan(meter.roc_auc)) values.push_back(meter.*figure);
  }
  if (values.empty()) return {};
  std::ranges::sort(values);
  const std::size_t n = values.size();
  return {(values[(n - 1) / 2] + values[n / 2]) / 2, values.front()};
}

std::string LineOf(const Evaluation& evaluation, const std::string& name, Language language) {
  const auto [roc_median, roc_least] = Over(evaluation, &MeterEvaluation::roc_auc);
  const auto [pr_median, pr_least] = Over(evaluation, &MeterEvaluation::pr_auc);
  const auto areas = [&](double mean, double median, double least) {
    return fmt::format("{} ({}; {})", FigureOf(mean, 3, language), FigureOf(median, 3, language), FigureOf(least, 3, language));
  };
  const EventMatch& events = evaluation.pooled.events;
  // Padded by hand: a width counts bytes, and French has two of them in one column.
  std::string out = name + std::string(name.size() < 34 ? 34 - name.size() : 1, ' ');
  return out + fmt::format("{}  {}  {:>9}  {:>7}\n", areas(evaluation.mean_roc_auc, roc_median, roc_least),
                           areas(evaluation.mean_pr_auc, pr_median, pr_least), fmt::format("{}/{}", events.found, events.events),
                           FigureOf(evaluation.pooled.FalseAlarmsPerMonth(), 2, language));
}

}  // namespace

std::string SupervisedTable(const SupervisedEvaluation& evaluation, Language language) {
  const bool french = language == Language::kFrench;
  std::string out = fmt::format(
      fmt::runtime(french ? "{} bâtiments, jugés par des arbres entraînés sur les autres ({} parts). Moyenne (médiane ; minimum) par compteur.\n\n"
                          : "{} buildings, judged by trees taught on the others ({} parts). Mean (median; least) over meters.\n\n"),
      evaluation.buildings, evaluation.folds);
  out += std::string(34, ' ') + (french ? "ROC-AUC                PR-AUC                  trouvés  fausses/mois\n"
                                        : "ROC-AUC                PR-AUC                    found  false/month\n");
  out += LineOf(evaluation.members.all, french ? "sans exemples" : "members alone", language);
  out += LineOf(evaluation.supervised.all, french ? "avec les arbres" : "with trees", language);
  if (evaluation.members.without)
    out += LineOf(*evaluation.members.without, french ? "sans exemples, valeur omise" : "members alone, reading left out", language);
  if (evaluation.supervised.without)
    out += LineOf(*evaluation.supervised.without, french ? "avec les arbres, valeur omise" : "with trees, reading left out", language);
  return out + "\n" + EvaluationTable(evaluation.supervised.all, language);
}

nlohmann::json SupervisedJson(const SupervisedEvaluation& evaluation) {
  nlohmann::json without = nullptr;
  if (evaluation.members.without && evaluation.supervised.without) {
    without = {{"members", EvaluationJson(*evaluation.members.without)}, {"supervised", EvaluationJson(*evaluation.supervised.without)}};
  }
  return {{"buildings", evaluation.buildings},
          {"folds", evaluation.folds},
          {"members", EvaluationJson(evaluation.members.all)},
          {"supervised", EvaluationJson(evaluation.supervised.all)},
          {"without", std::move(without)}};
}

}  // namespace kilowatch
