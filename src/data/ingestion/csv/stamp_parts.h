#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "data/ingestion/csv/plan.h"

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

// Whether the text can carry its own offset.
bool CarriesOffset(const TimeFormat& format);

// Takes the text apart part by part. Nothing where it does not fit the format; the values are not checked against the calendar.
std::optional<StampParts> TakeApart(std::string_view text, const TimeFormat& format);

}  // namespace kilowatch
