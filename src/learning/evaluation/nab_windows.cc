#include "learning/evaluation/nab_windows.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace kilowatch {
namespace {

std::optional<Instant> StampOf(const nlohmann::json& value) {
  if (!value.is_string()) return std::nullopt;
  const auto& text = value.get_ref<const std::string&>();
  return ParseInstant(std::string_view(text).substr(0, text.find('.')));
}

std::optional<std::vector<Span>> WindowsOf(const nlohmann::json& list) {
  if (!list.is_array()) return std::nullopt;
  std::vector<Span> windows;
  for (const nlohmann::json& pair : list) {
    if (!pair.is_array() || pair.size() != 2) return std::nullopt;
    const auto begin = StampOf(pair[0]), last = StampOf(pair[1]);
    if (!begin || !last || *last < *begin) return std::nullopt;
    windows.push_back({*begin, *last + Seconds(1)});
  }
  std::ranges::sort(windows, {}, &Span::begin);
  return windows;
}

std::string StemOf(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  return name.substr(0, name.find_last_of('.'));
}

}  // namespace

std::optional<NabWindows> ParseNabWindows(std::string_view json) {
  const nlohmann::json document = nlohmann::json::parse(json, nullptr, false);
  if (!document.is_object() || document.empty()) return std::nullopt;
  NabWindows by_file;
  bool any = false;
  for (const auto& [file, list] : document.items()) {
    auto windows = WindowsOf(list);
    if (!windows) return std::nullopt;
    any = any || !windows->empty();
    by_file[StemOf(file)] = *std::move(windows);
  }
  return any ? std::optional(std::move(by_file)) : std::nullopt;
}

}  // namespace kilowatch
