#include "data/frame/time_zone.h"

#include <date/tz.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "data/frame/zone_country_table.h"
#include "foundation/base/edit_distance.h"
#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

const date::time_zone* AsZone(const void* zone) { return static_cast<const date::time_zone*>(zone); }

Instant FromDate(date::sys_seconds t) { return Instant(t.time_since_epoch()); }

std::string LowerZoneName(std::string_view name) {
  std::string lower;
  for (const char c : name) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : (c == ' ' || c == '-' ? '_' : c);
  return lower;
}

// People forget the continent ("Paris") or misspell the city, so the last part counts on its own too.
std::size_t ZoneDistance(std::string_view wanted, std::string_view known) {
  const auto city = [](std::string_view name) { return name.substr(name.rfind('/') + 1); };
  return std::min(EditDistance(wanted, known), EditDistance(city(wanted), city(known)));
}

// A name longer than any zone's is not compared further: its distance would cost time and say nothing.
std::string NearestZoneNames(std::string_view name) {
  const std::string wanted = LowerZoneName(name.substr(0, 64));
  std::vector<std::pair<std::size_t, std::string_view>> nearest;
  for (const ZoneCountry& zone : ZoneCountries()) nearest.emplace_back(ZoneDistance(wanted, LowerZoneName(zone.zone)), zone.zone);
  std::ranges::partial_sort(nearest, nearest.begin() + 3);
  return std::string(nearest[0].second) + ", " + std::string(nearest[1].second) + " or " + std::string(nearest[2].second);
}

bool SystemHasZones() {
  try {
    return date::locate_zone("Europe/Paris") != nullptr;
  } catch (const std::runtime_error&) {
    return false;
  }
}

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
    if (!SystemHasZones()) {
      return Fail(ErrorCode::kNotFound,
                  FormatPhrase("this system has no time zones, so \"{}\" cannot be read",
                               "ce système n’a pas de fuseaux horaires, donc « {} » ne peut être lu", name),
                  {"Install the package tzdata", "Installez le paquet tzdata"});
    }
    return Fail(ErrorCode::kNotFound, FormatPhrase("unknown time zone \"{}\"", "fuseau horaire inconnu « {} »", name),
                FormatPhrase("The nearest names are {}", "Les noms les plus proches sont {}", NearestZoneNames(name)));
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

std::string_view CountryOfZone(std::string_view zone) {
  const auto table = ZoneCountries();
  const auto at = std::ranges::lower_bound(table, zone, {}, &ZoneCountry::zone);
  return at != table.end() && at->zone == zone ? at->country : std::string_view();
}

}  // namespace kilowatch
