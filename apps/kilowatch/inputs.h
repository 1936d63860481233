#pragma once

#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

#include "console.h"
#include "data/ingestion/source.h"

namespace kilowatch {

// The inputs of a command and what the user says about them: the flags that detect, score, train, evaluate, report and describe share.
struct InputFlags {
  std::vector<std::string> paths;
  InputOptions options;
  std::string interval;
  std::string from;
  std::string to;

  // The stretch of --from and --to. Errors: kUsage.
  Result<Span> Period() const;
  // Errors: kUsage for a value that cannot be; else those of OpenInputs.
  Result<std::unique_ptr<Source>> Open(const Console& console) const;
};

// Adds INPUT… and the override flags to `command`.
void AddInputFlags(CLI::App& command, const Say& say, InputFlags& flags);

}  // namespace kilowatch
