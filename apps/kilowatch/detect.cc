#include "commands.h"
#include "scoring.h"
#include "usage.h"
#include "workflow/reporting/detect_json.h"
#include "workflow/reporting/detect_text.h"

namespace kilowatch {
namespace {

struct DetectFlags {
  ScoringFlags scoring;
  bool json = false;
  int top = DetectTextOptions{}.top;
};

Status Detect(const DetectFlags& flags, const Console& console) {
  KW_ASSIGN(const PortfolioOutcome outcome, flags.scoring.Run(console));
  if (flags.json) return console.Print(DetectJson(outcome).dump(1) + "\n");
  return console.Print(DetectText(outcome, {console.language, flags.top, flags.scoring.input.paths}));
}

}  // namespace

void AddDetect(CLI::App& app, const Say& say, Action& action) {
  auto flags = std::make_shared<DetectFlags>();
  CLI::App* command = app.add_subcommand(
      "detect", say("What is wrong, since when, why, and what it costs", "Ce qui ne va pas, depuis quand, pourquoi et à quel coût"));
  command->footer(
      say("Examples:\n"
          "  kilowatch detect meters.csv\n"
          "  kilowatch detect data/ --zone Europe/Paris --price 0.21 --lang fr\n"
          "  kilowatch detect meters.csv --weather temperature.csv --meters sites.csv --json > findings.json\n"
          "  zcat year.csv.gz | kilowatch detect -",
          "Exemples :\n"
          "  kilowatch detect compteurs.csv --lang fr\n"
          "  kilowatch detect donnees/ --zone Europe/Paris --price 0.21 --lang fr\n"
          "  kilowatch detect compteurs.csv --weather temperature.csv --meters sites.csv --json > constats.json\n"
          "  zcat annee.csv.gz | kilowatch detect - --lang fr"));
  AddScoringFlags(*command, say, flags->scoring);
  command->add_flag("--json", flags->json, say("Answer as JSON (docs/schema/detect.schema.json)", "Répond en JSON (docs/schema/detect.schema.json)"));
  command->add_option("--top", flags->top, say("How many findings to show", "Nombre de constats à montrer"))
      ->check(AtLeast(0, say))
      ->capture_default_str();
  command->callback([flags, &action] { action = [flags](const Console& console) { return Detect(*flags, console); }; });
}

}  // namespace kilowatch
