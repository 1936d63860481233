#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "workflow/pipelines/plan.h"

namespace kilowatch {

// What one node did.
struct NodeReport {
  std::string name;
  double seconds = 0;
  std::int64_t rows = -1;       // -1: not countable
  std::int64_t peak_bytes = 0;  // highest resident memory of the process so far
};

struct RunReport {
  std::vector<NodeReport> nodes;
  double seconds = 0;
};

// Told as a run goes on; for progress on a terminal.
class RunObserver {
 public:
  virtual ~RunObserver() = default;
  virtual void NodeStarts(const Node& node, std::size_t index, std::size_t count) = 0;
  virtual void NodeEnds(const NodeReport& report) = 0;
};

// Monotonic seconds; handed in so that nothing below reads a clock.
using Stopwatch = std::function<double()>;

struct RunContext {
  const NodeFunctions* functions = nullptr;      // never null
  const Catalog* catalog = nullptr;              // never null
  const Configuration* configuration = nullptr;  // never null
  RunObserver* observer = nullptr;               // may be null
  Stopwatch stopwatch;
  std::stop_token stop;
};

// Runs the plan's nodes one after the other (each uses all cores itself). Outputs that the catalog knows are saved, the others stay in memory until their
// last reader is done. Errors: that of the first node that fails, with its name; kInterrupted between nodes.
Result<RunReport> RunNodes(const RunPlan& plan, const RunContext& context);

// {"nodes": [{"name", "seconds", "rows", "peak_bytes"}], "seconds"}.
nlohmann::ordered_json RunReportJson(const RunReport& report);

}  // namespace kilowatch
