#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "data/ingestion/csv/plan.h"
#include "foundation/base/instant.h"

namespace kilowatch {

// The parts of one civil stamp as its text has them.
struct StampParts {
  int year = 1970;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int period = -1;
  std::optional<bool> afternoon;
  std::optional<int> offset;  // seconds east of UTC
  std::size_t hour_at = 0;    // where the hour's digits begin
};

// A day and a clock that exist.
struct CivilStamp {
  LocalDay day;
  Seconds clock{0};    // since midnight on the wall clock
  Seconds elapsed{0};  // since the day began in elapsed time (TimeFormat::elapsed), beside `clock`
};

// Whether the text can carry its own offset.
bool CarriesOffset(const TimeFormat& format);

// Takes the text apart part by part. Nothing where it does not fit the format; the values are not checked against the calendar.
std::optional<StampParts> TakeApart(std::string_view text, const TimeFormat& format);

// Nothing for a day, hour or period of the day that does not exist.
std::optional<CivilStamp> CivilOf(const StampParts& parts, const TimeFormat& format);

// Seconds since 1970 of an epoch or of spreadsheet days (these on the wall clock). Nothing for what is no number or farther than the year 9892.
std::optional<std::int64_t> NumericSeconds(std::string_view text, TimeFormat::Kind kind);

}  // namespace kilowatch
