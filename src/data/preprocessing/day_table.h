#pragma once

#include <cstdint>
#include <vector>

#include "data/frame/grid.h"
#include "data/frame/site.h"
#include "data/preprocessing/clean_block.h"

namespace kilowatch {

// The local calendar of a grid: see CleanBlock::slot_of_week, day_of and days. One zone lookup for each offset period, not for each cell.
struct DayTable {
  std::vector<std::uint16_t> slot_of_week;
  std::vector<std::uint32_t> day_of;
  std::vector<BlockDay> days;
};

DayTable MakeDayTable(const Grid& grid, const Site& site);

}  // namespace kilowatch
