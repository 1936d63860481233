#pragma once

#include <string>
#include <string_view>

#include "foundation/base/result.h"

namespace kilowatch {

// Whether a text may be JSON: its first character that is no space is [ or {.
bool LooksLikeJson(std::string_view text);

// Readings in JSON as delimited text with a header, so that one path understands and reads all tables. Shapes:
//   [{"meter": …, "time": …, "value": …}, …], also as the only array of objects within an object, also one object a line;
//   {"columns": […], "data": [[…], …]};
//   {"METER": [[time, value], …], …} and {"METER": {"time": value, …}, …}.
// Columns stand in the order of their first appearance; null is an empty cell, true and false are 1 and 0.
// Error kUnreadable, with the line for broken JSON and the shapes for one that is none of these.
Result<std::string> JsonAsText(std::string_view json, const std::string& name);

}  // namespace kilowatch
