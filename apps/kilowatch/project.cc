#include "project.h"

#include "workflow/product/datasets.h"
#include "workflow/product/functions.h"

namespace kilowatch {

void AddProjectFlags(CLI::App& command, const Say& say, ProjectFlags& flags) {
  command.add_option("--conf-source", flags.folder, say("Configuration folder", "Dossier de configuration"))->capture_default_str();
  command
      .add_option(
          "--env,-e", flags.environment,
          say("Environment: a folder of the configuration (default: local)", "Environnement : un dossier de la configuration (par défaut : local)"))
      ->envname("KEDRO_ENV");
  command.add_option("--params", flags.parameters,
                     say("Parameters for this run: key=value,other.key=value", "Paramètres de cette exécution : clé=valeur,autre.clé=valeur"));
}

void AddSelectionFlags(CLI::App& command, const Say& say, NodeSelection& selection) {
  command.add_option("--pipelines", selection.pipelines, say("Only these pipelines", "Seulement ces pipelines"))->delimiter(',');
  command.add_option("--nodes,-n", selection.nodes, say("Only these nodes", "Seulement ces nœuds"))->delimiter(',');
  command.add_option("--from-nodes", selection.from_nodes, say("These nodes and all that follow", "Ces nœuds et tous ceux qui suivent"))
      ->delimiter(',');
  command.add_option("--to-nodes", selection.to_nodes, say("These nodes and all that they need", "Ces nœuds et tous ceux dont ils ont besoin"))
      ->delimiter(',');
  command.add_option("--tags,-t", selection.tags, say("Nodes with any of these tags", "Les nœuds qui ont une de ces marques"))->delimiter(',');
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
