#include "workflow/pipelines/plan.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

std::unexpected<Error> Refuse(const Node& node, const Phrase& what, const Phrase& advice = {}) {
  return Fail(ErrorCode::kConfiguration, FormatPhrase("{}: node \"{}\": {}", "{} : nœud « {} » : {}", node.where, node.name, what), advice);
}

Phrase ThereAre(const std::vector<std::string>& names) {
  return FormatPhrase("There are {}", "Il y a {}", fmt::format("{}", fmt::join(names, ", ")));
}

class Planner {
 public:
  Planner(std::vector<Node> nodes, const NodeFunctions& functions, const Catalog& catalog, const Configuration& configuration)
      : nodes_(std::move(nodes)), functions_(functions), catalog_(catalog), configuration_(configuration) {}

  Result<std::vector<Node>> Order(const NodeSelection& selection) {
    KW_RETURN_IF_ERROR(CheckFunctions());
    KW_RETURN_IF_ERROR(FindMakers());
    KW_RETURN_IF_ERROR(Link());
    KW_RETURN_IF_ERROR(CheckCycle());
    KW_ASSIGN(const std::set<std::size_t> chosen, Select(selection));
    KW_RETURN_IF_ERROR(CheckSources(chosen));
    return Sorted(chosen);
  }

 private:
  Status CheckFunctions() const {
    for (const Node& node : nodes_) {
      const auto found = functions_.find(node.function);
      if (found == functions_.end()) {
        std::vector<std::string> names;
        for (const auto& [name, unused] : functions_) names.push_back(name);
        return Refuse(node, FormatPhrase("there is no function \"{}\"", "il n’y a pas de fonction « {} »", node.function), ThereAre(names));
      }
      const NodeFunction& function = found->second;
      if (node.inputs.size() != function.inputs.size() || node.outputs.size() != function.outputs.size()) {
        return Refuse(
            node, FormatPhrase("{} takes {} inputs and gives {} outputs, here are {} and {}", "{} a {} entrées et {} sorties, ici il y en a {} et {}",
                               node.function, function.inputs.size(), function.outputs.size(), node.inputs.size(), node.outputs.size()));
      }
    }
    return {};
  }

  Status FindMakers() {
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      for (const std::string& output : nodes_[i].outputs) {
        if (IsParameter(output)) {
          return Refuse(nodes_[i],
                        FormatPhrase("\"{}\" is a parameter and cannot be an output", "« {} » est un paramètre et ne peut être une sortie", output));
        }
        const auto [at, inserted] = maker_.try_emplace(output, i);
        if (!inserted) {
          const Node& other = nodes_[at->second];
          return Refuse(nodes_[i], FormatPhrase("\"{}\" is already made by node \"{}\" ({})", "« {} » est déjà produit par le nœud « {} » ({})",
                                                output, other.name, other.where));
        }
      }
    }
    return {};
  }

  std::string KindMade(const std::string& name) const {
    const Node& node = nodes_[maker_.at(name)];
    const auto position = std::ranges::find(node.outputs, name) - node.outputs.begin();
    return functions_.at(node.function).outputs[static_cast<std::size_t>(position)].kind;
  }

  Status CheckKind(const Node& node, const Port& port, const std::string& name) const {
    if (IsParameter(name)) {
      if (port.kind != "parameters") {
        return Refuse(node, FormatPhrase("\"{}\" is a parameter, {} needs {}", "« {} » est un paramètre, {} demande {}", name, port.name, port.kind));
      }
      if (name == "parameters") return {};
      const auto value = configuration_.Parameter(std::string_view(name).substr(7));
      return value ? Status() : Refuse(node, value.error().message, value.error().advice);
    }
    const bool made = maker_.contains(name);
    const auto entry = catalog_.Find(name);
    if (made && KindMade(name) != port.kind) {
      return Refuse(node,
                    FormatPhrase("\"{}\" holds {}, {} needs {}", "« {} » contient {}, {} demande {}", name, KindMade(name), port.name, port.kind));
    }
    if (entry && catalog_.KindOf(*entry) != "any" && catalog_.KindOf(*entry) != port.kind) {
      return Refuse(node, FormatPhrase("\"{}\" ({}) holds {}, {} needs {}", "« {} » ({}) contient {}, {} demande {}", name, entry->where,
                                       catalog_.KindOf(*entry), port.name, port.kind));
    }
    return {};
  }

  Status Link() {
    needs_.resize(nodes_.size());
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const NodeFunction& function = functions_.at(nodes_[i].function);
      for (std::size_t k = 0; k < nodes_[i].inputs.size(); ++k) {
        KW_RETURN_IF_ERROR(CheckKind(nodes_[i], function.inputs[k], nodes_[i].inputs[k]));
        if (const auto made = maker_.find(nodes_[i].inputs[k]); made != maker_.end()) needs_[i].insert(made->second);
      }
      for (std::size_t k = 0; k < nodes_[i].outputs.size(); ++k) KW_RETURN_IF_ERROR(CheckKind(nodes_[i], function.outputs[k], nodes_[i].outputs[k]));
    }
    return {};
  }

  // Depth-first; `path` holds the nodes being visited, so that the error can name the whole cycle.
  Status Visit(std::size_t i, std::vector<int>& state, std::vector<std::size_t>& path) const {
    if (state[i] == 2) return {};
    path.push_back(i);
    if (state[i] == 1) {
      std::vector<std::string> names;
      for (auto at = std::ranges::find(path, i); at != path.end(); ++at) names.push_back(nodes_[*at].name);
      std::ranges::reverse(names);
      return Refuse(nodes_[i], FormatPhrase("a cycle: {}", "un cycle : {}", fmt::format("{}", fmt::join(names, " → "))));
    }
    state[i] = 1;
    for (const std::size_t need : needs_[i]) KW_RETURN_IF_ERROR(Visit(need, state, path));
    state[i] = 2;
    path.pop_back();
    return {};
  }

  Status CheckCycle() const {
    std::vector<int> state(nodes_.size());
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      std::vector<std::size_t> path;
      KW_RETURN_IF_ERROR(Visit(i, state, path));
    }
    return {};
  }

  Result<std::set<std::size_t>> ByName(const std::vector<std::string>& names) const {
    std::set<std::size_t> found;
    for (const std::string& name : names) {
      const auto at = std::ranges::find(nodes_, name, &Node::name);
      if (at == nodes_.end()) {
        std::vector<std::string> known;
        for (const Node& node : nodes_) known.push_back(node.name);
        return Fail(ErrorCode::kConfiguration, FormatPhrase("there is no node \"{}\"", "il n’y a pas de nœud « {} »", name), ThereAre(known));
      }
      found.insert(static_cast<std::size_t>(at - nodes_.begin()));
    }
    return found;
  }

  // `seeds` and everything that follows them (forward) or that they need.
  std::set<std::size_t> Closure(std::set<std::size_t> seeds, bool forward) const {
    for (bool grown = true; grown;) {
      grown = false;
      for (std::size_t i = 0; i < nodes_.size(); ++i) {
        for (const std::size_t need : needs_[i]) {
          if (forward && seeds.contains(need)) grown |= seeds.insert(i).second;
          if (!forward && seeds.contains(i)) grown |= seeds.insert(need).second;
        }
      }
    }
    return seeds;
  }

  Result<std::set<std::size_t>> Select(const NodeSelection& selection) const {
    std::set<std::size_t> chosen;
    for (std::size_t i = 0; i < nodes_.size(); ++i) chosen.insert(i);
    const auto keep = [&](const std::set<std::size_t>& only) { std::erase_if(chosen, [&](std::size_t i) { return !only.contains(i); }); };
    if (!selection.nodes.empty()) {
      KW_ASSIGN(const auto only, ByName(selection.nodes));
      keep(only);
    }
    if (!selection.from_nodes.empty()) {
      KW_ASSIGN(auto seeds, ByName(selection.from_nodes));
      keep(Closure(std::move(seeds), true));
    }
    if (!selection.to_nodes.empty()) {
      KW_ASSIGN(auto seeds, ByName(selection.to_nodes));
      keep(Closure(std::move(seeds), false));
    }
    if (!selection.tags.empty()) {
      const auto tagged = [&](std::size_t i) {
        return std::ranges::any_of(selection.tags, [&](const std::string& tag) { return nodes_[i].tags.contains(tag); });
      };
      std::erase_if(chosen, [&](std::size_t i) { return !tagged(i); });
    }
    if (chosen.empty()) {
      return Fail(ErrorCode::kConfiguration, {"no node is left to run", "il ne reste aucun nœud à exécuter"},
                  {"Loosen --nodes, --from-nodes, --to-nodes or --tags", "Relâchez --nodes, --from-nodes, --to-nodes ou --tags"});
    }
    return chosen;
  }

  // Every input that no chosen node makes must come from the catalog.
  Status CheckSources(const std::set<std::size_t>& chosen) const {
    for (const std::size_t i : chosen) {
      for (const std::string& input : nodes_[i].inputs) {
        if (IsParameter(input)) continue;
        const auto made = maker_.find(input);
        if (made != maker_.end() && chosen.contains(made->second)) continue;
        const auto entry = catalog_.Find(input);
        if (entry && entry->type != "MemoryDataset") continue;
        const Phrase missing = made == maker_.end()
                                   ? FormatPhrase("no node makes \"{}\" and the catalog does not have it",
                                                  "aucun nœud ne produit « {} » et le catalogue ne l’a pas", input)
                                   : FormatPhrase("\"{}\" is made by node \"{}\", which is not chosen, and the catalog does not keep it",
                                                  "« {} » est produit par le nœud « {} », qui n’est pas choisi, et le catalogue ne le garde pas",
                                                  input, nodes_[made->second].name);
        return Refuse(
            nodes_[i], missing,
            {"Add it to config/catalog.yml, or run the node that makes it", "Ajoutez-le à config/catalog.yml, ou exécutez le nœud qui le produit"});
      }
    }
    return {};
  }

  std::vector<Node> Sorted(const std::set<std::size_t>& chosen) const {
    std::vector<Node> order;
    std::set<std::size_t> done;
    while (order.size() < chosen.size()) {
      for (const std::size_t i : chosen) {
        const auto ready = [&](std::size_t need) { return done.contains(need) || !chosen.contains(need); };
        if (done.contains(i) || !std::ranges::all_of(needs_[i], ready)) continue;
        done.insert(i);
        order.push_back(nodes_[i]);
        break;
      }
    }
    return order;
  }

  std::vector<Node> nodes_;
  const NodeFunctions& functions_;
  const Catalog& catalog_;
  const Configuration& configuration_;
  std::map<std::string, std::size_t> maker_;  // dataset → node
  std::vector<std::set<std::size_t>> needs_;  // node → nodes that make its inputs
};

}  // namespace

Result<RunPlan> MakePlan(const std::vector<Pipeline>& pipelines, const NodeFunctions& functions, const Catalog& catalog,
                         const Configuration& configuration, const NodeSelection& selection) {
  std::vector<Node> nodes;
  const auto add = [&](const Pipeline& pipeline) {
    for (const Node& node : pipeline.nodes) {
      const auto same = [&](const Node& other) { return other.where == node.where; };
      if (std::ranges::none_of(nodes, same)) nodes.push_back(node);
    }
  };
  for (const std::string& name : selection.pipelines) {
    const auto found = std::ranges::find(pipelines, name, &Pipeline::name);
    if (found == pipelines.end()) {
      std::vector<std::string> known;
      for (const Pipeline& pipeline : pipelines) known.push_back(pipeline.name);
      return Fail(ErrorCode::kConfiguration, FormatPhrase("there is no pipeline \"{}\"", "il n’y a pas de pipeline « {} »", name), ThereAre(known));
    }
    add(*found);
  }
  if (selection.pipelines.empty()) std::ranges::for_each(pipelines, add);
  KW_ASSIGN(std::vector<Node> order, Planner(std::move(nodes), functions, catalog, configuration).Order(selection));
  return RunPlan{std::move(order)};
}

}  // namespace kilowatch
