#include "learning/training/train.h"

#include "commands.h"
#include "foundation/base/format_phrase.h"
#include "scoring.h"

namespace kilowatch {
namespace {

struct TrainFlags {
  ScoringFlags scoring;
  std::string out;
};

Status Train(const TrainFlags& flags, const Console& console) {
  KW_ASSIGN(const auto source, flags.scoring.input.Open(console));
  KW_ASSIGN(const Scorer scorer, flags.scoring.MakeScorer());
  TrainingRun run;
  run.scorer = &scorer;
  KW_ASSIGN(run.period, flags.scoring.input.Period());
  run.threads = console.threads;
  run.stop = console.stop;
  run.progress = MeterProgress(console, {"Training meters", "Entraînement des compteurs"});
  KW_ASSIGN(const Training training, TrainPortfolio(*source, run));
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
          "  kilowatch detect this-week.csv --model portfolio.kwb",
          "detect sans --model équivaut exactement à train, puis score.\n\n"
          "Exemples :\n"
          "  kilowatch train annee-passee.csv --out parc.kwb --lang fr\n"
          "  kilowatch detect cette-semaine.csv --model parc.kwb --lang fr"));
  AddInputFlags(*command, say, flags->scoring.input);
  AddModelFlags(*command, say, flags->scoring);
  command->add_option("--out", flags->out, say("Bundle to write (.kwb)", "Fichier de modèles à écrire (.kwb)"))->required();
  command->callback([flags, &action] { action = [flags](const Console& console) { return Train(*flags, console); }; });
}

}  // namespace kilowatch
