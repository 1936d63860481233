#include "learning/evaluation/baseline_report.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "learning/evaluation/figure_table.h"

namespace kilowatch {
namespace {

std::string Pair(const FitFigures& figures, Language language) {
  return PercentText(figures.cv_rmse, 1, language) + " / " + PercentText(figures.nmbe, 1, language);
}

FigureRow BaselineHeadings(Language language) {
  const std::vector<Phrase> phrases = {{"meter (CV(RMSE) % / NMBE %)", "compteur (CV(RMSE) % / NMBE %)"},
                                       {"hourly", "par heure"},
                                       {"daily", "par jour"},
                                       {"monthly", "par mois"},
                                       {"in band %", "dans la bande %"},
                                       {"limits", "limites"},
                                       {"adaptive: hourly", "adaptatif : par heure"},
                                       {"daily", "par jour"},
                                       {"in band %", "dans la bande %"}};
  FigureRow row;
  for (const Phrase& phrase : phrases) row.push_back(phrase.In(language));
  return row;
}

FigureRow FiguresOf(std::string name, const ExpectationFit& frozen, const ExpectationFit& adaptive, std::string limits, Language language) {
  return {std::move(name),
          Pair(frozen.hourly, language),
          Pair(frozen.daily, language),
          Pair(frozen.monthly, language),
          PercentText(frozen.coverage, 1, language),
          std::move(limits),
          Pair(adaptive.hourly, language),
          Pair(adaptive.daily, language),
          PercentText(adaptive.coverage, 1, language)};
}

std::string LimitsKept(const ExpectationFit& fit, Language language) {
  const Phrase hourly{"hourly", "heure"}, monthly{"monthly", "mois"};
  std::string kept = fit.KeepsHourlyLimits() ? hourly.In(language) : "";
  if (fit.KeepsMonthlyLimits()) kept += (kept.empty() ? "" : "+") + monthly.In(language);
  return kept.empty() ? "–" : kept;
}

// Medians of each figure over meters or folds.
ExpectationFit MedianFit(const std::vector<const ExpectationFit*>& fits) {
  const auto over = [&](const auto& figure) {
    std::vector<double> values;
    for (const ExpectationFit* fit : fits) values.push_back(figure(*fit));
    return MedianOf(std::move(values));
  };
  const auto figures = [&](FitFigures ExpectationFit::* at) {
    return FitFigures{0, over([&](const ExpectationFit& fit) { return (fit.*at).cv_rmse; }),
                      over([&](const ExpectationFit& fit) { return (fit.*at).nmbe; })};
  };
  return {figures(&ExpectationFit::hourly), figures(&ExpectationFit::daily), figures(&ExpectationFit::monthly),
          over([](const ExpectationFit& fit) { return fit.coverage; })};
}

struct FitLists {
  std::vector<const ExpectationFit*> frozen;
  std::vector<const ExpectationFit*> adaptive;
};

FitLists OverMeters(const std::vector<MeterBaselineFit>& fits) {
  FitLists lists;
  for (const MeterBaselineFit& fit : fits) {
    if (fit.why_not) continue;
    lists.frozen.push_back(&fit.frozen);
    lists.adaptive.push_back(&fit.adaptive);
  }
  return lists;
}

void AddFoldRows(const std::vector<MeterBaselineFit>& fits, Language language, std::vector<FigureRow>& rows) {
  std::map<std::string, FitLists> by_month;
  for (const MeterBaselineFit& fit : fits) {
    for (const BaselineFold& fold : fit.folds) {
      FitLists& lists = by_month[FormatInstant(fold.judged.begin + fold.judged.Length() / 2).substr(0, 7)];
      lists.frozen.push_back(&fold.frozen);
      lists.adaptive.push_back(&fold.adaptive);
    }
  }
  const Phrase name{"{}, median of {}", "{}, médiane de {}"};
  for (const auto& [month, lists] : by_month) {
    rows.push_back(FiguresOf(fmt::format(fmt::runtime(name.In(language)), month, lists.frozen.size()), MedianFit(lists.frozen),
                             MedianFit(lists.adaptive), "", language));
  }
}

nlohmann::json FigureJson(const FitFigures& figures) {
  return {{"intervals", figures.intervals}, {"cv_rmse", DefinedOrNull(figures.cv_rmse)}, {"nmbe", DefinedOrNull(figures.nmbe)}};
}

nlohmann::json FitJson(const ExpectationFit& fit) {
  return {{"hourly", FigureJson(fit.hourly)},
          {"daily", FigureJson(fit.daily)},
          {"monthly", FigureJson(fit.monthly)},
          {"coverage", DefinedOrNull(fit.coverage)},
          {"keeps_hourly_limits", fit.KeepsHourlyLimits()},
          {"keeps_monthly_limits", fit.KeepsMonthlyLimits()}};
}

nlohmann::json SpanJson(Span span) { return nlohmann::json::array({FormatInstant(span.begin), FormatInstant(span.end)}); }

}  // namespace

std::string BaselineTable(const std::vector<MeterBaselineFit>& fits, Language language) {
  std::vector<FigureRow> rows = {BaselineHeadings(language)};
  std::string notes;
  std::size_t hourly = 0, monthly = 0;
  for (const MeterBaselineFit& fit : fits) {
    if (fit.why_not) {
      notes += fit.meter + ": " + fit.why_not->In(language) + "\n";
      continue;
    }
    hourly += fit.frozen.KeepsHourlyLimits();
    monthly += fit.frozen.KeepsMonthlyLimits();
    rows.push_back(FiguresOf(fit.meter, fit.frozen, fit.adaptive, LimitsKept(fit.frozen, language), language));
  }
  const FitLists lists = OverMeters(fits);
  const Phrase median{"median of {}", "médiane de {}"};
  rows.push_back(FiguresOf(fmt::format(fmt::runtime(median.In(language)), lists.frozen.size()), MedianFit(lists.frozen), MedianFit(lists.adaptive),
                           "", language));
  const bool many = std::ranges::any_of(fits, [](const MeterBaselineFit& fit) { return fit.folds.size() > 1; });
  if (many) AddFoldRows(fits, language, rows);
  const Phrase limits{
      "ASHRAE Guideline 14: {} of {} meters keep the hourly limits (30 / 10), {} the monthly ones (15 / 5). Frozen at the level of the training "
      "time; adaptive: at the level of the four weeks before, as Live has it.\n",
      "ASHRAE Guideline 14 : {} compteurs sur {} respectent les limites horaires (30 / 10), {} les limites mensuelles (15 / 5). Figé au niveau de "
      "la période d’apprentissage ; adaptatif : au niveau des quatre semaines précédentes, comme en direct.\n"};
  return AlignFigures(rows) + "\n" + fmt::format(fmt::runtime(limits.In(language)), hourly, lists.frozen.size(), monthly) + notes;
}

nlohmann::json BaselineJson(const std::vector<MeterBaselineFit>& fits) {
  nlohmann::json meters = nlohmann::json::array();
  for (const MeterBaselineFit& fit : fits) {
    nlohmann::json folds = nlohmann::json::array();
    for (const BaselineFold& fold : fit.folds) {
      folds.push_back({{"trained", SpanJson(fold.trained)},
                       {"judged", SpanJson(fold.judged)},
                       {"frozen", FitJson(fold.frozen)},
                       {"adaptive", FitJson(fold.adaptive)}});
    }
    meters.push_back({{"meter", fit.meter},
                      {"model", BaselineKindName(fit.kind)},
                      {"why_not", fit.why_not ? nlohmann::json(fit.why_not->en) : nlohmann::json(nullptr)},
                      {"frozen", FitJson(fit.frozen)},
                      {"adaptive", FitJson(fit.adaptive)},
                      {"folds", std::move(folds)}});
  }
  const FitLists lists = OverMeters(fits);
  return {{"meters", std::move(meters)},
          {"median", {{"frozen", FitJson(MedianFit(lists.frozen))}, {"adaptive", FitJson(MedianFit(lists.adaptive))}}}};
}

}  // namespace kilowatch
