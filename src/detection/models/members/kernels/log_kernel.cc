#include "detection/models/members/kernels/log_kernel.h"

#include <cmath>
#include <limits>

#include "detection/models/members/kernels/fast_log.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "detection/models/members/kernels/log_kernel.cc"
#include "foundation/base/simd_targets.h"
// clang-format off
#include "foundation/base/simd.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace kilowatch {
namespace HWY_NAMESPACE {

constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

void TakeLogOfOneMoreHere(double* x, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    const double capped = x[i] > 1e300 ? 1e300 : x[i];
    const double sum = 1 + capped;
    const double log = FastLog(sum == sum ? sum : 1.0);
    x[i] = sum == sum ? log : kNoNumber;
  }
}

void TakeLogRatioHere(double* x, const double* usual, const double* scale, double floor, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    const double least = floor * scale[i];
    const double ratio = (x[i] + least) / (usual[i] + least);
    const bool known = (ratio >= 1e-300) & (ratio <= 1e300);
    const double log = FastLog(known ? ratio : 1.0);
    x[i] = known ? std::fabs(log) : kNoNumber;
  }
}

void AddDecadesHere(const double* g, std::size_t size, const DecadeScale& given, double* strangeness) {
  constexpr double kMiddle = 0.301029995663981195;  // log10(2)
  constexpr double kStep = 0.698970004336018805;    // log10(5)
  constexpr double kLargest = 1e9;
  const DecadeScale scale = given;
  for (std::size_t i = 0; i < size; ++i) {
    const double raw = kMiddle + kStep * (g[i] - scale.middle) / scale.spread;
    const double some = raw > 0 ? raw : 0.0;  // also for NaN
    const double e = some < kLargest ? some : kLargest;
    strangeness[i] += scale.weight * (scale.cap * e / (scale.cap + e));
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace kilowatch
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kilowatch {

HWY_EXPORT(TakeLogOfOneMoreHere);
HWY_EXPORT(TakeLogRatioHere);
HWY_EXPORT(AddDecadesHere);

void TakeLogOfOneMore(double* x, std::size_t size) { HWY_DYNAMIC_DISPATCH(TakeLogOfOneMoreHere)(x, size); }

void TakeLogRatio(double* x, const double* usual, const double* scale, double floor, std::size_t size) {
  HWY_DYNAMIC_DISPATCH(TakeLogRatioHere)(x, usual, scale, floor, size);
}

void AddDecades(const double* g, std::size_t size, const DecadeScale& scale, double* strangeness) {
  HWY_DYNAMIC_DISPATCH(AddDecadesHere)(g, size, scale, strangeness);
}

}  // namespace kilowatch
#endif
