#include <algorithm>
#include <filesystem>
#include <iterator>

#include <nlohmann/json.hpp>

#include "commands.h"
#include "foundation/base/file.h"
#include "learning/evaluation/benchmark_report.h"
#include "learning/evaluation/evaluate_portfolio.h"
#include "learning/evaluation/row_labels.h"
#include "nab_labels.h"
#include "scoring.h"
#include "workflow/reporting/benchmark_html.h"

namespace kilowatch {
namespace {

struct BenchmarkFlags {
  ScoringFlags scoring;
  bool json = false;
  std::string out;
};

std::string NameOfSet(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).lexically_normal();
  return folder.has_filename() ? folder.filename().string() : folder.parent_path().filename().string();
}

// The tables of one input; none, with a note, where nothing in it has a label.
Result<std::vector<BenchmarkTable>> BenchmarkInput(const BenchmarkFlags& flags, const std::string& path, const Console& console) {
  InputFlags input = flags.scoring.input;
  input.paths = {path};
  const auto nab = FindNabWindows(input);
  if (nab) input.options.labels.clear();
  KW_ASSIGN(const auto source, input.Open(console));
  if (!nab && !HasLabels(*source)) {
    console.Note({path + ": nothing there has a label, left out", path + " : aucune étiquette, laissé de côté"});
    return std::vector<BenchmarkTable>();
  }
  BenchmarkRun run;
  run.options.model.forest = flags.scoring.forest;
  run.options.model.discords = flags.scoring.discords;
  KW_ASSIGN(run.period, input.Period());
  run.threads = console.threads;
  run.stop = console.stop;
  run.progress = MeterProgress(console, {"Judging meters", "Évaluation des compteurs"});
  return BenchmarkSet(*source, NameOfSet(path), nab ? &*nab : nullptr, run);
}

Status Benchmark(const BenchmarkFlags& flags, const Console& console) {
  std::vector<BenchmarkTable> tables;
  for (const std::string& path : flags.scoring.input.paths) {
    KW_ASSIGN(std::vector<BenchmarkTable> of_input, BenchmarkInput(flags, path, console));
    std::ranges::move(of_input, std::back_inserter(tables));
  }
  if (tables.empty()) return std::unexpected(NoLabels());
  if (!flags.out.empty()) KW_RETURN_IF_ERROR(WriteFileAtomically(flags.out, BenchmarkHtml(tables, console.language)));
  if (flags.json) return console.Print(nlohmann::json{{"sets", BenchmarkJson(tables)}}.dump(1) + "\n");
  std::string text;
  for (const BenchmarkTable& table : tables) text += (text.empty() ? "" : "\n") + BenchmarkText(table, console.language);
  return console.Print(text);
}

}  // namespace

void AddBenchmark(CLI::App& app, const Say& say, Action& action) {
  auto flags = std::make_shared<BenchmarkFlags>();
  CLI::App* command = app.add_subcommand("benchmark", say("Every member and the ensemble on labelled sets, in both modes",
                                                          "Chaque détecteur et l’ensemble sur des jeux étiquetés, dans les deux modes"));
  command->footer(
      say("Each INPUT is a set of its own. For each: the ensemble as it is, with equal weights, and with weights that a search chose without the\n"
          "meter they are shown for; each member alone, and the ensemble without it; mean, least and median over the meters.\n\n"
          "Examples:\n"
          "  kilowatch benchmark lead1.0/ nab/\n"
          "  kilowatch benchmark labelled/ --labels anomaly --out benchmark.html --json > benchmark.json",
          "Chaque entrée est un jeu à part. Pour chacun : l’ensemble tel quel, à poids égaux, et avec des poids qu’une recherche a choisis sans le\n"
          "compteur montré ; chaque détecteur seul, et l’ensemble sans lui ; moyenne, minimum et médiane sur les compteurs.\n\n"
          "Exemples :\n"
          "  kilowatch benchmark lead1.0/ nab/ --lang fr\n"
          "  kilowatch benchmark etiquetes/ --labels anomalie --out comparaison.html --lang fr"));
  AddInputFlags(*command, say, flags->scoring.input);
  AddModelFlags(*command, say, flags->scoring);
  command->add_flag("--json", flags->json, say("Answer as JSON", "Répond en JSON"));
  command->add_option("--out", flags->out, say("Page to write, with tables and plots (.html)", "Page à écrire, avec tableaux et courbes (.html)"));
  command->callback([flags, &action] { action = [flags](const Console& console) { return Benchmark(*flags, console); }; });
}

}  // namespace kilowatch
