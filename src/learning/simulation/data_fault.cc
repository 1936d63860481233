#include "learning/simulation/data_fault.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace kilowatch {
namespace {

// Codes that meters send instead of a reading: all bits set, in the widths that are seen.
constexpr double kElectricityError = 4294967.295;
constexpr double kGasError = 16777.215;

double LongestHours(InjectedKind kind) {
  switch (kind) {
    case InjectedKind::kOutage: return 96;
    case InjectedKind::kFrozen: return 7 * 24;
    case InjectedKind::kMissing: return 5 * 24;
    default: return 0;
  }
}

double ShortestHours(InjectedKind kind) { return kind == InjectedKind::kFrozen ? 12 : kind == InjectedKind::kOutage ? 3 : 6; }

std::int64_t MeanOf(const SimulatedMeter& meter) {
  std::int64_t sum = 0;
  for (const std::int64_t x : meter.truth) sum += x;
  return meter.truth.empty() ? 0 : sum / static_cast<std::int64_t>(meter.truth.size());
}

// A fault that shows: most of the readings differ from what they replace.
bool Shows(const DataFault& fault, const SimulatedMeter& meter) {
  if (fault.kind == InjectedKind::kMissing || fault.kind == InjectedKind::kErrorCode) return true;
  std::uint32_t differing = 0;
  for (std::uint32_t i = fault.place.begin; i < fault.place.end; ++i) differing += meter.actual[i] != fault.value;
  return 2 * differing > fault.place.end - fault.place.begin;
}

}  // namespace

std::optional<DataFault> DrawDataFault(InjectedKind kind, const SimulatedMeter& meter, const SimulationClock& clock, Random& random) {
  DataFault fault{kind, {}, 0, false, RowState::kAbsent};
  const double hours = random.Uniform(ShortestHours(kind), std::max(ShortestHours(kind), LongestHours(kind)));
  const auto cells = static_cast<std::uint32_t>(std::max(1L, std::lround(hours / clock.Hours())));
  const std::uint32_t length = kind == InjectedKind::kErrorCode ? 1 : cells;
  if (length * 4 + 2 > clock.size()) return std::nullopt;
  fault.place.begin = 1 + random.Below(static_cast<std::uint32_t>(clock.size()) - length - 2);
  fault.place.end = fault.place.begin + length;
  const bool zero = random.Chance(0.7), catches_up = random.Chance(0.4);
  const double low = random.Uniform(0.02, 0.15);
  if (kind == InjectedKind::kOutage) {
    fault.value = zero ? 0 : std::llround(low * static_cast<double>(std::abs(MeanOf(meter))));
    fault.catch_up = catches_up;
  }
  if (kind == InjectedKind::kFrozen) fault.value = meter.actual[fault.place.begin - 1];
  if (kind == InjectedKind::kMissing && !zero) fault.gone = RowState::kEmpty;
  if (kind == InjectedKind::kErrorCode) {
    const double code = meter.meter.commodity == Commodity::kGas ? kGasError : kElectricityError;
    fault.value = std::llround(code * std::pow(10.0, meter.decimals));
  }
  return Shows(fault, meter) ? std::optional(fault) : std::nullopt;
}

void ApplyDataFault(const DataFault& fault, SimulatedMeter& meter) {
  std::int64_t uncounted = 0;
  for (std::uint32_t i = fault.place.begin; i < fault.place.end; ++i) {
    if (fault.kind == InjectedKind::kMissing) {
      meter.state[i] = fault.gone;
    } else {
      uncounted += meter.actual[i] - fault.value;
      meter.actual[i] = fault.value;
    }
  }
  if (fault.catch_up) meter.actual[fault.place.end] += uncounted;
}

}  // namespace kilowatch
