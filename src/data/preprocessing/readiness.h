#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "data/frame/grid.h"
#include "data/frame/quality.h"
#include "foundation/base/phrase.h"

namespace kilowatch {

// Why the readings of one meter do not carry a judgement, and what would help; nothing if they do. `day_of` numbers the local day of each cell.
std::optional<Phrase> WhyNotJudged(const Grid& grid, std::span<const double> value, std::span<const Quality> quality,
                                   std::span<const std::uint32_t> day_of, double minimum_days);

}  // namespace kilowatch
