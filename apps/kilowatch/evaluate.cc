#include <nlohmann/json.hpp>

#include "commands.h"
#include "foundation/base/file.h"
#include "foundation/base/format_phrase.h"
#include "foundation/base/system_reason.h"
#include "learning/evaluation/evaluate_portfolio.h"
#include "learning/evaluation/evaluation_plot.h"
#include "learning/evaluation/evaluation_report.h"
#include "learning/training/supervised_report.h"
#include "scoring.h"

namespace kilowatch {
namespace {

struct EvaluateFlags {
  ScoringFlags scoring;
  bool json = false;
  bool supervised = false;
  std::optional<double> without;
  std::string plots;
};

Status WritePlots(const std::filesystem::path& folder, const Evaluation& evaluation, Language language) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return Fail(ErrorCode::kIo, FormatPhrase("cannot make {}: {}", "impossible de créer {} : {}", folder.string(), SystemReason(error.value())));
  }
  KW_RETURN_IF_ERROR(WriteFileAtomically(folder / "roc.svg", RocCurveSvg(evaluation, language)));
  KW_RETURN_IF_ERROR(WriteFileAtomically(folder / "precision_recall.svg", PrecisionRecallSvg(evaluation, language)));
  return WriteFileAtomically(folder / "timeline.svg", TimelineSvg(evaluation, language));
}

Status Evaluate(const EvaluateFlags& flags, const Console& console) {
  KW_ASSIGN(const auto source, flags.scoring.input.Open(console));
  KW_ASSIGN(const Scorer scorer, flags.scoring.MakeScorer());
  KW_ASSIGN(const Tariff tariff, flags.scoring.MakeTariff());
  PortfolioRun run;
  run.scorer = &scorer;
  run.tariff = &tariff;
  KW_ASSIGN(run.period, flags.scoring.input.Period());
  run.threads = console.threads;
  run.stop = console.stop;
  run.progress = MeterProgress(console, {"Judging meters", "Évaluation des compteurs"});
  if (flags.supervised) {
    KW_ASSIGN(const SupervisedEvaluation evaluation, EvaluateSupervised(*source, run, flags.without));
    return console.Print(flags.json ? SupervisedJson(evaluation).dump(1) + "\n" : SupervisedTable(evaluation, console.language));
  }
  KW_ASSIGN(const Evaluation evaluation, EvaluatePortfolio(*source, run));
  if (!flags.plots.empty()) KW_RETURN_IF_ERROR(WritePlots(flags.plots, evaluation, console.language));
  return console.Print(flags.json ? EvaluationJson(evaluation).dump(1) + "\n" : EvaluationTable(evaluation, console.language));
}

}  // namespace

void AddEvaluate(CLI::App& app, const Say& say, Action& action) {
  auto flags = std::make_shared<EvaluateFlags>();
  CLI::App* command = app.add_subcommand(
      "evaluate", say("How good the detection is, where labels are known", "La qualité de la détection, là où des étiquettes existent"));
  command->footer(say(
      "ROC-AUC and PR-AUC by meter and over all, event precision and recall without point adjustment, delay, false alarms per meter-month.\n\n"
      "Examples:\n"
      "  kilowatch evaluate labelled/ --labels anomaly\n"
      "  kilowatch evaluate readings.csv --labels labels.csv --causal --json\n"
      "  kilowatch evaluate labelled/ --labels anomaly --supervised    each building by trees taught on the others\n"
      "  kilowatch evaluate readings.csv --labels labels.csv --plots plots/",
      "ROC-AUC et PR-AUC par compteur et au total, précision et rappel par anomalie sans ajustement par point, délai, fausses alarmes par compteur\n"
      "et par mois.\n\n"
      "Exemples :\n"
      "  kilowatch evaluate etiquetes/ --labels anomalie --lang fr\n"
      "  kilowatch evaluate releves.csv --labels etiquettes.csv --causal --json\n"
      "  kilowatch evaluate releves.csv --labels etiquettes.csv --plots courbes/ --lang fr"));
  AddScoringFlags(*command, say, flags->scoring);
  command->add_flag("--json", flags->json, say("Answer as JSON", "Répond en JSON"));
  CLI::Option* supervised =
      command->add_flag("--supervised", flags->supervised,
                        say("Teach trees by the labels of all buildings but one, and judge that one: in turn for each",
                            "Entraîne des arbres sur les étiquettes de tous les bâtiments sauf un, et juge celui-ci : à tour de rôle"));
  command
      ->add_option("--without", flags->without,
                   say("With --supervised also figures without readings of this value (a placeholder: 1.0)",
                       "Avec --supervised, aussi les chiffres sans les relevés de cette valeur (bouche-trou : 1.0)"))
      ->needs(supervised);
  command->add_option(
      "--plots", flags->plots,
      say("Folder to write roc.svg, precision_recall.svg and timeline.svg to", "Dossier où écrire roc.svg, precision_recall.svg et timeline.svg"));
  command->callback([flags, &action] { action = [flags](const Console& console) { return Evaluate(*flags, console); }; });
}

}  // namespace kilowatch
