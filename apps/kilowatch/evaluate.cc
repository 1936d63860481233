#include <cstdint>
#include <filesystem>

#include <nlohmann/json.hpp>

#include "commands.h"
#include "detection/models/meter_model.h"
#include "foundation/base/file.h"
#include "foundation/base/format_phrase.h"
#include "foundation/base/system_reason.h"
#include "learning/evaluation/baseline_report.h"
#include "learning/evaluation/evaluate_portfolio.h"
#include "learning/evaluation/evaluation_plot.h"
#include "learning/evaluation/evaluation_report.h"
#include "learning/evaluation/injection_report.h"
#include "learning/evaluation/nab_report.h"
#include "learning/evaluation/row_labels.h"
#include "learning/training/supervised_report.h"
#include "nab_labels.h"
#include "scoring.h"
#include "usage.h"

namespace kilowatch {
namespace {

struct EvaluateFlags {
  ScoringFlags scoring;
  bool json = false;
  bool supervised = false;
  std::optional<double> without;
  bool baseline = false;
  bool backtest = false;
  bool inject = false;
  int copies = InjectionRun{}.copies;
  std::uint64_t seed = InjectionRun{}.seed;
  std::string series;
  std::string plots;
};

Status MakeFolder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!error) return {};
  return Fail(ErrorCode::kIo, FormatPhrase("cannot make {}: {}", "impossible de créer {} : {}", folder.string(), SystemReason(error.value())));
}

Status WritePlots(const std::filesystem::path& folder, const Evaluation& evaluation, Language language) {
  KW_RETURN_IF_ERROR(MakeFolder(folder));
  KW_RETURN_IF_ERROR(WriteFileAtomically(folder / "roc.svg", RocCurveSvg(evaluation, language)));
  KW_RETURN_IF_ERROR(WriteFileAtomically(folder / "precision_recall.svg", PrecisionRecallSvg(evaluation, language)));
  return WriteFileAtomically(folder / "timeline.svg", TimelineSvg(evaluation, language));
}

// What was asked for cannot be had: said, and the baseline is judged instead.
void SayThatNoLabelFits(const Source& source, const Console& console) {
  for (const FileUnderstanding& file : source.understood()) {
    if (file.role != FileRole::kLabels) continue;
    for (const Phrase& assumed : file.assumed) console.Note(assumed);
  }
  console.Note({"no label is of a meter that has readings: the baseline is judged, as without labels",
                "aucune étiquette ne concerne un compteur qui a des relevés : la référence est évaluée, comme sans étiquettes"});
}

// Whether labels can tell anything apart.
void SayIfLabelsAreOfOneKind(const Evaluation& evaluation, const Console& console) {
  if (evaluation.meters_with_both > 0 || evaluation.pooled.judged == 0) return;
  console.Note(evaluation.pooled.labelled == 0
                   ? Phrase{"the labels mark no reading as anomalous: nothing can be said about what is found",
                            "les étiquettes ne marquent aucun relevé comme anormal : rien à dire de ce qui est trouvé"}
                   : Phrase{"no meter has both marked and ordinary readings: ROC-AUC and the like are not defined",
                            "aucun compteur n’a à la fois des relevés marqués et ordinaires : ROC-AUC et les autres ne sont pas définis"});
}

Status EvaluateInjections(const EvaluateFlags& flags, const Source& source, const Console& console) {
  KW_ASSIGN(const Scorer scorer, flags.scoring.MakeScorer());
  InjectionRun run;
  run.options = scorer.options();
  run.copies = flags.copies;
  run.seed = flags.seed;
  KW_ASSIGN(run.period, flags.scoring.input.Period());
  run.folder = flags.series;
  run.threads = console.threads;
  run.stop = console.stop;
  run.progress = MeterProgress(console, {"Injecting and judging", "Injection et évaluation"});
  KW_ASSIGN(const InjectionCurve curve, MeasureInjections(source, run));
  if (!flags.plots.empty()) {
    KW_RETURN_IF_ERROR(MakeFolder(flags.plots));
    KW_RETURN_IF_ERROR(WriteFileAtomically(std::filesystem::path(flags.plots) / "injections.svg", InjectionSvg(curve, console.language)));
  }
  return console.Print(flags.json ? nlohmann::json{{"injections", InjectionJson(curve)}}.dump(1) + "\n" : InjectionTable(curve, console.language));
}

Status EvaluateExpectation(const EvaluateFlags& flags, const Source& source, const Console& console) {
  BaselineRun run;
  run.protocol = flags.backtest ? BaselineProtocol::kBacktest : BaselineProtocol::kYearAhead;
  KW_ASSIGN(run.period, flags.scoring.input.Period());
  run.threads = console.threads;
  run.stop = console.stop;
  run.progress = MeterProgress(console, {"Judging baselines", "Évaluation des références"});
  KW_ASSIGN(const std::vector<MeterBaselineFit> fits, EvaluateBaselines(source, run));
  return console.Print(flags.json ? nlohmann::json{{"baseline", BaselineJson(fits)}}.dump(1) + "\n" : BaselineTable(fits, console.language));
}

Status EvaluateDetection(const EvaluateFlags& flags, const Source& source, const NabWindows* nab, const Console& console) {
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
    KW_ASSIGN(const SupervisedEvaluation evaluation, EvaluateSupervised(source, run, flags.without));
    return console.Print(flags.json ? SupervisedJson(evaluation).dump(1) + "\n" : SupervisedTable(evaluation, console.language));
  }
  KW_ASSIGN(const Evaluation evaluation, EvaluatePortfolio(source, run, nab));
  SayIfLabelsAreOfOneKind(evaluation, console);
  if (!flags.plots.empty()) KW_RETURN_IF_ERROR(WritePlots(flags.plots, evaluation, console.language));
  if (flags.json) {
    nlohmann::json json = EvaluationJson(evaluation);
    if (nab != nullptr) json["nab"] = NabJson(evaluation.nab, kAlarmScore);
    return console.Print(json.dump(1) + "\n");
  }
  std::string text = EvaluationTable(evaluation, console.language);
  if (nab != nullptr) text += NabLines(evaluation.nab, kAlarmScore, console.language);
  return console.Print(text);
}

Status Evaluate(const EvaluateFlags& flags, const Console& console) {
  const auto nab = FindNabWindows(flags.scoring.input);
  InputFlags input = flags.scoring.input;
  if (nab) input.options.labels.clear();
  KW_ASSIGN(const auto source, input.Open(console));
  if (flags.inject) return EvaluateInjections(flags, *source, console);
  const bool labelled = nab || HasLabels(*source);
  if (!labelled && !input.options.labels.empty() && !flags.baseline && !flags.backtest) SayThatNoLabelFits(*source, console);
  if (flags.baseline || flags.backtest || !labelled) return EvaluateExpectation(flags, *source, console);
  return EvaluateDetection(flags, *source, nab ? &*nab : nullptr, console);
}

void AddInjectionFlags(CLI::App& command, const Say& say, EvaluateFlags& flags) {
  const char* group = say("Injected anomalies", "Anomalies injectées");
  command
      .add_flag("--inject", flags.inject,
                say("Put anomalies of six kinds, obvious to subtle, into copies of the readings and count what is found",
                    "Met dans des copies des relevés des anomalies de six types, d’évidentes à subtiles, et compte ce qui est trouvé"))
      ->group(group);
  command
      .add_option(
          "--copies", flags.copies,
          say("Copies of each meter and size, with one anomaly of each kind", "Copies par compteur et taille, avec une anomalie de chaque type"))
      ->group(group)
      ->check(AtLeast(1, say))
      ->capture_default_str();
  command.add_option("--seed", flags.seed, say("Seed", "Graine"))->group(group)->capture_default_str();
  command
      .add_option("--series", flags.series,
                  say("Folder to write the untouched and injected readings to, for other methods",
                      "Dossier où écrire les relevés intacts et injectés, pour d’autres méthodes"))
      ->group(group);
}

const char* Footer(const Say& say) {
  return say(
      "With labels: ROC-AUC, PR-AUC and VUS by meter and over all, event precision and recall without point adjustment, delay, false alarms\n"
      "per meter-month, range-based and affiliation figures; with a label file of the Numenta benchmark its score too. Without labels: a\n"
      "baseline fitted on the first year predicts the next: CV(RMSE), NMBE and what the band holds.\n\n"
      "Examples:\n"
      "  kilowatch evaluate labelled/ --labels anomaly\n"
      "  kilowatch evaluate readings.csv --labels labels.csv --causal --json\n"
      "  kilowatch evaluate readings.csv --labels labels.csv --plots plots/\n"
      "  kilowatch evaluate labelled/ --labels anomaly --supervised    each building by trees taught on the others\n"
      "  kilowatch evaluate NAB/data/realKnownCause --labels NAB/labels/combined_windows.json --causal\n"
      "  kilowatch evaluate readings.csv --weather temperature.csv --backtest\n"
      "  kilowatch evaluate readings.csv --inject --series injected/",
      "Avec étiquettes : ROC-AUC, PR-AUC et VUS par compteur et au total, précision et rappel par anomalie sans ajustement par point, délai,\n"
      "fausses alarmes par compteur et par mois, mesures par plages et d’affiliation ; avec les étiquettes du banc d’essai Numenta, aussi sa note.\n"
      "Sans étiquettes : une référence ajustée sur la première année prédit la suivante : CV(RMSE), NMBE et ce que contient la bande.\n\n"
      "Exemples :\n"
      "  kilowatch evaluate etiquetes/ --labels anomalie --lang fr\n"
      "  kilowatch evaluate releves.csv --labels etiquettes.csv --causal --json\n"
      "  kilowatch evaluate releves.csv --labels etiquettes.csv --plots courbes/ --lang fr\n"
      "  kilowatch evaluate releves.csv --weather temperature.csv --backtest --lang fr\n"
      "  kilowatch evaluate releves.csv --inject --series injectes/ --lang fr");
}

}  // namespace

void AddEvaluate(CLI::App& app, const Say& say, Action& action) {
  auto flags = std::make_shared<EvaluateFlags>();
  CLI::App* command = app.add_subcommand("evaluate", say("How good the detection is where labels are known, and how good the baseline is where not",
                                                         "La qualité de la détection là où des étiquettes existent, celle de la référence ailleurs"));
  command->footer(Footer(say));
  AddScoringFlags(*command, say, flags->scoring);
  command->add_flag("--json", flags->json, say("Answer as JSON", "Répond en JSON"));
  command->add_option("--plots", flags->plots,
                      say("Folder to write plots to: roc.svg, precision_recall.svg and timeline.svg, or injections.svg",
                          "Dossier où écrire les courbes : roc.svg, precision_recall.svg et timeline.svg, ou injections.svg"));
  command->add_flag("--baseline", flags->baseline,
                    say("Judge the baseline a year ahead although there are labels", "Évalue la référence un an à l’avance malgré les étiquettes"));
  command->add_flag("--backtest", flags->backtest,
                    say("Judge the baseline walking forward: fitted anew every month, figures by month",
                        "Évalue la référence pas à pas : réajustée chaque mois, chiffres par mois"));
  AddInjectionFlags(*command, say, *flags);
  CLI::Option* supervised =
      command->add_flag("--supervised", flags->supervised,
                        say("Teach trees by the labels of all buildings but one, and judge that one: in turn for each",
                            "Entraîne des arbres sur les étiquettes de tous les bâtiments sauf un, et juge celui-ci : à tour de rôle"));
  command
      ->add_option("--without", flags->without,
                   say("With --supervised also figures without readings of this value (a placeholder: 1.0)",
                       "Avec --supervised, aussi les chiffres sans les relevés de cette valeur (bouche-trou : 1.0)"))
      ->needs(supervised);
  command->callback([flags, &action] { action = [flags](const Console& console) { return Evaluate(*flags, console); }; });
}

}  // namespace kilowatch
