#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "foundation/base/result.h"
#include "foundation/text/yaml.h"

namespace kilowatch {

// One top-level key of a configuration, its interpolations resolved, and where it was written.
struct ConfigurationEntry {
  nlohmann::ordered_json value;
  std::shared_ptr<const YamlDocument> document;  // shared by all entries of one file
  std::string key;

  // "catalog.yml:12" for the value at `pointer` below this entry ("" for the entry).
  std::string Where(std::string_view pointer = {}) const;
};

using ConfigurationSection = std::map<std::string, ConfigurationEntry>;

// What a project folder configures, base and environment merged.
struct Configuration {
  ConfigurationSection catalog;
  ConfigurationSection parameters;
  ConfigurationSection pipelines;

  // The value of "a.b.c" among the parameters. Error: kNotFound naming the nearest key.
  Result<nlohmann::ordered_json> Parameter(std::string_view dotted) const;
  nlohmann::ordered_json AllParameters() const;
};

struct ConfigurationOptions {
  std::filesystem::path folder = "config";
  std::string environment;                                                       // empty: config/local where it exists
  nlohmann::ordered_json runtime_parameters = nlohmann::ordered_json::object();  // of --params, by top-level key; replaces what files say
};

// Errors, each with file and line: kConfiguration for broken YAML, a top-level key that two files of one environment have, an environment that is not
// there, an interpolation that leads nowhere; kNotFound for the folder.
Result<Configuration> LoadConfiguration(const ConfigurationOptions& options);

// "a=1,b.c=x" as Kedro's --params reads it: nested by dots, values typed as YAML scalars. Error: kUsage.
Result<nlohmann::ordered_json> ParseRuntimeParameters(std::string_view text);

}  // namespace kilowatch
