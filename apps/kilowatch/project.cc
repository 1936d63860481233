#include "project.h"

#include "workflow/product/datasets.h"
#include "workflow/product/functions.h"

namespace kilowatch {

void AddProjectFlags(CLI::App& command, ProjectFlags& flags) {
  command.add_option("--conf-source", flags.folder, "Configuration folder")->capture_default_str();
  command.add_option("--env,-e", flags.environment, "Environment: a folder of the configuration (default: local)")->envname("KEDRO_ENV");
  command.add_option("--params", flags.parameters, "Parameters for this run: key=value,other.key=value");
}

void AddSelectionFlags(CLI::App& command, NodeSelection& selection) {
  command.add_option("--pipelines", selection.pipelines, "Only these pipelines")->delimiter(',');
  command.add_option("--nodes,-n", selection.nodes, "Only these nodes")->delimiter(',');
  command.add_option("--from-nodes", selection.from_nodes, "These nodes and all that follow")->delimiter(',');
  command.add_option("--to-nodes", selection.to_nodes, "These nodes and all that they need")->delimiter(',');
  command.add_option("--tags,-t", selection.tags, "Nodes with any of these tags")->delimiter(',');
}

Result<Project> OpenProject(const ProjectFlags& flags, const Console& console) {
  ConfigurationOptions options{flags.folder, flags.environment, nlohmann::ordered_json::object()};
  if (!flags.parameters.empty()) {
    KW_ASSIGN(options.runtime_parameters, ParseRuntimeParameters(flags.parameters));
  }
  KW_ASSIGN(Configuration configuration, LoadConfiguration(options));
  KW_ASSIGN(Catalog catalog, Catalog::Create(configuration.catalog, ProductDatasets()));
  KW_ASSIGN(std::vector<Pipeline> pipelines, ParsePipelines(configuration.pipelines));
  return Project{std::move(configuration), std::move(catalog), std::move(pipelines), ProductFunctions(console.threads)};
}

}  // namespace kilowatch
