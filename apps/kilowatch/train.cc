#include "learning/training/train.h"

#include <fmt/format.h>

#include "commands.h"
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
  console.Note({fmt::format("{} meters trained, version {}, in {}", training.models.size(), bundle.Version(), flags.out),
                fmt::format("{} compteurs entraînés, version {}, dans {}", training.models.size(), bundle.Version(), flags.out)});
  for (const Training::Skipped& skipped : training.skipped) {
    console.Note({"  not trained: " + skipped.meter + ": " + skipped.why.en, "  non entraîné : " + skipped.meter + " : " + skipped.why.fr});
  }
  return {};
}

}  // namespace

void AddTrain(CLI::App& app, Action& action) {
  auto flags = std::make_shared<TrainFlags>();
  CLI::App* command = app.add_subcommand("train", "Learn what is normal for each meter and keep it in a bundle");
  command->footer(
      "detect without --model is exactly train, then score.\n\n"
      "Examples:\n"
      "  kilowatch train last-year.csv --out portfolio.kwb\n"
      "  kilowatch detect this-week.csv --model portfolio.kwb");
  AddInputFlags(*command, flags->scoring.input);
  AddModelFlags(*command, flags->scoring);
  command->add_option("--out", flags->out, "Bundle to write (.kwb)")->required();
  command->callback([flags, &action] { action = [flags](const Console& console) { return Train(*flags, console); }; });
}

}  // namespace kilowatch
