#include "workflow/catalog/catalog.h"

#include "commands.h"
#include "foundation/base/format_phrase.h"
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
  TextTable table(
      {french ? "Jeu de données" : "Dataset", "type", french ? "couche" : "layer", french ? "chemin" : "path", french ? "écrit en" : "written at"});
  for (const auto* entries : {&project.catalog.entries(), &project.catalog.patterns()}) {
    for (const CatalogEntry& entry : *entries) table.Add({entry.name, entry.type, entry.layer, entry.filepath, entry.where});
  }
  return console.Print(table.Draw());
}

Status DescribeDataset(const CatalogFlags& flags, const Console& console) {
  KW_ASSIGN(const Project project, OpenProject(flags.project, console));
  const auto entry = project.catalog.Find(flags.name);
  if (!entry) {
    return Fail(ErrorCode::kConfiguration, FormatPhrase("there is no dataset \"{}\"", "il n’y a pas de jeu de données « {} »", flags.name),
                {"kilowatch catalog list names them", "kilowatch catalog list les nomme"});
  }
  KW_ASSIGN(const auto dataset, project.catalog.Open(*entry));
  const nlohmann::ordered_json json = {{"name", entry->name},           {"type", entry->type},         {"kind", project.catalog.KindOf(*entry)},
                                       {"filepath", entry->filepath},   {"layer", entry->layer},       {"load_args", entry->load_args},
                                       {"save_args", entry->save_args}, {"exists", dataset->Exists()}, {"where", entry->where}};
  return console.Print(json.dump(1) + "\n");
}

}  // namespace

void AddCatalog(CLI::App& app, const Say& say, Action& action) {
  auto flags = std::make_shared<CatalogFlags>();
  CLI::App* command = app.add_subcommand("catalog", say("The datasets of a project folder", "Les jeux de données d’un dossier de projet"));
  command->require_subcommand(1);
  CLI::App* list = command->add_subcommand("list", say("All datasets and factories", "Tous les jeux de données et leurs modèles de noms"));
  AddProjectFlags(*list, say, flags->project);
  list->callback([flags, &action] { action = [flags](const Console& console) { return ListCatalog(*flags, console); }; });
  CLI::App* describe = command->add_subcommand(
      "describe", say("One dataset, also one that a factory makes of the name", "Un jeu de données, même tiré d’un modèle de noms"));
  AddProjectFlags(*describe, say, flags->project);
  describe->add_option(say("NAME", "NOM"), flags->name, say("Name of the dataset", "Nom du jeu de données"))->required();
  describe->callback([flags, &action] { action = [flags](const Console& console) { return DescribeDataset(*flags, console); }; });
}

}  // namespace kilowatch
