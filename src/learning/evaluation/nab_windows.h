#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/instant.h"

namespace kilowatch {

// Labelled windows by file, named without folder and ending: "nyc_taxi". The last second of a window belongs to it.
using NabWindows = std::map<std::string, std::vector<Span>>;

// Label files as the Numenta Anomaly Benchmark has them: {"folder/file.csv": [["2013-12-15 07:00:00.000000", "2013-12-30 09:00:00.000000"], …], …}.
// Stamps are taken as they stand. Nothing for a text of any other shape.
std::optional<NabWindows> ParseNabWindows(std::string_view json);

}  // namespace kilowatch
