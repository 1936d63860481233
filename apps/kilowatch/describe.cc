#include "data/ingestion/describe.h"

#include <nlohmann/json.hpp>

#include "commands.h"
#include "inputs.h"

namespace kilowatch {
namespace {

struct DescribeFlags {
  InputFlags input;
  bool json = false;
};

Status Describe(DescribeFlags flags, const Console& console) {
  flags.input.options.describe_only = true;
  KW_ASSIGN(const auto source, flags.input.Open(console));
  // Reading every meter counts the rejects; what was read is not kept.
  for (std::size_t i = 0; i < source->meters().size() && !console.stop.stop_requested(); ++i) {
    KW_ASSIGN(const MeterFrame frame, source->Read(i, kAllTime));
  }
  std::string text;
  nlohmann::json json = nlohmann::json::array();
  for (const FileUnderstanding& file : source->understood()) {
    if (flags.json)
      json.push_back(UnderstandingJson(file));
    else
      text += DescribeText(file, console.language) + "\n";
  }
  return console.Print(flags.json ? json.dump(1) + "\n" : text);
}

}  // namespace

void AddDescribe(CLI::App& app, const Say& say, Action& action) {
  auto flags = std::make_shared<DescribeFlags>();
  CLI::App* command =
      app.add_subcommand("describe", say("What was understood of each file, and why", "Ce qui a été compris de chaque fichier, et pourquoi"));
  command->footer(
      say("Examples:\n"
          "  kilowatch describe meters.csv\n"
          "  kilowatch describe data/ --zone Europe/Paris --json",
          "Exemples :\n"
          "  kilowatch describe compteurs.csv --lang fr\n"
          "  kilowatch describe donnees/ --zone Europe/Paris --json"));
  AddInputFlags(*command, say, flags->input);
  command->add_flag(
      "--json", flags->json,
      say("Answer as JSON: understood[] of docs/schema/detect.schema.json", "Répond en JSON : understood[] de docs/schema/detect.schema.json"));
  command->callback([flags, &action] { action = [flags](const Console& console) { return Describe(*flags, console); }; });
}

}  // namespace kilowatch
