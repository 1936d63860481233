#include "detection/models/live/reading_ring.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kilowatch {
namespace {

constexpr double kNear = 10;
constexpr int kNearCodes = 1800;  // to each side of the middle
constexpr int kFarCodes = 231;    // beyond that, to each side
constexpr int kMiddleCode = kNearCodes + kFarCodes + 1;
constexpr double kFarthest = 1e6;
static_assert(kMiddleCode + kNearCodes + kFarCodes < ReadingRing::kFirstNamed);

double FarStep() { return std::log(kFarthest / kNear) / kFarCodes; }

std::array<float, ReadingRing::kFirstNamed> MakeDistances() {
  std::array<float, ReadingRing::kFirstNamed> table{};
  for (int code = 1; code < ReadingRing::kFirstNamed; ++code) {
    const int steps = code - kMiddleCode;
    const int size = std::abs(steps);
    const double distance = size <= kNearCodes ? size * ReadingRing::kStep : kNear * std::exp((size - kNearCodes) * FarStep());
    table[static_cast<std::size_t>(code)] = static_cast<float>(steps < 0 ? -distance : distance);
  }
  table[ReadingRing::kNone] = std::numeric_limits<float>::quiet_NaN();
  return table;
}

}  // namespace

std::uint16_t ReadingRing::CodeOf(double distance) {
  const double size = std::min(std::abs(distance), kFarthest);
  const int steps = size <= kNear ? static_cast<int>(std::lround(size / kStep))
                                  : kNearCodes + std::clamp(static_cast<int>(std::lround(std::log(size / kNear) / FarStep())), 0, kFarCodes);
  return static_cast<std::uint16_t>(kMiddleCode + (distance < 0 ? -steps : steps));
}

float ReadingRing::DistanceOf(std::uint16_t code) {
  static const std::array<float, kFirstNamed> table = MakeDistances();
  return table[code];
}

}  // namespace kilowatch
