#pragma once

#include <CLI/CLI.hpp>

#include <functional>

#include "console.h"

namespace kilowatch {

// Set by the command that the user named; run after parsing.
using Action = std::function<Status(const Console&)>;

void AddDetect(CLI::App& app, Action& action);
void AddScore(CLI::App& app, Action& action);
void AddTrain(CLI::App& app, Action& action);
void AddEvaluate(CLI::App& app, Action& action);
void AddReport(CLI::App& app, Action& action);
void AddDescribe(CLI::App& app, Action& action);
void AddSimulate(CLI::App& app, Action& action);
void AddRun(CLI::App& app, Action& action);
void AddCatalog(CLI::App& app, Action& action);
void AddPipeline(CLI::App& app, Action& action);

}  // namespace kilowatch
