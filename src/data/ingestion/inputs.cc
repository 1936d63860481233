#include "data/ingestion/inputs.h"

#include <glob.h>

#include <algorithm>
#include <array>
#include <set>
#include <system_error>

#include "foundation/base/format_phrase.h"
#include "foundation/base/system_reason.h"

namespace kilowatch {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 12> kTables = {".csv",   ".tsv",    ".tab",     ".txt",   ".dat",     ".json",
                                                      ".jsonl", ".ndjson", ".parquet", ".arrow", ".feather", ".ipc"};

std::string LowerExtension(const fs::path& path) {
  std::string extension = path.extension().string();
  std::ranges::transform(extension, extension.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return extension;
}

bool MayBeTable(fs::path path) {
  if (LowerExtension(path) == ".gz") path.replace_extension();
  return std::ranges::find(kTables, LowerExtension(path)) != kTables.end();
}

Status AddFolder(const fs::path& folder, Inputs& inputs) {
  std::error_code error;
  std::vector<fs::path> found;
  std::vector<fs::path> open_folders = {folder};
  while (!open_folders.empty()) {
    const fs::path current = open_folders.back();
    open_folders.pop_back();
    fs::directory_iterator entries(current, error);
    if (error && current == folder) {
      return Fail(
          ErrorCode::kIo,
          FormatPhrase("cannot read the folder {}: {}", "impossible de lire le dossier {} : {}", current.string(), SystemReason(error.value())),
          {"Check its permissions", "Vérifiez ses droits"});
    }
    if (error) {
      inputs.skipped.push_back(
          {current, FormatPhrase("cannot read the folder: {}", "impossible de lire le dossier : {}", SystemReason(error.value()))});
      continue;
    }
    for (const fs::directory_iterator end; entries != end; entries.increment(error)) {
      const fs::path path = entries->path();
      if (path.filename().string().starts_with('.')) continue;
      std::error_code ignored;
      // A linked folder is not entered, so that a loop of links ends.
      if (entries->is_directory(ignored)) {
        if (!entries->is_symlink(ignored)) open_folders.push_back(path);
      } else {
        found.push_back(path);
      }
    }
  }
  std::ranges::sort(found);
  for (const fs::path& path : found) {
    if (MayBeTable(path)) {
      inputs.files.push_back({path, false});
    } else {
      inputs.skipped.push_back({path, {"not a table", "pas un tableau"}});
    }
  }
  return {};
}

bool IsGlob(const std::string& path) { return path.find_first_of("*?[") != std::string::npos; }

std::vector<std::string> Matches(const std::string& pattern) {
  glob_t matched{};
  std::vector<std::string> paths;
  if (::glob(pattern.c_str(), 0, nullptr, &matched) == 0) paths.assign(matched.gl_pathv, matched.gl_pathv + matched.gl_pathc);
  ::globfree(&matched);
  return paths;
}

Status AddPath(const std::string& path, Inputs& inputs) {
  if (path == "-") {
    inputs.files.push_back({path, true});
    return {};
  }
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    const std::vector<std::string> matched = IsGlob(path) ? Matches(path) : std::vector<std::string>();
    if (matched.empty()) {
      return Fail(ErrorCode::kNotFound, FormatPhrase("{} does not exist", "{} n’existe pas", path),
                  IsGlob(path) ? Phrase{"No file matches the pattern", "Aucun fichier ne correspond au motif"}
                               : Phrase{"Check the path", "Vérifiez le chemin"});
    }
    for (const std::string& match : matched) {
      KW_RETURN_IF_ERROR(AddPath(match, inputs));
    }
    return {};
  }
  if (error) {
    return Fail(ErrorCode::kIo, FormatPhrase("cannot read {}: {}", "impossible de lire {} : {}", path, SystemReason(error.value())),
                {"Check the permissions of the file and its folder", "Vérifiez les droits sur le fichier et son dossier"});
  }
  if (status.type() == fs::file_type::directory) return AddFolder(path, inputs);
  inputs.files.push_back({path, true});
  return {};
}

}  // namespace

Result<Inputs> ExpandInputs(const std::vector<std::string>& paths) {
  Inputs inputs;
  for (const std::string& path : paths) {
    KW_RETURN_IF_ERROR(AddPath(path, inputs));
  }
  std::set<fs::path> seen;
  std::erase_if(inputs.files, [&](const InputPath& input) { return !seen.insert(input.path.lexically_normal()).second; });
  return inputs;
}

std::string Stem(const fs::path& path) {
  fs::path name = path.filename();
  if (LowerExtension(name) == ".gz") name.replace_extension();
  if (std::ranges::find(kTables, LowerExtension(name)) != kTables.end()) name.replace_extension();
  return name == "-" ? "standard input" : name.string();
}

}  // namespace kilowatch
