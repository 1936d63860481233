#include "data/frame/time_zone.h"

#include <date/tz.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace kilowatch {
namespace {

const date::time_zone* AsZone(const void* zone) { return static_cast<const date::time_zone*>(zone); }

Instant FromDate(date::sys_seconds t) { return Instant(t.time_since_epoch()); }

}  // namespace

Result<TimeZone> TimeZone::Find(std::string_view name) {
  TimeZone zone;
  if (name.empty() || name == "UTC" || name == "Z") return zone;
  try {
    const date::time_zone* found = date::locate_zone(std::string(name));
    zone.zone_ = found;
    zone.name_ = found->name();
    return zone;
  } catch (const std::runtime_error&) {
    return Fail(ErrorCode::kNotFound, "unknown time zone \"" + std::string(name) + "\"", "Use an IANA name such as Europe/Paris or America/New_York");
  }
}

Seconds TimeZone::OffsetAt(Instant t) const { return zone_ == nullptr ? Seconds(0) : OffsetPeriod(t).seconds; }

TimeZone::Offset TimeZone::OffsetPeriod(Instant t) const {
  if (zone_ == nullptr) return {Seconds(0), {Instant::min(), Instant::max()}};
  const auto info = AsZone(zone_)->get_info(date::sys_seconds(t.time_since_epoch()));
  return {info.offset, {FromDate(info.begin), FromDate(info.end)}};
}

TimeZone::Instants TimeZone::ToInstants(LocalTime t) const {
  if (zone_ == nullptr) return {Instant(t.time_since_epoch()), std::nullopt, true};
  const auto info = AsZone(zone_)->get_info(date::local_seconds(t.time_since_epoch()));
  Instants out{Instant(t.time_since_epoch() - info.first.offset), std::nullopt, true};
  if (info.result == date::local_info::ambiguous) out.second = Instant(t.time_since_epoch() - info.second.offset);
  if (info.result == date::local_info::nonexistent) {
    out.exists = false;
    out.first = FromDate(info.first.end);
  }
  return out;
}

}  // namespace kilowatch
