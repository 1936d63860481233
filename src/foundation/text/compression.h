#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "foundation/base/result.h"

namespace kilowatch {

// Whether the bytes begin as a gzip member does (RFC 1952).
bool LooksGzipped(std::string_view bytes);

// All members of a gzip file, one after another, with their checksums checked. `name` is the file that an error names.
// Errors: kUnreadable for a truncated or damaged file, kInvalid where more than `limit` bytes would come out. Thread safe.
Result<std::string> Gunzip(std::string_view bytes, std::string_view name, std::size_t limit = std::size_t{1} << 36);

// One gzip member at a middling level; the same bytes for the same input.
std::string Gzip(std::string_view bytes);

}  // namespace kilowatch
