#include "workflow/pipelines/pipeline.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "commands.h"
#include "foundation/base/file.h"
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
    text += pipeline.name + ":";
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
  for (const auto& [name, function] : project.functions) text += fmt::format("{}: {}\n", name, function.about);
  return console.Print(text);
}

Status DrawPipelines(const PipelineFlags& flags, const Console& console) {
  KW_ASSIGN(const Project project, OpenProject(flags.project, console));
  KW_ASSIGN(const RunPlan plan, MakePlan(project.pipelines, project.functions, project.catalog, project.configuration, flags.selection));
  const std::string svg = PipelineSvg(plan, project.catalog);
  return flags.out.empty() ? console.Print(svg) : WriteFileAtomically(flags.out, svg);
}

}  // namespace

void AddPipeline(CLI::App& app, Action& action) {
  auto flags = std::make_shared<PipelineFlags>();
  CLI::App* command = app.add_subcommand("pipeline", "The pipelines of a project folder");
  command->require_subcommand(1);
  CLI::App* list = command->add_subcommand("list", "Pipelines and their nodes");
  AddProjectFlags(*list, flags->project);
  list->callback([flags, &action] { action = [flags](const Console& console) { return ListPipelines(*flags, console); }; });
  CLI::App* describe = command->add_subcommand("describe", "Nodes in the order of a run, and what functions there are");
  AddProjectFlags(*describe, flags->project);
  AddSelectionFlags(*describe, flags->selection);
  describe->callback([flags, &action] { action = [flags](const Console& console) { return DescribePipelines(*flags, console); }; });
  CLI::App* graph = command->add_subcommand("graph", "Draw nodes and datasets as SVG");
  AddProjectFlags(*graph, flags->project);
  AddSelectionFlags(*graph, flags->selection);
  graph->add_option("--out", flags->out, "File to write; standard output otherwise");
  graph->callback([flags, &action] { action = [flags](const Console& console) { return DrawPipelines(*flags, console); }; });
}

}  // namespace kilowatch
