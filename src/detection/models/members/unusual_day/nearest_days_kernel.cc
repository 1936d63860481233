#include "detection/models/members/unusual_day/nearest_days_kernel.h"

#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "detection/models/members/unusual_day/nearest_days_kernel.cc"
#include "foundation/base/simd_targets.h"
// clang-format off
#include "foundation/base/simd.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace kilowatch {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using DayLanes = hn::CappedTag<float, kDayLanes>;
using DayVector = hn::Vec<DayLanes>;
constexpr float kFarDay = std::numeric_limits<float>::infinity();
constexpr std::size_t kAbreast = 4;  // other days that are compared at once, so that sums do not wait for one another

struct KeptFive {
  DayVector nearest[5];

  HWY_INLINE KeptFive() {
    for (auto& n : nearest) n = hn::Set(DayLanes(), kFarDay);
  }
  HWY_INLINE void Add(DayVector distance) {
    for (auto& n : nearest) {
      const auto smaller = hn::Min(n, distance);
      distance = hn::Max(n, distance);
      n = smaller;
    }
  }
  HWY_INLINE void Store(std::size_t places, float* out) const {
    for (std::size_t k = 0; k < 5; ++k) hn::StoreU(nearest[k], DayLanes(), out + k * places);
  }
};

// Mean squared differences between the lanes from `own` on and the kAbreast days from `other` on. Unknown is far; so is a day from itself.
HWY_INLINE void DistancesBetween(const DayTable& table, std::size_t own, std::size_t other, DayVector (&distance)[kAbreast]) {
  const DayLanes d;
  for (auto& sum : distance) sum = hn::Zero(d);
  const float* at = table.shape + own;
  const float* there = table.shape + other;
  for (std::size_t c = 0; c < table.cells; ++c, at += table.places, there += table.places) {
    const auto mine = hn::LoadU(d, at);
    for (std::size_t j = 0; j < kAbreast; ++j) {
      const auto difference = hn::Sub(mine, hn::Set(d, there[j]));
      distance[j] = hn::Add(distance[j], hn::Mul(difference, difference));
    }
  }
  const auto cells = hn::Set(d, static_cast<float>(table.cells));
  const auto far = hn::Set(d, kFarDay);
  for (std::size_t j = 0; j < kAbreast; ++j) {
    distance[j] = hn::Div(distance[j], cells);
    distance[j] = hn::IfThenElse(hn::IsNaN(distance[j]), far, distance[j]);
    const std::size_t lane = other + j - own;  // of the day itself, if it is among these lanes
    if (lane < hn::Lanes(d)) distance[j] = hn::IfThenElse(hn::Eq(hn::Iota(d, 0.0F), hn::Set(d, static_cast<float>(lane))), far, distance[j]);
  }
}

void NearestOfLanes(const DayTable& table, std::size_t weekday, std::size_t own, const std::array<float*, 3>& out) {
  KeptFive same_weekday;
  for (std::size_t kind = 0; kind < 2; ++kind) {
    KeptFive of_kind;
    for (std::size_t w = 0; w < 7; ++w) {
      if (table.kind[w] != kind) continue;
      for (std::size_t other = table.begin[w]; other < table.begin[w + 1]; other += kAbreast) {
        DayVector distance[kAbreast];
        DistancesBetween(table, own, other, distance);
        for (const auto& one : distance) of_kind.Add(one);
        if (w != weekday) continue;
        for (const auto& one : distance) same_weekday.Add(one);
      }
    }
    of_kind.Store(table.places, out[1 + kind] + own);
  }
  same_weekday.Store(table.places, out[0] + own);
}

void NearestOfAll(const DayTable& table, const std::array<float*, 3>& out) {
  for (std::size_t w = 0; w < 7; ++w) {
    for (std::size_t own = table.begin[w]; own < table.begin[w + 1]; own += hn::Lanes(DayLanes())) NearestOfLanes(table, w, own, out);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace kilowatch
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kilowatch {

HWY_EXPORT(NearestOfAll);

void NearestByPlace(const DayTable& table, const std::array<float*, 3>& out) { HWY_DYNAMIC_DISPATCH(NearestOfAll)(table, out); }

}  // namespace kilowatch
#endif
