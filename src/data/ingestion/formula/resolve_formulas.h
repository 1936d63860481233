#pragma once

#include <cstddef>
#include <vector>

#include "data/ingestion/side_files.h"
#include "data/ingestion/source.h"

namespace kilowatch {

// A virtual meter whose parts are known.
struct VirtualMeter {
  struct Part {
    std::size_t meter = 0;  // as ResolvedFormulas counts them
    double factor = 1;
  };
  Meter meter;
  std::vector<Part> parts;    // in the order of the formula, each meter once
  std::size_t of_source = 0;  // the first of the source's meters that it comes from: its place, clock and weather
};

// The meters of `source`, then the virtual ones.
struct ResolvedFormulas {
  std::vector<VirtualMeter> meters;
};

// Puts meters for the words of the formulas of a list (the room's page says which). Errors: kConfiguration with file and line for a formula that cannot be read, an unknown
// name, a cycle, units that cannot be added, a name that has readings too.
Result<ResolvedFormulas> ResolveFormulas(const Source& source, const MeterList& list);

}  // namespace kilowatch
