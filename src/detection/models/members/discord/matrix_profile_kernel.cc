#include "detection/models/members/discord/matrix_profile_kernel.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "detection/models/members/discord/matrix_profile_kernel.cc"
#include "foundation/base/simd_targets.h"
// clang-format off
#include "foundation/base/simd.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace kilowatch {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using PairLanes = hn::CappedTag<double, 8>;
using PairVector = hn::Vec<PairLanes>;

// Few enough that rounding does not add up, and many enough that the first row costs little.
constexpr std::size_t kTileRows = 4096;

// Covariances of window `row` with those from row + first on.
HWY_INLINE void FirstRow(const DiagonalColumns& columns, std::size_t row, std::size_t first, std::size_t count, double* covariance) {
  const PairLanes d;
  const double* own = columns.series + row;
  for (std::size_t c = 0; c < count; c += hn::Lanes(d)) {
    const double* other = columns.series + row + first + c;
    auto sum = hn::Zero(d);
    for (std::size_t k = 0; k < columns.window; ++k) sum = hn::MulAdd(hn::Set(d, own[k] - columns.mean[row]), hn::LoadU(d, other + k), sum);
    hn::StoreU(sum, d, covariance + c);
  }
}

// Seldom reached: the more windows were seen, the fewer improve.
HWY_NOINLINE void Improve(const double* correlation, std::size_t lanes, std::size_t row, std::size_t other, bool both, BestCorrelation best) {
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    const double found = correlation[lane];
    const std::size_t later = other + lane;
    if (found > best.correlation[later]) {
      best.correlation[later] = found;
      best.neighbour[later] = static_cast<std::uint32_t>(row);
    }
    if (both && found > best.correlation[row]) {
      best.correlation[row] = found;
      best.neighbour[row] = static_cast<std::uint32_t>(later);
    }
  }
}

// `count` diagonals from `first` on, rows [begin, end). Lanes behind the last window are unknown there and never improve anything.
template <bool kBoth>
HWY_INLINE void CompareTile(const DiagonalColumns& columns, std::size_t first, std::size_t count, std::size_t begin, std::size_t end,
                            BestCorrelation best, double* covariance) {
  const PairLanes d;
  const std::size_t lanes = hn::Lanes(d);
  FirstRow(columns, begin, first, std::min(count, columns.windows - begin - first), covariance);
  HWY_ALIGN double correlation[8];
  for (std::size_t row = begin; row < end; ++row) {
    const bool starts = row == begin;
    const auto fall = hn::Set(d, starts ? 0.0 : columns.fall[row]);
    const auto rise = hn::Set(d, starts ? 0.0 : columns.rise[row]);
    const auto inverse = hn::Set(d, columns.inverse[row]);
    const std::size_t here = std::min(count, columns.windows - row - first);
    for (std::size_t c = 0; c < here; c += lanes) {
      const std::size_t other = row + first + c;
      auto sum = hn::LoadU(d, covariance + c);
      sum = hn::MulAdd(fall, hn::LoadU(d, columns.rise + other), sum);
      sum = hn::MulAdd(rise, hn::LoadU(d, columns.fall + other), sum);
      hn::StoreU(sum, d, covariance + c);
      const auto found = hn::Mul(hn::Mul(sum, inverse), hn::LoadU(d, columns.inverse + other));
      auto better = hn::Gt(found, hn::LoadU(d, best.correlation + other));
      if constexpr (kBoth) better = hn::Or(better, hn::Gt(found, hn::Set(d, best.correlation[row])));
      if (hn::AllFalse(d, better)) continue;
      hn::StoreU(found, d, correlation);
      Improve(correlation, std::min(lanes, count - c), row, other, kBoth, best);
    }
  }
}

void CompareAll(const DiagonalColumns& columns, std::size_t first, std::size_t last, bool both, BestCorrelation best) {
  HWY_ALIGN double covariance[kTileDiagonals + 8];
  last = std::min(last, columns.windows);
  for (std::size_t from = first; from < last; from += kTileDiagonals) {
    const std::size_t count = std::min(kTileDiagonals, last - from);
    const std::size_t rows = columns.windows - from;
    for (std::size_t begin = 0; begin < rows; begin += kTileRows) {
      const std::size_t end = std::min(begin + kTileRows, rows);
      both ? CompareTile<true>(columns, from, count, begin, end, best, covariance)
           : CompareTile<false>(columns, from, count, begin, end, best, covariance);
    }
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace kilowatch
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kilowatch {

HWY_EXPORT(CompareAll);

void CompareDiagonals(const DiagonalColumns& columns, std::size_t first, std::size_t last, bool both, BestCorrelation best) {
  HWY_DYNAMIC_DISPATCH(CompareAll)(columns, first, last, both, best);
}

}  // namespace kilowatch
#endif
