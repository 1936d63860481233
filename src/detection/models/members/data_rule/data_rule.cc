#include "detection/models/members/data_rule/data_rule.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "detection/models/members/data_rule/placeholder.h"
#include "detection/models/members/rarity.h"
#include "detection/models/members/share.h"

namespace kilowatch {
namespace {

constexpr double kLowWeight = 2;
constexpr double kPlaceholderWeight = 3;

void AddLow(MemberContext& context, std::span<double> strangeness) {
  const std::size_t size = context.size();
  const LowReadings& low = context.Low();
  std::vector<std::uint8_t> readings(size);
  for (std::size_t i = 0; i < size; ++i) readings[i] = context.view().value[i] == context.view().value[i] ? 1 : 0;
  Scratch share(context.pool(), size);
  Share(context, Repeated::kLow, low.is_low, readings, share);
  for (std::size_t i = 0; i < size; ++i) {
    if (low.is_low[i] != 0) strangeness[i] += kLowWeight * std::max(0.0, -std::log10(share[i])) * low.rarity[i];
  }
}

}  // namespace

void AddDataRule(MemberContext& context, std::span<double> strangeness) {
  AddLow(context, strangeness);
  const std::vector<std::uint8_t> placeholder = FindPlaceholders(context);
  std::vector<double> rarity(context.size());
  Rarity(context, Rare::kPlaceholder, placeholder, rarity);
  for (std::size_t i = 0; i < context.size(); ++i) {
    if (placeholder[i] != 0) strangeness[i] += kPlaceholderWeight * rarity[i];
  }
}

}  // namespace kilowatch
