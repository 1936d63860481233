#pragma once

#include <map>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "foundation/base/result.h"

namespace kilowatch {

// One YAML (or JSON) document as JSON values, and the line on which each stands.
struct YamlDocument {
  std::string name;  // the file, for messages
  nlohmann::ordered_json value;
  std::map<std::string, int> lines;  // JSON pointer → line, from 1; "" is the document

  // "catalog.yml:12" for the value at `pointer`, or for its nearest parent.
  std::string Where(std::string_view pointer) const;
};

// Plain scalars become null, booleans, integers or numbers as YAML 1.2's core schema says; quoted ones stay text. Errors, each with file and line:
// kConfiguration for broken YAML, a key that stands twice in one mapping, more than a million values, or nesting deeper than 64.
Result<YamlDocument> ParseYaml(std::string_view text, std::string name);

}  // namespace kilowatch
