#pragma once

#include <span>
#include <string_view>

namespace kilowatch {

struct ZoneCountry {
  std::string_view zone;
  std::string_view country;
};

// Sorted by zone, byte by byte.
std::span<const ZoneCountry> ZoneCountries();

}  // namespace kilowatch
