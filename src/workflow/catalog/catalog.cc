#include "workflow/catalog/catalog.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>

#include "foundation/base/check.h"
#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

using Json = nlohmann::ordered_json;

// What Kedro has and we lack.
constexpr std::array<std::string_view, 5> kUnsupportedKeys = {"versioned", "fs_args", "credentials", "dataset", "validator"};
constexpr std::array<std::string_view, 5> kKnownKeys = {"type", "filepath", "load_args", "save_args", "metadata"};

std::unexpected<Error> Refuse(const ConfigurationEntry& entry, const std::string& pointer, const Phrase& what, const Phrase& advice = {}) {
  return Fail(ErrorCode::kConfiguration,
              FormatPhrase("{}: dataset \"{}\": {}", "{} : jeu de données « {} » : {}", entry.Where(pointer), entry.key, what), advice);
}

Status CheckKeys(const ConfigurationEntry& entry) {
  for (const auto& [key, value] : entry.value.items()) {
    if (std::ranges::find(kUnsupportedKeys, key) != kUnsupportedKeys.end()) {
      return Refuse(entry, "/" + key, FormatPhrase("\"{}\" of Kedro is not supported", "« {} » de Kedro n’est pas pris en charge", key),
                    {"Remove the line, or keep this dataset on the Kedro side", "Retirez la ligne, ou gardez ce jeu de données du côté de Kedro"});
    }
    if (key == "layer") {
      return Refuse(entry, "/layer", {"\"layer\" has moved", "« layer » a changé de place"},
                    {"Write metadata: {kedro-viz: {layer: …}}", "Écrivez metadata: {kedro-viz: {layer: …}}"});
    }
    if (std::ranges::find(kKnownKeys, key) == kKnownKeys.end()) {
      return Refuse(entry, "/" + key, FormatPhrase("the key \"{}\" is not known", "la clé « {} » est inconnue", key),
                    FormatPhrase("Known are {}", "Clés connues : {}", fmt::format("{}", fmt::join(kKnownKeys, ", "))));
    }
  }
  return {};
}

Result<std::string> Text(const ConfigurationEntry& entry, const char* key) {
  if (!entry.value.contains(key)) return std::string();
  if (!entry.value[key].is_string())
    return Refuse(entry, std::string("/") + key, FormatPhrase("\"{}\" must be text", "« {} » doit être un texte", key));
  return entry.value[key].get<std::string>();
}

Status CheckPath(const ConfigurationEntry& entry, const std::string& path, const std::string& type) {
  if (path.empty() && type != "MemoryDataset") return Refuse(entry, "", {"has no \"filepath\"", "n’a pas de « filepath »"});
  if (path.find("://") != std::string::npos && !path.starts_with("file://")) {
    return Refuse(entry, "/filepath",
                  FormatPhrase("the protocol of \"{}\" is not supported", "le protocole de « {} » n’est pas pris en charge", path),
                  {"Use a local path", "Utilisez un chemin local"});
  }
  return {};
}

Result<CatalogEntry> ParseEntry(const std::string& name, const ConfigurationEntry& entry, const Catalog::Types& types) {
  if (!entry.value.is_object()) {
    return Refuse(entry, "", {"must be a mapping with type and filepath", "doit être une liste de clés avec type et filepath"});
  }
  if (name.find('@') != std::string::npos) {
    return Refuse(entry, "", {"transcoding with @ is not supported", "le transcodage avec @ n’est pas pris en charge"},
                  {"Give the two forms two names", "Donnez deux noms aux deux formes"});
  }
  KW_RETURN_IF_ERROR(CheckKeys(entry));
  CatalogEntry out;
  out.name = name;
  out.where = entry.Where();
  KW_ASSIGN(out.type, Text(entry, "type"));
  KW_ASSIGN(out.filepath, Text(entry, "filepath"));
  if (out.filepath.starts_with("file://")) out.filepath.erase(0, 7);
  if (!types.contains(out.type)) {
    std::vector<std::string> known;
    for (const auto& [type, unused] : types) known.push_back(type);
    return Refuse(entry, "/type", FormatPhrase("the type \"{}\" is not supported", "le type « {} » n’est pas pris en charge", out.type),
                  FormatPhrase("Supported are {}", "Types pris en charge : {}", fmt::format("{}", fmt::join(known, ", "))));
  }
  KW_RETURN_IF_ERROR(CheckPath(entry, out.filepath, out.type));
  for (const auto& [key, target] : {std::pair("load_args", &out.load_args), std::pair("save_args", &out.save_args)}) {
    if (!entry.value.contains(key) || entry.value[key].is_null()) continue;
    if (!entry.value[key].is_object()) {
      return Refuse(entry, std::string("/") + key, FormatPhrase("\"{}\" must be a mapping", "« {} » doit être une liste de clés", key));
    }
    *target = entry.value[key];
  }
  if (entry.value.contains("metadata")) {
    const Json::json_pointer layer("/metadata/kedro-viz/layer");
    if (entry.value.contains(layer) && entry.value[layer].is_string()) out.layer = entry.value[layer].get<std::string>();
  }
  return out;
}

bool IsPattern(std::string_view name) { return name.find('{') != std::string_view::npos; }

struct PatternRank {
  std::size_t literal = 0;
  std::size_t placeholders = 0;
};

PatternRank RankOf(std::string_view pattern) {
  PatternRank rank;
  bool inside = false;
  for (const char c : pattern) {
    if (c == '{') {
      inside = true;
      ++rank.placeholders;
    } else if (c == '}') {
      inside = false;
    } else if (!inside) {
      ++rank.literal;
    }
  }
  return rank;
}

using Bindings = std::map<std::string, std::string>;

// Placeholders match one or more characters, as few as possible, the last one the rest.
bool Match(std::string_view pattern, std::string_view name, Bindings& bindings) {
  if (pattern.empty()) return name.empty();
  if (pattern.front() != '{') return !name.empty() && pattern.front() == name.front() && Match(pattern.substr(1), name.substr(1), bindings);
  const auto close = pattern.find('}');
  if (close == std::string_view::npos) return false;
  const std::string key(pattern.substr(1, close - 1));
  for (std::size_t length = 1; length <= name.size(); ++length) {
    const std::string value(name.substr(0, length));
    if (const auto bound = bindings.find(key); bound != bindings.end() && bound->second != value) continue;
    Bindings attempt = bindings;
    attempt[key] = value;
    if (Match(pattern.substr(close + 1), name.substr(length), attempt)) {
      bindings = std::move(attempt);
      return true;
    }
  }
  return false;
}

std::string Substitute(std::string text, const Bindings& bindings) {
  for (const auto& [key, value] : bindings) {
    const std::string placeholder = "{" + key + "}";
    for (auto at = text.find(placeholder); at != std::string::npos; at = text.find(placeholder, at + value.size()))
      text.replace(at, placeholder.size(), value);
  }
  return text;
}

Json SubstituteAll(Json value, const Bindings& bindings) {
  if (value.is_string()) return Substitute(value.get<std::string>(), bindings);
  if (value.is_structured()) {
    for (auto& child : value) child = SubstituteAll(child, bindings);
  }
  return value;
}

}  // namespace

Result<Catalog> Catalog::Create(const ConfigurationSection& section, Types types) {
  Catalog catalog;
  for (const auto& [name, entry] : section) {
    KW_ASSIGN(CatalogEntry parsed, ParseEntry(name, entry, types));
    if (const auto& check = types.at(parsed.type).check; check && !IsPattern(name)) KW_RETURN_IF_ERROR(check(parsed));
    (IsPattern(name) ? catalog.patterns_ : catalog.entries_).push_back(std::move(parsed));
  }
  std::ranges::stable_sort(catalog.patterns_, [](const CatalogEntry& a, const CatalogEntry& b) {
    const PatternRank left = RankOf(a.name), right = RankOf(b.name);
    if (left.literal != right.literal) return left.literal > right.literal;
    if (left.placeholders != right.placeholders) return left.placeholders > right.placeholders;
    return a.name < b.name;
  });
  catalog.types_ = std::move(types);
  return catalog;
}

std::optional<CatalogEntry> Catalog::Find(const std::string& name) const {
  for (const CatalogEntry& entry : entries_) {
    if (entry.name == name) return entry;
  }
  for (const CatalogEntry& pattern : patterns_) {
    Bindings bindings;
    if (!Match(pattern.name, name, bindings)) continue;
    CatalogEntry entry = pattern;
    entry.name = name;
    entry.filepath = Substitute(entry.filepath, bindings);
    entry.layer = Substitute(entry.layer, bindings);
    entry.load_args = SubstituteAll(entry.load_args, bindings);
    entry.save_args = SubstituteAll(entry.save_args, bindings);
    return entry;
  }
  return std::nullopt;
}

const std::string& Catalog::KindOf(const CatalogEntry& entry) const {
  const auto found = types_.find(entry.type);
  KW_CHECK(found != types_.end());
  return found->second.kind;
}

Result<std::unique_ptr<Dataset>> Catalog::Open(const CatalogEntry& entry) const {
  const auto found = types_.find(entry.type);
  KW_CHECK(found != types_.end());
  return found->second.make(entry);
}

}  // namespace kilowatch
