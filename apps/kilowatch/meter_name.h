#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "data/frame/meter.h"
#include "foundation/base/result.h"

namespace kilowatch {

// The meter that a person means: of that name, else the only one whose name has it as a part, whatever the case. Error kUsage with the names that are near.
Result<std::size_t> FindMeterNamed(const std::string& name, const std::vector<Meter>& meters);

}  // namespace kilowatch
