#include "workflow/pipelines/pipeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 5> kNodeKeys = {"name", "func", "inputs", "outputs", "tags"};

std::unexpected<Error> Refuse(const std::string& where, const Phrase& what, const Phrase& advice = {}) {
  return Fail(ErrorCode::kConfiguration, FormatPhrase("{}: {}", "{} : {}", where, what), advice);
}

Result<std::vector<std::string>> Names(const Json& node, const char* key, const std::string& where) {
  std::vector<std::string> names;
  if (!node.contains(key) || node[key].is_null()) return names;
  const Json& value = node[key];
  if (value.is_string()) return std::vector<std::string>{value.get<std::string>()};
  if (!value.is_array())
    return Refuse(where, FormatPhrase("\"{}\" must be a name or a list of names", "« {} » doit être un nom ou une liste de noms", key));
  for (const Json& item : value) {
    if (!item.is_string()) return Refuse(where, FormatPhrase("\"{}\" must hold names", "« {} » doit contenir des noms", key));
    names.push_back(item.get<std::string>());
  }
  return names;
}

Result<Node> ParseNode(const Json& json, const std::string& where) {
  if (!json.is_object()) {
    return Refuse(where,
                  {"a node must be a mapping with func, inputs and outputs", "un nœud doit être une liste de clés avec func, inputs et outputs"});
  }
  for (const auto& [key, value] : json.items()) {
    if (std::ranges::find(kNodeKeys, key) != kNodeKeys.end()) continue;
    return Refuse(where, FormatPhrase("\"{}\" of a node is not supported", "« {} » n’est pas pris en charge pour un nœud", key),
                  {"Known are name, func, inputs, outputs, tags", "Clés connues : name, func, inputs, outputs, tags"});
  }
  if (!json.contains("func") || !json["func"].is_string()) {
    return Refuse(where, {"a node needs \"func\"", "il manque « func » à un nœud"},
                  {"kilowatch pipeline describe names them", "kilowatch pipeline describe les nomme"});
  }
  Node node;
  node.where = where;
  node.function = json["func"].get<std::string>();
  node.name = json.contains("name") && json["name"].is_string() ? json["name"].get<std::string>() : node.function;
  KW_ASSIGN(node.inputs, Names(json, "inputs", where));
  KW_ASSIGN(node.outputs, Names(json, "outputs", where));
  KW_ASSIGN(const std::vector<std::string> tags, Names(json, "tags", where));
  node.tags.insert(tags.begin(), tags.end());
  return node;
}

}  // namespace

Result<std::vector<Pipeline>> ParsePipelines(const ConfigurationSection& section) {
  std::vector<Pipeline> pipelines;
  for (const auto& [name, entry] : section) {
    if (!entry.value.is_array()) {
      return Refuse(entry.Where(), FormatPhrase("pipeline \"{}\" must be a list of nodes", "le pipeline « {} » doit être une liste de nœuds", name));
    }
    Pipeline pipeline{name, {}};
    for (std::size_t i = 0; i < entry.value.size(); ++i) {
      KW_ASSIGN(Node node, ParseNode(entry.value[i], entry.Where(fmt::format("/{}", i))));
      const auto same = std::ranges::find(pipeline.nodes, node.name, &Node::name);
      if (same != pipeline.nodes.end()) {
        return Refuse(node.where,
                      FormatPhrase("the node \"{}\" stands already at {}", "le nœud « {} » se trouve déjà en {}", node.name, same->where));
      }
      pipeline.nodes.push_back(std::move(node));
    }
    pipelines.push_back(std::move(pipeline));
  }
  return pipelines;
}

bool IsParameter(std::string_view input) { return input == "parameters" || input.starts_with("params:"); }

}  // namespace kilowatch
