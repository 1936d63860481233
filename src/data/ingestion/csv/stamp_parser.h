#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "data/frame/time_zone.h"
#include "data/ingestion/csv/plan.h"
#include "data/ingestion/csv/stamp_parts.h"

namespace kilowatch {

// A stamp as its text says it: an instant where the text carries an offset or is an epoch, else the wall clock of a zone still to be applied.
struct ParsedStamp {
  std::int64_t seconds = 0;  // since 1970-01-01 00:00:00, of UTC or of the wall clock
  bool is_instant = false;

  bool operator==(const ParsedStamp&) const = default;
};

// What the last stamp of a fixed layout looked like: `date`, then the clock ("hh:mm", with `has_second` "hh:mm:ss"), then `suffix`.
struct StampMemory {
  std::string_view date;  // empty: no such stamp
  std::string_view suffix;
  bool has_second = false;
  std::int64_t midnight = 0;  // of that date, in seconds as ParsedStamp has them
  bool is_instant = false;
  bool is_iso = false;  // the date is "yyyy-mm-dd" and one more character, and the next day begins at the next midnight
};

// Reads stamps of one format. Successive texts mostly share their date, so the last one is kept and only the clock is read. Not thread safe.
class StampParser {
 public:
  // `zone` is that of TimeFormat::elapsed.
  StampParser(TimeFormat format, TimeZone zone);

  // Nothing where the text is no stamp of this format, or a day or hour that does not exist.
  std::optional<ParsedStamp> Parse(std::string_view text);
  // The simple form that Parse must match; knows nothing of the texts before.
  std::optional<ParsedStamp> ParseSimple(std::string_view text) const;
  // Of the last text that Parse read. Holds until the next call.
  StampMemory memory() const { return {date_, suffix_, has_second_, midnight_, is_instant_, is_iso_}; }

 private:
  std::optional<ParsedStamp> ParseCivil(const StampParts& parts) const;
  std::optional<ParsedStamp> ParseNumeric(std::string_view text) const;
  void Remember(std::string_view text, const StampParts& parts, ParsedStamp stamp);

  TimeFormat format_;
  TimeZone zone_;
  bool can_remember_ = false;
  bool has_second_ = false;
  std::string date_;    // the last text up to its hour
  std::string suffix_;  // what followed its clock
  std::int64_t midnight_ = 0;
  bool is_instant_ = false;
  bool is_iso_ = false;
};

// Wall clocks of one zone to instants, quick for stamps that are near each other. Not thread safe.
class WallClock {
 public:
  explicit WallClock(TimeZone zone) : zone_(zone) {}

  const TimeZone& zone() const { return zone_; }
  TimeZone::Instants ToInstants(std::int64_t wall);
  // Whether the clock passes `wall` twice.
  bool IsRepeated(std::int64_t wall) { return ToInstants(wall).second.has_value(); }

 private:
  TimeZone zone_;
  std::int64_t sure_begin_ = 1;  // wall clocks within have the one offset
  std::int64_t sure_end_ = 0;
  std::int64_t offset_ = 0;
};

}  // namespace kilowatch
