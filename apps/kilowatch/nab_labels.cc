#include "nab_labels.h"

#include <filesystem>
#include <string>
#include <vector>

#include "foundation/base/file.h"

namespace kilowatch {

std::optional<NabWindows> FindNabWindows(const InputFlags& input) {
  std::vector<std::filesystem::path> candidates;
  if (!input.options.labels.empty()) {
    candidates.emplace_back(input.options.labels);
  } else {
    for (const std::string& path : input.paths) candidates.push_back(std::filesystem::path(path) / "combined_windows.json");
  }
  for (const std::filesystem::path& path : candidates) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) continue;
    const auto text = ReadFile(path);
    if (!text) continue;
    if (auto windows = ParseNabWindows(*text)) return windows;
  }
  return std::nullopt;
}

}  // namespace kilowatch
