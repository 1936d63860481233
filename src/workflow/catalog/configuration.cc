#include "workflow/catalog/configuration.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "foundation/base/file.h"
#include "foundation/base/format_phrase.h"
#include "workflow/catalog/interpolation.h"

namespace kilowatch {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

bool IsConfigurationOf(const fs::path& path, std::string_view section) {
  const std::string ending = path.extension().string();
  return path.filename().string().starts_with(section) && (ending == ".yml" || ending == ".yaml" || ending == ".json");
}

std::vector<fs::path> FilesOf(const fs::path& folder, std::string_view section) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.is_regular_file() && IsConfigurationOf(entry.path(), section)) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

// All files of one environment for one section.
Result<ConfigurationSection> ReadEnvironment(const fs::path& folder, std::string_view section) {
  ConfigurationSection entries;
  for (const fs::path& file : FilesOf(folder, section)) {
    KW_ASSIGN(const std::string text, ReadFile(file));
    KW_ASSIGN(YamlDocument parsed, ParseYaml(text, file.string()));
    if (parsed.value.is_null()) continue;
    const auto document = std::make_shared<const YamlDocument>(std::move(parsed));
    if (!document->value.is_object()) {
      return Fail(ErrorCode::kConfiguration,
                  FormatPhrase("{}: the file is not a mapping of names", "{} : le fichier n’est pas une liste de noms", document->Where("")),
                  {"Write \"name: …\" lines", "Écrivez des lignes « nom: … »"});
    }
    for (const auto& [key, value] : document->value.items()) {
      const auto [at, inserted] = entries.try_emplace(key, ConfigurationEntry{value, document, key});
      if (!inserted && !key.starts_with('_')) {
        return Fail(
            ErrorCode::kConfiguration,
            FormatPhrase("{}: \"{}\" stands already at {}", "{} : « {} » se trouve déjà en {}", document->Where("/" + key), key, at->second.Where()),
            {"Keep one of the two, or move one to another environment", "Gardez l’un des deux, ou déplacez-le dans un autre environnement"});
      }
    }
  }
  return entries;
}

Json Values(const ConfigurationSection& section) {
  Json values = Json::object();
  for (const auto& [key, entry] : section) values[key] = entry.value;
  return values;
}

class Loader {
 public:
  explicit Loader(const ConfigurationOptions& options) : options_(options) {}

  Result<Configuration> Load() {
    if (!fs::is_directory(options_.folder)) {
      return Fail(ErrorCode::kNotFound,
                  FormatPhrase("there is no configuration folder {}", "il n’y a pas de dossier de configuration {}", options_.folder.string()),
                  {"Run in the project's folder, or name it with --conf-source",
                   "Lancez la commande dans le dossier du projet, ou indiquez-le avec --conf-source"});
    }
    const std::string environment = options_.environment.empty() ? "local" : options_.environment;
    environment_ = options_.folder / environment;
    if (!options_.environment.empty() && !fs::is_directory(environment_)) {
      return Fail(ErrorCode::kConfiguration,
                  FormatPhrase("there is no environment folder {}", "il n’y a pas de dossier d’environnement {}", environment_.string()),
                  {"Make it, or name another with --env", "Créez-le, ou indiquez-en un autre avec --env"});
    }
    KW_ASSIGN(ConfigurationSection globals, Merged("globals"));
    const Json global_values = Values(globals);
    KW_ASSIGN(globals, Resolved(std::move(globals), {&global_values, nullptr, nullptr, {}}));
    globals_ = Values(globals);
    Configuration configuration;
    KW_ASSIGN(configuration.catalog, Section("catalog"));
    KW_ASSIGN(configuration.parameters, Section("parameters"));
    KW_ASSIGN(configuration.pipelines, Section("pipelines"));
    return configuration;
  }

 private:
  // The base is the folder's own files, or `folder/base` as in a Kedro project.
  Result<ConfigurationSection> Base(std::string_view section) const {
    const fs::path base = options_.folder / "base";
    return ReadEnvironment(fs::is_directory(base) ? base : options_.folder, section);
  }

  Result<ConfigurationSection> Merged(std::string_view section) const {
    KW_ASSIGN(ConfigurationSection merged, Base(section));
    if (!fs::is_directory(environment_)) return merged;
    KW_ASSIGN(ConfigurationSection over, ReadEnvironment(environment_, section));
    for (auto& [key, entry] : over) merged.insert_or_assign(key, std::move(entry));
    return merged;
  }

  static Result<ConfigurationSection> Resolved(ConfigurationSection section, const InterpolationScope& scope) {
    for (auto& [key, entry] : section) {
      auto value = Interpolate(entry.value, scope);
      if (!value) {
        Error error = std::move(value).error();
        error.At(entry.Where());
        return std::unexpected(std::move(error));
      }
      entry.value = *std::move(value);
    }
    std::erase_if(section, [](const auto& item) { return item.first.starts_with('_'); });
    return section;
  }

  Result<ConfigurationSection> Section(std::string_view name) const {
    KW_ASSIGN(ConfigurationSection section, Merged(name));
    if (name == "parameters") {
      for (const auto& [key, value] : options_.runtime_parameters.items()) {
        auto& entry = section[key];
        entry.key = key;
        if (entry.value.is_object() && value.is_object())
          entry.value.merge_patch(value);
        else
          entry.value = value;
      }
    }
    const Json values = Values(section);
    return Resolved(std::move(section), {&values, &globals_, &options_.runtime_parameters, {}});
  }

  const ConfigurationOptions& options_;
  fs::path environment_;
  Json globals_ = Json::object();
};

}  // namespace

std::string ConfigurationEntry::Where(std::string_view pointer) const {
  if (document == nullptr) return "--params";
  return document->Where("/" + key + std::string(pointer));
}

Result<nlohmann::ordered_json> Configuration::Parameter(std::string_view dotted) const {
  const Json all = AllParameters();
  if (const Json* found = FindDotted(all, dotted)) return *found;
  return Fail(ErrorCode::kNotFound, FormatPhrase("there is no parameter \"{}\"", "il n’y a pas de paramètre « {} »", dotted),
              {"Add it to config/parameters.yml", "Ajoutez-le à config/parameters.yml"});
}

nlohmann::ordered_json Configuration::AllParameters() const { return Values(parameters); }

Result<Configuration> LoadConfiguration(const ConfigurationOptions& options) { return Loader(options).Load(); }

Result<nlohmann::ordered_json> ParseRuntimeParameters(std::string_view text) {
  Json parameters = Json::object();
  while (!text.empty()) {
    const auto comma = text.find(',');
    const std::string_view pair = text.substr(0, comma);
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos || equals == 0) {
      return Fail(ErrorCode::kUsage, FormatPhrase("--params \"{}\" is not key=value", "--params « {} » n’est pas clé=valeur", pair),
                  {"Write --params detect.top=10,currency=EUR", "Écrivez --params detect.top=10,currency=EUR"});
    }
    std::string pointer = "/" + std::string(pair.substr(0, equals));
    std::ranges::replace(pointer, '.', '/');
    KW_ASSIGN(const YamlDocument value, ParseYaml(pair.substr(equals + 1), "--params"));
    parameters[Json::json_pointer(pointer)] = value.value;
  }
  return parameters;
}

}  // namespace kilowatch
