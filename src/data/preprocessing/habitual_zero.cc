#include "data/preprocessing/habitual_zero.h"

namespace kilowatch {
namespace {

constexpr std::size_t kDaysAround = 28;
constexpr int kLeastOthers = 3;
constexpr std::size_t kMostHours = 14;

bool InShortZeroRun(std::span<const double> value, std::size_t cell, std::size_t most) {
  if (value[cell] != 0) return false;
  std::size_t length = 1;
  for (std::size_t i = cell; i > 0 && value[i - 1] == 0 && length <= most; --i) ++length;
  for (std::size_t i = cell + 1; i < value.size() && value[i] == 0 && length <= most; ++i) ++length;
  return length <= most;
}

}  // namespace

bool IsHabitualZero(const Grid& grid, std::span<const double> value, std::size_t cell, bool live) {
  if (grid.spacing() != Spacing::kFixed || grid.step() > Seconds(3600)) return false;
  const auto day = static_cast<std::size_t>(Seconds(86400) / grid.step());
  const std::size_t most = kMostHours * day / 24;
  if (!InShortZeroRun(value, cell, most)) return false;
  int others = 0;
  for (std::size_t days = 1; days <= kDaysAround && others < kLeastOthers; ++days) {
    const std::size_t apart = days * day;
    if (cell >= apart && InShortZeroRun(value, cell - apart, most)) ++others;
    if (!live && cell + apart < value.size() && InShortZeroRun(value, cell + apart, most)) ++others;
  }
  return others >= kLeastOthers;
}

}  // namespace kilowatch
