#pragma once

#include <CLI/CLI.hpp>

#include <string>

#include "console.h"
#include "workflow/catalog/catalog.h"
#include "workflow/pipelines/plan.h"

namespace kilowatch {

// The flags of everything that works on a project folder: run, catalog, pipeline.
struct ProjectFlags {
  std::string folder = "config";
  std::string environment;
  std::string parameters;
};

void AddProjectFlags(CLI::App& command, const Say& say, ProjectFlags& flags);

// A project's configuration, read and checked.
struct Project {
  Configuration configuration;
  Catalog catalog;
  std::vector<Pipeline> pipelines;
  NodeFunctions functions;
};

// Errors: those of LoadConfiguration, Catalog::Create and ParsePipelines.
Result<Project> OpenProject(const ProjectFlags& flags, const Console& console);

// The flags of run and pipeline that choose nodes, as Kedro has them.
void AddSelectionFlags(CLI::App& command, const Say& say, NodeSelection& selection);

}  // namespace kilowatch
