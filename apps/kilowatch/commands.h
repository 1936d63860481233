#pragma once

#include <CLI/CLI.hpp>

#include <functional>

#include "console.h"

namespace kilowatch {

// Set by the command that the user named; run after parsing.
using Action = std::function<Status(const Console&)>;

// Each adds its command, with help in the language of `say`.
void AddDetect(CLI::App& app, const Say& say, Action& action);
void AddScore(CLI::App& app, const Say& say, Action& action);
void AddExplain(CLI::App& app, const Say& say, Action& action);
void AddTrain(CLI::App& app, const Say& say, Action& action);
void AddEvaluate(CLI::App& app, const Say& say, Action& action);
void AddBenchmark(CLI::App& app, const Say& say, Action& action);
void AddReport(CLI::App& app, const Say& say, Action& action);
void AddDescribe(CLI::App& app, const Say& say, Action& action);
void AddSimulate(CLI::App& app, const Say& say, Action& action);
void AddRun(CLI::App& app, const Say& say, Action& action);
void AddCatalog(CLI::App& app, const Say& say, Action& action);
void AddPipeline(CLI::App& app, const Say& say, Action& action);

}  // namespace kilowatch
