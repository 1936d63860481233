#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "foundation/base/instant.h"
#include "foundation/base/result.h"

namespace kilowatch {

// An IANA time zone, or the clock that stamps carry when nobody says which ("as they stand": no change of clocks).
// A small value over a table that lives as long as the program. Thread safe. Source: the system's tz database.
class TimeZone {
 public:
  // The clock of stamps as they stand; the same as UTC.
  TimeZone() = default;
  // Error kNotFound with the nearest known names as advice. "UTC", "Z" and "" give the default.
  static Result<TimeZone> Find(std::string_view name);

  // The IANA name, or "" for stamps as they stand.
  std::string_view name() const { return name_; }
  bool HasClockChanges() const { return zone_ != nullptr; }

  LocalTime ToLocal(Instant t) const { return LocalTime(t.time_since_epoch() + OffsetAt(t)); }
  LocalDay DayOf(Instant t) const { return std::chrono::floor<std::chrono::days>(ToLocal(t)); }
  // Offset from UTC at `t`, and until when it holds.
  Seconds OffsetAt(Instant t) const;
  struct Offset {
    Seconds seconds;
    Span valid;
  };
  Offset OffsetPeriod(Instant t) const;

  // A wall-clock reading can name two instants (clocks go back) or none (they go forward).
  struct Instants {
    Instant first;                  // the only one, or the earlier (still summer time); for a reading that never was: the moment of the change
    std::optional<Instant> second;  // the later one, on the day that has 25 hours
    bool exists = true;
  };
  Instants ToInstants(LocalTime t) const;
  // The first instant of the local day.
  Instant StartOfDay(LocalDay day) const { return ToInstants(LocalTime(day)).first; }

 private:
  const void* zone_ = nullptr;  // date::time_zone; kept out of the header
  std::string_view name_;
};

// ISO 3166 code of the country that an IANA zone (or an old name of one) lies in: "Europe/Paris" gives "FR". Empty where there is none.
std::string_view CountryOfZone(std::string_view zone);

}  // namespace kilowatch
