#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kilowatch {

// A point in time: whole seconds since 1970-01-01T00:00:00Z.
using Instant = std::chrono::sys_seconds;
// A wall-clock reading without a zone.
using LocalTime = std::chrono::local_seconds;
using Seconds = std::chrono::seconds;
// A calendar day of some zone, counted from 1970-01-01.
using LocalDay = std::chrono::local_days;

// Half-open stretch of time: begin <= t < end.
struct Span {
  Instant begin;
  Instant end;

  bool Contains(Instant t) const { return begin <= t && t < end; }
  Seconds Length() const { return end - begin; }
  bool operator==(const Span&) const = default;
};

inline Instant FromEpochSeconds(std::int64_t seconds) { return Instant(Seconds(seconds)); }
inline std::int64_t EpochSeconds(Instant t) { return t.time_since_epoch().count(); }

// "2016-03-13T02:00:00Z". Years outside 0000..9999 are written with as many digits as they need.
std::string FormatInstant(Instant t);
// "2016-03-13".
std::string FormatDay(LocalDay day);
// "2016-03-13T02:00:00" as it stands, no zone.
std::string FormatLocal(LocalTime t);
// Appends FormatInstant(t) to `out` without allocating a temporary.
void AppendInstant(Instant t, std::string& out);
// "PT15M", "PT1H", "P1D", "P1M" is not a duration in seconds and is not made here.
std::string FormatDuration(Seconds length);
// Reads what FormatInstant writes, also with an offset ("+02:00"), with a space for the T, without seconds, or a day alone; nothing else.
std::optional<Instant> ParseInstant(std::string_view text);
// Reads "PT15M", "PT1H", "P1D" and the short forms "15min", "1h", "1d".
std::optional<Seconds> ParseDuration(std::string_view text);

}  // namespace kilowatch
