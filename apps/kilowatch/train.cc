#include "learning/training/train.h"
#include "learning/training/train_trees.h"

#include "commands.h"
#include "foundation/base/format_phrase.h"
#include "scoring.h"

namespace kilowatch {
namespace {

struct TrainFlags {
  ScoringFlags scoring;
  std::string out;
};

// What the labels teach, into the models; says of what, and which labels nothing was read for.
Status AddTrees(const Source& source, const TrainingRun& run, const Console& console, ModelSet& models) {
  for (const FileUnderstanding& file : source.understood()) {
    if (file.role != FileRole::kLabels) continue;
    for (const Phrase& assumed : file.assumed) console.Note(assumed);
  }
  LessonRun lessons;
  lessons.period = run.period;
  lessons.clean = run.scorer->options().clean;
  lessons.threads = run.threads;
  lessons.stop = run.stop;
  lessons.progress = MeterProgress(console, {"Learning from labels", "Apprentissage des étiquettes"});
  KW_ASSIGN(const TaughtTrees taught, TrainTrees(source, std::move(lessons)));
  models.SetTrees(taught.trees);
  console.Note(FormatPhrase("trees trained from {} marked readings of {}, of {} meters in {} buildings",
                            "arbres entraînés sur {} relevés marqués parmi {}, de {} compteurs dans {} bâtiments", taught.labelled, taught.readings,
                            taught.meters, taught.buildings));
  return {};
}

Status Train(const TrainFlags& flags, const Console& console) {
  KW_ASSIGN(const auto source, flags.scoring.input.Open(console));
  KW_ASSIGN(const Scorer scorer, flags.scoring.MakeScorer());
  TrainingRun run;
  run.scorer = &scorer;
  KW_ASSIGN(run.period, flags.scoring.input.Period());
  run.threads = console.threads;
  run.stop = console.stop;
  run.progress = MeterProgress(console, {"Training meters", "Entraînement des compteurs"});
  KW_ASSIGN(Training training, TrainPortfolio(*source, run));
  if (!flags.scoring.input.options.labels.empty()) KW_RETURN_IF_ERROR(AddTrees(*source, run, console, training.models));
  const Bundle bundle = training.models.ToBundle();
  KW_RETURN_IF_ERROR(bundle.Write(flags.out));
  const auto trained = static_cast<std::int64_t>(training.models.size());
  console.Note(FormatPhrase("{}, version {}, in {}", "{}, version {}, dans {}",
                            Counted(trained, {"meter trained", "compteur entraîné"}, {"meters trained", "compteurs entraînés"}), bundle.Version(),
                            flags.out));
  for (const Training::Skipped& skipped : training.skipped) {
    console.Note({"  not trained: " + skipped.meter + ": " + skipped.why.en, "  non entraîné : " + skipped.meter + " : " + skipped.why.fr});
  }
  return {};
}

}  // namespace

void AddTrain(CLI::App& app, const Say& say, Action& action) {
  auto flags = std::make_shared<TrainFlags>();
  CLI::App* command = app.add_subcommand("train", say("Learn what is normal for each meter and keep it in a bundle",
                                                      "Apprend ce qui est normal pour chaque compteur et le garde dans un fichier"));
  command->footer(
      say("detect without --model is exactly train, then score.\n\n"
          "Examples:\n"
          "  kilowatch train last-year.csv --out portfolio.kwb\n"
          "  kilowatch train labelled/ --labels labels.csv --out portfolio.kwb    trees learn from your labels too\n"
          "  kilowatch detect this-week.csv --model portfolio.kwb",
          "detect sans --model équivaut exactement à train, puis score.\n\n"
          "Exemples :\n"
          "  kilowatch train annee-passee.csv --out parc.kwb --lang fr\n"
          "  kilowatch train etiquetes/ --labels etiquettes.csv --out parc.kwb --lang fr    des arbres apprennent aussi de vos étiquettes\n"
          "  kilowatch detect cette-semaine.csv --model parc.kwb --lang fr"));
  AddInputFlags(*command, say, flags->scoring.input);
  AddModelFlags(*command, say, flags->scoring);
  command->add_option("--out", flags->out, say("Bundle to write (.kwb)", "Fichier de modèles à écrire (.kwb)"))->required();
  command->callback([flags, &action] { action = [flags](const Console& console) { return Train(*flags, console); }; });
}

}  // namespace kilowatch
