#include "workflow/pipelines/run.h"

#include <sys/resource.h>

#include <algorithm>
#include <map>

#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

std::int64_t PeakBytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return std::int64_t{1024} * usage.ru_maxrss;
}

// The values that are alive between nodes.
class Workbench {
 public:
  Workbench(const RunPlan& plan, const RunContext& context) : context_(context) {
    for (const Node& node : plan.nodes) {
      for (const std::string& input : node.inputs) ++readers_[input];
    }
  }

  Result<DataValue> Take(const std::string& name) {
    if (name == "parameters") return DataValue(context_.configuration->AllParameters());
    if (IsParameter(name)) {
      KW_ASSIGN(auto value, context_.configuration->Parameter(std::string_view(name).substr(7)));
      return DataValue(std::move(value));
    }
    if (const auto found = values_.find(name); found != values_.end()) {
      if (--readers_[name] > 0) return found->second;
      DataValue last = std::move(found->second);
      values_.erase(found);
      return last;
    }
    const auto entry = context_.catalog->Find(name);
    KW_ASSIGN(const auto dataset, context_.catalog->Open(*entry));
    if (!dataset->Exists()) {
      return Fail(
          ErrorCode::kNotFound,
          FormatPhrase("dataset \"{}\" ({}): {} is not there", "jeu de données « {} » ({}) : {} n’existe pas", name, entry->where, entry->filepath),
          {"Make it, or run the node that does", "Créez-le, ou exécutez le nœud qui le produit"});
    }
    return dataset->Load();
  }

  Status Keep(const std::string& name, DataValue value) {
    const auto entry = context_.catalog->Find(name);
    if (entry && entry->type != "MemoryDataset") {
      KW_ASSIGN(const auto dataset, context_.catalog->Open(*entry));
      KW_RETURN_IF_ERROR(dataset->Save(value));
    }
    if (readers_[name] > 0) values_[name] = std::move(value);
    return {};
  }

 private:
  const RunContext& context_;
  std::map<std::string, int> readers_;
  std::map<std::string, DataValue> values_;
};

Result<NodeReport> RunNode(const Node& node, Workbench& bench, const RunContext& context) {
  const double start = context.stopwatch();
  std::vector<DataValue> inputs;
  for (const std::string& name : node.inputs) {
    KW_ASSIGN(DataValue value, bench.Take(name));
    inputs.push_back(std::move(value));
  }
  KW_ASSIGN(NodeOutput output, context.functions->at(node.function).call({inputs, context.stop}));
  inputs.clear();
  if (output.values.size() != node.outputs.size()) {
    return Fail(ErrorCode::kInvalid, FormatPhrase("{} gave {} values instead of {}", "{} a donné {} valeurs au lieu de {}", node.function,
                                                  output.values.size(), node.outputs.size()));
  }
  for (std::size_t i = 0; i < node.outputs.size(); ++i) KW_RETURN_IF_ERROR(bench.Keep(node.outputs[i], std::move(output.values[i])));
  return NodeReport{node.name, context.stopwatch() - start, output.rows, PeakBytes()};
}

}  // namespace

Result<RunReport> RunNodes(const RunPlan& plan, const RunContext& context) {
  Workbench bench(plan, context);
  RunReport report;
  const double start = context.stopwatch();
  for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
    if (context.stop.stop_requested()) {
      return Fail(ErrorCode::kInterrupted,
                  FormatPhrase("stopped as you asked before node \"{}\"", "arrêt à votre demande avant le nœud « {} »", plan.nodes[i].name));
    }
    if (context.observer != nullptr) context.observer->NodeStarts(plan.nodes[i], i, plan.nodes.size());
    auto done = RunNode(plan.nodes[i], bench, context);
    if (!done) {
      Error error = std::move(done).error();
      error.At(FormatPhrase("node \"{}\"", "nœud « {} »", plan.nodes[i].name));
      return std::unexpected(std::move(error));
    }
    if (context.observer != nullptr) context.observer->NodeEnds(*done);
    report.nodes.push_back(*std::move(done));
  }
  report.seconds = context.stopwatch() - start;
  return report;
}

nlohmann::ordered_json RunReportJson(const RunReport& report) {
  nlohmann::ordered_json nodes = nlohmann::ordered_json::array();
  for (const NodeReport& node : report.nodes) {
    nlohmann::ordered_json item = {{"name", node.name}, {"seconds", node.seconds}, {"rows", nullptr}, {"peak_bytes", node.peak_bytes}};
    if (node.rows >= 0) item["rows"] = node.rows;
    nodes.push_back(std::move(item));
  }
  return {{"nodes", std::move(nodes)}, {"seconds", report.seconds}};
}

}  // namespace kilowatch
