#include "data/frame/holidays_table.h"

namespace kilowatch {
namespace {

constexpr HolidayTableEntry kHolidayEntries[] = {
#include "data/frame/holidays_table.inc"
};

}  // namespace

std::span<const HolidayTableEntry> HolidayTable() { return kHolidayEntries; }

}  // namespace kilowatch
