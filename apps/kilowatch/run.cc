#include "workflow/pipelines/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "commands.h"
#include "foundation/base/format_phrase.h"
#include "project.h"
#include "workflow/reporting/text_table.h"

namespace kilowatch {
namespace {

struct RunFlags {
  ProjectFlags project;
  NodeSelection selection;
  bool json = false;
};

double MonotonicSeconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

// Says on stderr which node runs.
class NodeLines final : public RunObserver {
 public:
  explicit NodeLines(const Console& console) : console_(console) {}
  void NodeStarts(const Node& node, std::size_t index, std::size_t count) override {
    const std::string line = fmt::format("{}/{} {} ({})", index + 1, count, node.name, node.function);
    console_.Note({line, line});
  }
  void NodeEnds(const NodeReport&) override {}

 private:
  const Console& console_;
};

std::string ReportTable(const RunReport& report, Language language) {
  const bool french = language == Language::kFrench;
  TextTable table(
      {french ? "Nœud" : "Node", french ? "secondes" : "seconds", french ? "lignes" : "rows", french ? "mémoire max. (Mio)" : "peak memory (MiB)"});
  for (const NodeReport& node : report.nodes) {
    std::string seconds = fmt::format("{:.2f}", node.seconds);
    if (french) std::ranges::replace(seconds, '.', ',');
    table.Add({node.name, seconds, node.rows < 0 ? "–" : CountWords(node.rows).In(language), CountWords(node.peak_bytes >> 20).In(language)});
  }
  return table.Draw();
}

Status RunProject(const RunFlags& flags, const Console& console) {
  KW_ASSIGN(const Project project, OpenProject(flags.project, console));
  KW_ASSIGN(const RunPlan plan, MakePlan(project.pipelines, project.functions, project.catalog, project.configuration, flags.selection));
  NodeLines observer(console);
  KW_ASSIGN(const RunReport report,
            RunNodes(plan, {&project.functions, &project.catalog, &project.configuration, &observer, MonotonicSeconds, console.stop}));
  return console.Print(flags.json ? RunReportJson(report).dump(1) + "\n" : ReportTable(report, console.language));
}

}  // namespace

void AddRun(CLI::App& app, const Say& say, Action& action) {
  auto flags = std::make_shared<RunFlags>();
  CLI::App* command = app.add_subcommand("run", say("Run the pipelines of a project folder", "Exécute les pipelines d’un dossier de projet"));
  command->footer(say(
      "Datasets are in config/catalog.yml, parameters in config/parameters.yml, nodes in config/pipelines.yml, all in Kedro's words.\n\n"
      "Examples:\n"
      "  kilowatch run\n"
      "  kilowatch run --pipelines training,scoring --env production\n"
      "  kilowatch run --from-nodes find_anomalies --params mode=live,currency=CHF",
      "Les jeux de données sont dans config/catalog.yml, les paramètres dans config/parameters.yml, les nœuds dans config/pipelines.yml, avec les\n"
      "mots de Kedro.\n\n"
      "Exemples :\n"
      "  kilowatch run --lang fr\n"
      "  kilowatch run --pipelines training,scoring --env production --lang fr\n"
      "  kilowatch run --from-nodes find_anomalies --params mode=live,currency=CHF"));
  AddProjectFlags(*command, say, flags->project);
  AddSelectionFlags(*command, say, flags->selection);
  command->add_flag("--json", flags->json, say("The run report as JSON", "Le compte rendu en JSON"));
  command->callback([flags, &action] { action = [flags](const Console& console) { return RunProject(*flags, console); }; });
}

}  // namespace kilowatch
