#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "foundation/base/instant.h"
#include "foundation/base/unit.h"

namespace kilowatch {

enum class MeterRole { kMain, kSub, kVirtual, kGeneration, kExport };

// "main", "sub", "virtual", "generation", "export".
std::string_view MeterRoleName(MeterRole role);
std::optional<MeterRole> ParseMeterRole(std::string_view name);

// One series of readings and what is known of it. Empty text means unknown.
struct Meter {
  std::string name;  // unique within a run
  std::string site;
  std::string parent;  // the main meter above a sub-meter
  MeterRole role = MeterRole::kMain;
  Commodity commodity = Commodity::kElectricity;
  Unit unit = Unit::kKwh;
  std::optional<double> floor_area_m2;
  std::string use;   // "office", "school", … as the meter list says
  std::string zone;  // IANA name; empty: stamps are read as they stand
  std::string tariff;
  std::optional<Instant> valid_from;
  std::optional<Instant> valid_to;  // exclusive
};

}  // namespace kilowatch
