#pragma once

#include <functional>
#include <map>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "foundation/base/result.h"
#include "workflow/catalog/configuration.h"
#include "workflow/catalog/dataset.h"

namespace kilowatch {

// What a node's function gets: its inputs in the order of its declaration, and the question whether to stop.
struct NodeCall {
  std::span<const DataValue> inputs;
  std::stop_token stop;
};

// One input or output of a function: what it is called in messages and the kind of value ("meters", "bundle", "parameters", …).
struct Port {
  std::string name;
  std::string kind;
};

// What a node gives back: its outputs in order, and the rows it worked on, for the run report (-1: not countable).
struct NodeOutput {
  std::vector<DataValue> values;
  std::int64_t rows = -1;
};

// A function that nodes can name. Must be thread safe and free of hidden state.
struct NodeFunction {
  std::vector<Port> inputs;
  std::vector<Port> outputs;
  Phrase about;  // one sentence for `pipeline describe`
  std::function<Result<NodeOutput>(const NodeCall&)> call;
};

using NodeFunctions = std::map<std::string, NodeFunction>;

// One step: a function, and the datasets or parameters ("params:a.b", "parameters") that it takes and gives.
struct Node {
  std::string name;
  std::string function;
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  std::set<std::string> tags;
  std::string where;  // file:line
};

struct Pipeline {
  std::string name;
  std::vector<Node> nodes;  // as written
};

// The pipelines of a `pipelines.yml`: name → list of {name, func, inputs, outputs, tags}. Inputs and outputs are a name or a list of names.
// Errors, with file and line: kConfiguration for an unknown key, a node without func, a name that two nodes of one pipeline have.
Result<std::vector<Pipeline>> ParsePipelines(const ConfigurationSection& section);

// Whether an input names parameters rather than a dataset.
bool IsParameter(std::string_view input);

}  // namespace kilowatch
