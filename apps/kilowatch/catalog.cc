#include "workflow/catalog/catalog.h"

#include <fmt/format.h>

#include "commands.h"
#include "project.h"
#include "workflow/reporting/text_table.h"

namespace kilowatch {
namespace {

struct CatalogFlags {
  ProjectFlags project;
  std::string name;
};

Status ListCatalog(const CatalogFlags& flags, const Console& console) {
  KW_ASSIGN(const Project project, OpenProject(flags.project, console));
  const bool french = console.language == Language::kFrench;
  TextTable table({french ? "Jeu de données" : "Dataset", french ? "type" : "type", french ? "couche" : "layer", french ? "chemin" : "path",
                   french ? "écrit en" : "written at"});
  for (const auto* entries : {&project.catalog.entries(), &project.catalog.patterns()}) {
    for (const CatalogEntry& entry : *entries) table.Add({entry.name, entry.type, entry.layer, entry.filepath, entry.where});
  }
  return console.Print(table.Draw());
}

Status DescribeDataset(const CatalogFlags& flags, const Console& console) {
  KW_ASSIGN(const Project project, OpenProject(flags.project, console));
  const auto entry = project.catalog.Find(flags.name);
  if (!entry) return Fail(ErrorCode::kConfiguration, "there is no dataset \"" + flags.name + "\"", "kilowatch catalog list names them");
  KW_ASSIGN(const auto dataset, project.catalog.Open(*entry));
  const nlohmann::ordered_json json = {{"name", entry->name},           {"type", entry->type},         {"kind", project.catalog.KindOf(*entry)},
                                       {"filepath", entry->filepath},   {"layer", entry->layer},       {"load_args", entry->load_args},
                                       {"save_args", entry->save_args}, {"exists", dataset->Exists()}, {"where", entry->where}};
  return console.Print(json.dump(1) + "\n");
}

}  // namespace

void AddCatalog(CLI::App& app, Action& action) {
  auto flags = std::make_shared<CatalogFlags>();
  CLI::App* command = app.add_subcommand("catalog", "The datasets of a project folder");
  command->require_subcommand(1);
  CLI::App* list = command->add_subcommand("list", "All datasets and factories");
  AddProjectFlags(*list, flags->project);
  list->callback([flags, &action] { action = [flags](const Console& console) { return ListCatalog(*flags, console); }; });
  CLI::App* describe = command->add_subcommand("describe", "One dataset, also one that a factory makes of the name");
  AddProjectFlags(*describe, flags->project);
  describe->add_option("NAME", flags->name, "Name of the dataset")->required();
  describe->callback([flags, &action] { action = [flags](const Console& console) { return DescribeDataset(*flags, console); }; });
}

}  // namespace kilowatch
