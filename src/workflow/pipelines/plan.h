#pragma once

#include <string>
#include <vector>

#include "workflow/catalog/catalog.h"
#include "workflow/pipelines/pipeline.h"

namespace kilowatch {

// Which nodes to run; empty lists mean all. As Kedro's flags: nodes given by name; from-nodes and all that follow; to-nodes and all that they need;
// tags: any of them.
struct NodeSelection {
  std::vector<std::string> pipelines;
  std::vector<std::string> nodes;
  std::vector<std::string> from_nodes;
  std::vector<std::string> to_nodes;
  std::vector<std::string> tags;
};

// Nodes in an order in which each one's inputs stand ready, ties by the order of writing.
struct RunPlan {
  std::vector<Node> nodes;
};

// Checks the whole before anything runs. Errors, each with file and line: kConfiguration for an unknown function, a wrong number of inputs or outputs, an input
// that no node makes and the catalog or the parameters do not have, an output that two nodes make, a kind that does not fit, a cycle (naming it),
// a selection that names nothing.
Result<RunPlan> MakePlan(const std::vector<Pipeline>& pipelines, const NodeFunctions& functions, const Catalog& catalog,
                         const Configuration& configuration, const NodeSelection& selection);

}  // namespace kilowatch
