#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "foundation/base/result.h"

namespace kilowatch {

// "parquet" or "arrow" by a file's first bytes, else "".
std::string_view TableFormat(std::string_view head);

// A Parquet or Arrow file as delimited text with a header, so that one path understands and reads all tables. Stamps become ISO 8601: with Z where the
// column has a zone. Errors: those of TableReader.
Result<std::string> TableAsText(const std::filesystem::path& path);

}  // namespace kilowatch
