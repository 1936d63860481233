#pragma once

#include <functional>
#include <string>

#include <nlohmann/json.hpp>

#include "foundation/base/result.h"

namespace kilowatch {

// What `${…}` may refer to. `section` holds the top-level keys beside the value, hidden ones (`_base`) too.
struct InterpolationScope {
  const nlohmann::ordered_json* section = nullptr;
  const nlohmann::ordered_json* globals = nullptr;
  const nlohmann::ordered_json* runtime_parameters = nullptr;  // null where Kedro does not allow them
  std::function<const char*(const std::string&)> environment;  // empty where Kedro does not allow oc.env
};

// Replaces `${key.sub}`, `${globals:key,default}`, `${runtime_params:key,default}` and `${oc.env:NAME,default}` in every text of `value`. A text that is one
// interpolation and nothing else takes the referred value with its type. Errors: kConfiguration naming what it refers to, or a resolver we lack.
Result<nlohmann::ordered_json> Interpolate(const nlohmann::ordered_json& value, const InterpolationScope& scope);

// The value at "a.b.c" below `root`, or null where a key is missing.
const nlohmann::ordered_json* FindDotted(const nlohmann::ordered_json& root, std::string_view dotted);

}  // namespace kilowatch
