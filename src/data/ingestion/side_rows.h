#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "data/ingestion/csv/plan.h"
#include "data/ingestion/csv/text_file.h"

namespace kilowatch {

// Calls `row` with the fields of each row of data of a small file, and its line.
Status ForEachRow(const TextFile& file, const CsvPlan& plan, const std::function<void(std::span<const std::string_view>, std::int64_t)>& row);

}  // namespace kilowatch
