#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "data/ingestion/understanding.h"
#include "foundation/base/phrase.h"

namespace kilowatch {

// What `kilowatch describe` prints of one file: its role, how it is written, each column with its role, unit and reason, and what was assumed.
// Columns of one role and reason in a row (the hours of a day, hundreds of meters) are told together.
std::string DescribeText(const FileUnderstanding& file, Language language);

// One entry of `understood[]`. Reasons have both languages: {"en": …, "fr": …}.
nlohmann::json UnderstandingJson(const FileUnderstanding& file);

}  // namespace kilowatch
