#include "workflow/pipelines/pipeline.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "commands.h"
#include "foundation/base/file.h"
#include "foundation/base/format_phrase.h"
#include "project.h"
#include "workflow/pipelines/graph.h"
#include "workflow/reporting/text_table.h"

namespace kilowatch {
namespace {

struct PipelineFlags {
  ProjectFlags project;
  NodeSelection selection;
  std::string out;
};

Status ListPipelines(const PipelineFlags& flags, const Console& console) {
  KW_ASSIGN(const Project project, OpenProject(flags.project, console));
  std::string text;
  for (const Pipeline& pipeline : project.pipelines) {
    text += pipeline.name + (console.language == Language::kFrench ? " :" : ":");
    for (const Node& node : pipeline.nodes) text += " " + node.name;
    text += "\n";
  }
  return console.Print(text);
}

Status DescribePipelines(const PipelineFlags& flags, const Console& console) {
  KW_ASSIGN(const Project project, OpenProject(flags.project, console));
  KW_ASSIGN(const RunPlan plan, MakePlan(project.pipelines, project.functions, project.catalog, project.configuration, flags.selection));
  const bool french = console.language == Language::kFrench;
  TextTable table({french ? "Nœud" : "Node", french ? "fonction" : "function", french ? "prend" : "takes", french ? "donne" : "gives",
                   french ? "écrit en" : "written at"});
  for (const Node& node : plan.nodes) {
    table.Add(
        {node.name, node.function, fmt::format("{}", fmt::join(node.inputs, ", ")), fmt::format("{}", fmt::join(node.outputs, ", ")), node.where});
  }
  std::string text = table.Draw() + "\n";
  for (const auto& [name, function] : project.functions) text += FormatPhrase("{}: {}\n", "{} : {}\n", name, function.about).In(console.language);
  return console.Print(text);
}

Status DrawPipelines(const PipelineFlags& flags, const Console& console) {
  KW_ASSIGN(const Project project, OpenProject(flags.project, console));
  KW_ASSIGN(const RunPlan plan, MakePlan(project.pipelines, project.functions, project.catalog, project.configuration, flags.selection));
  const std::string svg = PipelineSvg(plan, project.catalog);
  return flags.out.empty() ? console.Print(svg) : WriteFileAtomically(flags.out, svg);
}

}  // namespace

void AddPipeline(CLI::App& app, const Say& say, Action& action) {
  auto flags = std::make_shared<PipelineFlags>();
  CLI::App* command = app.add_subcommand("pipeline", say("The pipelines of a project folder", "Les pipelines d’un dossier de projet"));
  command->require_subcommand(1);
  CLI::App* list = command->add_subcommand("list", say("Pipelines and their nodes", "Les pipelines et leurs nœuds"));
  AddProjectFlags(*list, say, flags->project);
  list->callback([flags, &action] { action = [flags](const Console& console) { return ListPipelines(*flags, console); }; });
  CLI::App* describe = command->add_subcommand("describe", say("Nodes in the order of a run, and what functions there are",
                                                               "Les nœuds dans l’ordre d’exécution, et les fonctions qui existent"));
  AddProjectFlags(*describe, say, flags->project);
  AddSelectionFlags(*describe, say, flags->selection);
  describe->callback([flags, &action] { action = [flags](const Console& console) { return DescribePipelines(*flags, console); }; });
  CLI::App* graph = command->add_subcommand("graph", say("Draw nodes and datasets as SVG", "Dessine les nœuds et les jeux de données en SVG"));
  AddProjectFlags(*graph, say, flags->project);
  AddSelectionFlags(*graph, say, flags->selection);
  graph->add_option("--out", flags->out, say("File to write; standard output otherwise", "Fichier à écrire ; sinon la sortie standard"));
  graph->callback([flags, &action] { action = [flags](const Console& console) { return DrawPipelines(*flags, console); }; });
}

}  // namespace kilowatch
