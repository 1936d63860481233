#include "decision/policy/week_budget.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace kilowatch {
namespace {

constexpr Seconds kWeek{7 * 86400};

Instant WeekOf(Instant t, Instant begin) {
  const auto weeks = (t - begin).count() / kWeek.count();
  return begin + kWeek * std::max<std::int64_t>(0, weeks);
}

}  // namespace

std::vector<std::optional<Instant>> GiveWeeks(const std::vector<Claim>& claims, Instant begin, int places) {
  std::vector<std::size_t> order(claims.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  // Best first; each then takes the first week of its life that has a place. That is the same as filling the weeks one by one with the best that are
  // alive, but for those that wait: a better claim never waits for a worse one.
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return std::make_tuple(claims[i].tier, -claims[i].loss); });
  std::vector<std::optional<Instant>> told(claims.size());
  std::vector<int> used;
  for (const std::size_t i : order) {
    const Instant last = WeekOf(std::max(claims[i].alive.begin, claims[i].alive.end - Seconds(1)), begin);
    for (Instant week = WeekOf(claims[i].alive.begin, begin); week <= last; week += kWeek) {
      const auto at = static_cast<std::size_t>((week - begin) / kWeek);
      if (used.size() <= at) used.resize(at + 1, 0);
      if (used[at] >= places) continue;
      ++used[at];
      told[i] = week;
      break;
    }
  }
  return told;
}

Claim ClaimOf(const Finding& finding, MeterRole role) {
  const Money money = finding.yearly_if_continues.value_or(finding.cost ? finding.cost->amount : Money{});
  const bool plain_shortfall = finding.event_class == EventClass::kShortfall && !Produces(role);
  const int tier = finding.event_class == EventClass::kDataFault ? 2 : plain_shortfall ? 1 : 0;
  const double loss = tier == 2 ? finding.unmeasured : tier == 1 ? -static_cast<double>(money.minor) : LossOf(finding.event_class, role, money);
  return {{finding.since, finding.last_seen}, tier, loss};
}

Claim ClaimOf(const Incident& incident) {
  const int tier = incident.event_class == EventClass::kDataFault ? 2 : incident.lost ? 0 : 1;
  const double cost = incident.cost ? std::abs(static_cast<double>(incident.cost->amount.minor)) : 0;
  return {incident.span, tier, tier == 2 ? incident.unmeasured_kwh : cost};
}

}  // namespace kilowatch
