#include "learning/evaluation/nab_report.h"

#include <fmt/format.h>

#include "learning/evaluation/figure_table.h"

namespace kilowatch {

std::string NabLines(std::span<const NabSeries> all, double alarm_score, Language language) {
  const Phrase heading{"NAB, all files (100: perfect, 0: silent)", "NAB, tous les fichiers (100 : parfait, 0 : muet)"};
  const Phrase own{"at the alarm threshold {}", "au seuil d’alarme {}"};
  const Phrase best{"at the best threshold, chosen with the labels", "au meilleur seuil, choisi avec les étiquettes"};
  std::vector<FigureRow> rows = {
      {heading.In(language), fmt::format(fmt::runtime(own.In(language)), FigureText(alarm_score, 1, language)), best.In(language)}};
  for (const NabProfile& profile : kNabProfiles) {
    const NabOptimum optimum = BestNabScore(all, profile);
    rows.push_back({std::string(profile.name), FigureText(NabScore(all, alarm_score, profile), 1, language),
                    FigureText(optimum.score, 1, language) + " (" + FigureText(optimum.threshold, 3, language) + ")"});
  }
  return "\n" + AlignFigures(rows);
}

nlohmann::json NabJson(std::span<const NabSeries> all, double alarm_score) {
  nlohmann::json json;
  for (const NabProfile& profile : kNabProfiles) {
    const NabOptimum optimum = BestNabScore(all, profile);
    json[std::string(profile.name)] = {{"score", DefinedOrNull(NabScore(all, alarm_score, profile))},
                                       {"best_score", DefinedOrNull(optimum.score)},
                                       {"best_threshold", optimum.threshold}};
  }
  return json;
}

}  // namespace kilowatch
