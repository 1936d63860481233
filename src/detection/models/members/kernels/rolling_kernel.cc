#include "detection/models/members/kernels/rolling_kernel.h"

#include <algorithm>
#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "detection/models/members/kernels/rolling_kernel.cc"
#include "foundation/base/simd_targets.h"
// clang-format off
#include "foundation/base/simd.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace kilowatch {
namespace HWY_NAMESPACE {

// Cells whose columns stay in the first-level cache while the window's offsets pass.
constexpr std::size_t kCellTile = 512;

// For cells [begin, end), from the earliest offset: those of them for which cell + offset exists.
struct Reach {
  std::ptrdiff_t offset;
  std::size_t begin;
  std::size_t end;
};

HWY_INLINE Reach ReachOf(std::ptrdiff_t offset, std::size_t size, std::size_t begin, std::size_t end) {
  const std::size_t back = offset < 0 ? static_cast<std::size_t>(-offset) : 0;
  const std::size_t ahead = offset > 0 ? static_cast<std::size_t>(offset) : 0;
  const std::size_t first = std::max(begin, std::min(back, size));
  const std::size_t last = std::min(end, size > ahead ? size - ahead : 0);
  return {offset, first, std::max(first, last)};
}

void RollingSumsHere(const double* x, std::size_t size, Window window, double* sum, double* count) {
  for (std::size_t tile = 0; tile < size; tile += kCellTile) {
    const std::size_t end = std::min(tile + kCellTile, size);
    std::fill(sum + tile, sum + end, 0.0);
    std::fill(count + tile, count + end, 0.0);
    for (auto k = -static_cast<std::ptrdiff_t>(window.before); k <= static_cast<std::ptrdiff_t>(window.after); ++k) {
      const Reach reach = ReachOf(k, size, tile, end);
      const double* shifted = x + k;
      for (std::size_t i = reach.begin; i < reach.end; ++i) {
        const double a = shifted[i];
        sum[i] += a == a ? a : 0.0;
        count[i] += a == a ? 1.0 : 0.0;
      }
    }
  }
}

void RollingSquaresHere(const double* x, std::size_t size, Window window, const double* middle, double* squares) {
  for (std::size_t tile = 0; tile < size; tile += kCellTile) {
    const std::size_t end = std::min(tile + kCellTile, size);
    std::fill(squares + tile, squares + end, 0.0);
    for (auto k = -static_cast<std::ptrdiff_t>(window.before); k <= static_cast<std::ptrdiff_t>(window.after); ++k) {
      const Reach reach = ReachOf(k, size, tile, end);
      const double* shifted = x + k;
      for (std::size_t i = reach.begin; i < reach.end; ++i) {
        const double d = shifted[i] - middle[i];
        squares[i] += d == d ? d * d : 0.0;
      }
    }
  }
}

void RollingGreatestHere(const double* x, std::size_t size, Window window, double* most) {
  for (std::size_t tile = 0; tile < size; tile += kCellTile) {
    const std::size_t end = std::min(tile + kCellTile, size);
    std::fill(most + tile, most + end, -std::numeric_limits<double>::infinity());
    for (auto k = -static_cast<std::ptrdiff_t>(window.before); k <= static_cast<std::ptrdiff_t>(window.after); ++k) {
      const Reach reach = ReachOf(k, size, tile, end);
      const double* shifted = x + k;
      for (std::size_t i = reach.begin; i < reach.end; ++i) most[i] = shifted[i] > most[i] ? shifted[i] : most[i];
    }
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace kilowatch
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kilowatch {

HWY_EXPORT(RollingSumsHere);
HWY_EXPORT(RollingSquaresHere);
HWY_EXPORT(RollingGreatestHere);

void RollingSums(const double* x, std::size_t size, Window window, double* sum, double* count) {
  HWY_DYNAMIC_DISPATCH(RollingSumsHere)(x, size, window, sum, count);
}

void RollingSquares(const double* x, std::size_t size, Window window, const double* middle, double* squares) {
  HWY_DYNAMIC_DISPATCH(RollingSquaresHere)(x, size, window, middle, squares);
}

void RollingGreatest(const double* x, std::size_t size, Window window, double* most) {
  HWY_DYNAMIC_DISPATCH(RollingGreatestHere)(x, size, window, most);
}

}  // namespace kilowatch
#endif
