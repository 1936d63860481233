#include "data/frame/meter.h"

#include <array>
#include <utility>

namespace kilowatch {
namespace {

constexpr std::array<std::pair<std::string_view, MeterRole>, 5> kRoles = {{
    {"main", MeterRole::kMain},
    {"sub", MeterRole::kSub},
    {"virtual", MeterRole::kVirtual},
    {"generation", MeterRole::kGeneration},
    {"export", MeterRole::kExport},
}};

}  // namespace

std::string_view MeterRoleName(MeterRole role) {
  for (const auto& [name, value] : kRoles) {
    if (value == role) return name;
  }
  return "main";
}

std::optional<MeterRole> ParseMeterRole(std::string_view name) {
  for (const auto& [known, value] : kRoles) {
    if (known == name) return value;
  }
  return std::nullopt;
}

}  // namespace kilowatch
