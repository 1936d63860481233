#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "workflow/catalog/configuration.h"
#include "workflow/catalog/dataset.h"

namespace kilowatch {

// One entry of the catalog, or one that a factory pattern made for a name.
struct CatalogEntry {
  std::string name;
  std::string type;  // as written: "pandas.CSVDataset"
  std::string filepath;
  std::string layer;  // metadata.kedro-viz.layer
  nlohmann::ordered_json load_args = nlohmann::ordered_json::object();
  nlohmann::ordered_json save_args = nlohmann::ordered_json::object();
  std::string where;  // file:line
};

// A dataset type that a program registers: what kind of value it carries, and how it is made.
struct DatasetType {
  std::string kind;
  std::function<Result<std::unique_ptr<Dataset>>(const CatalogEntry&)> make;
  std::function<Status(const CatalogEntry&)> check = {};  // of arguments, before anything runs; may be empty
};

// The named datasets of a project. Immutable after Create; Find is thread safe.
class Catalog {
 public:
  using Types = std::map<std::string, DatasetType>;

  // Checks every entry. Errors, each naming file, line and key: kConfiguration for an unknown type, a missing filepath, a key we do not know, and
  // each feature of Kedro's that we lack.
  static Result<Catalog> Create(const ConfigurationSection& section, Types types);

  // The entry of that name, or what the best factory pattern makes of it (most literal characters first, then most placeholders, then by alphabet).
  std::optional<CatalogEntry> Find(const std::string& name) const;
  // The kind of value that the entry carries. It must be of this catalog.
  const std::string& KindOf(const CatalogEntry& entry) const;
  Result<std::unique_ptr<Dataset>> Open(const CatalogEntry& entry) const;
  // Entries without placeholders, by name; and the patterns.
  const std::vector<CatalogEntry>& entries() const { return entries_; }
  const std::vector<CatalogEntry>& patterns() const { return patterns_; }

 private:
  Types types_;
  std::vector<CatalogEntry> entries_;
  std::vector<CatalogEntry> patterns_;
};

}  // namespace kilowatch
