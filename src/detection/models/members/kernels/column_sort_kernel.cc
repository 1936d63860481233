#include "detection/models/members/kernels/column_sort_kernel.h"

#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "detection/models/members/kernels/column_sort_kernel.cc"
#include "foundation/base/simd_targets.h"
// clang-format off
#include "foundation/base/simd.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace kilowatch {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using SortLanes = hn::CappedTag<double, kSortLanes>;

void CountNumbersHere(double* tile, std::size_t rows, double* count) {
  const SortLanes d;
  const auto one = hn::Set(d, 1.0);
  const auto none = hn::Set(d, std::numeric_limits<double>::infinity());
  for (std::size_t c = 0; c < kSortLanes; c += hn::Lanes(d)) {
    auto numbers = hn::Zero(d);
    for (std::size_t r = 0; r < rows; ++r) {
      double* at = tile + r * kSortLanes + c;
      const auto x = hn::LoadU(d, at);
      const auto unknown = hn::IsNaN(x);
      numbers = hn::Add(numbers, hn::IfThenZeroElse(unknown, one));
      hn::StoreU(hn::IfThenElse(unknown, none, x), d, at);
    }
    hn::StoreU(numbers, d, count + c);
  }
}

void SortColumnsHere(double* tile, std::span<const std::pair<std::uint32_t, std::uint32_t>> network) {
  const SortLanes d;
  for (const auto& [first, second] : network) {
    double* a = tile + first;
    double* b = tile + second;
    for (std::size_t c = 0; c < kSortLanes; c += hn::Lanes(d)) {
      const auto x = hn::LoadU(d, a + c);
      const auto y = hn::LoadU(d, b + c);
      hn::StoreU(hn::Min(x, y), d, a + c);
      hn::StoreU(hn::Max(y, x), d, b + c);
    }
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace kilowatch
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kilowatch {

HWY_EXPORT(CountNumbersHere);
HWY_EXPORT(SortColumnsHere);

void CountNumbers(double* tile, std::size_t rows, double* count) { HWY_DYNAMIC_DISPATCH(CountNumbersHere)(tile, rows, count); }

void SortColumns(double* tile, std::span<const std::pair<std::uint32_t, std::uint32_t>> network) {
  HWY_DYNAMIC_DISPATCH(SortColumnsHere)(tile, network);
}

}  // namespace kilowatch
#endif
