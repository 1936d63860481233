#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "foundation/base/result.h"

namespace kilowatch {

// A file to look at.
struct InputPath {
  std::filesystem::path path;  // "-" is standard input
  bool named = false;          // the user named it, or a glob that matches it; not only its folder
};

// What lies in a folder but is not looked at, or could not be.
struct SkippedPath {
  std::filesystem::path path;
  Phrase why;
};

struct Inputs {
  std::vector<InputPath> files;  // in the order of the paths, those of a folder or glob sorted; each once
  std::vector<SkippedPath> skipped;
};

// Expands files, folders (with all below, hidden ones left out), globs and "-". In a folder, only what may be a table is taken: csv, tsv, tab, txt, dat,
// json, also with .gz. Errors: kNotFound for a path or glob that matches nothing, kIo for a folder that may not be read.
Result<Inputs> ExpandInputs(const std::vector<std::string>& paths);

// The file's name without folder and without .gz, .csv and the like.
std::string Stem(const std::filesystem::path& path);

}  // namespace kilowatch
