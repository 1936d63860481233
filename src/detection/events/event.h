#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "detection/models/evidence.h"
#include "foundation/base/instant.h"
#include "foundation/base/phrase.h"

namespace kilowatch {

enum class EventKind : std::uint8_t {
  kSpike,           // far above for a short time
  kDip,             // far below for a short time
  kOutage,          // nothing, or a placeholder, where the load is never that
  kFrozen,          // one value for too long
  kMissing,         // no readings
  kLevelShift,      // above or below for days, from one moment on
  kOffHoursExcess,  // night or weekend use above what nights and weekends use
  kUnexplained,     // above or below what weather and time of week explain, in shape or level
  kHighBaseLoad,    // more when nobody is there than at meters like it: permanent, so no reading stands out
  kBusyWeekends,    // weekends like weekdays, where meters like it rest: permanent
  kOverMain,        // the meters below it count more than it does
};

enum class EventClass : std::uint8_t {
  kWaste,      // more than expected: costs money
  kShortfall,  // less than expected
  kDataFault,  // the data is wrong: no money, but what is unmeasured is said
};

// The hours of the week that hold three quarters of an event's difference, by the meter's wall clock.
enum class HoursPattern : std::uint8_t {
  kAllHours,
  kNight,    // 22:00 to 06:00
  kWeekend,  // Saturday and Sunday
  kDaytime,  // Monday to Friday, 06:00 to 22:00
};

// "all_hours", "night", "weekend", "daytime".
std::string_view HoursPatternName(HoursPattern pattern);

// "spike", "dip", "outage", "frozen", "missing", "level_shift", "off_hours_excess", "unexplained", "high_base_load", "busy_weekends",
// "over_main"; "waste", "shortfall", "data_fault".
std::string_view EventKindName(EventKind kind);
std::string_view EventClassName(EventClass event_class);
// As a person reads them: {"spike", "pic"} …
Phrase EventKindWords(EventKind kind);
Phrase EventClassWords(EventClass event_class);

// Whether it goes on all the time and is seen beside other meters only.
bool IsPermanent(EventKind kind);

// Something strange about one meter over one stretch of time. Events of a meter do not overlap, but for those of permanent waste and of slow changes.
struct Event {
  std::string id;  // 12 hex digits of a hash of meter, start and class; stays while the event grows
  std::string meter;
  std::string site;
  Span span;  // half-open
  std::uint32_t first_cell = 0;
  std::uint32_t last_cell = 0;  // inclusive
  EventKind kind = EventKind::kUnexplained;
  EventClass event_class = EventClass::kWaste;
  HoursPattern hours = HoursPattern::kAllHours;
  bool ongoing = false;          // its last cell is the meter's last
  bool has_temperature = false;  // the meter's outdoor temperature is known
  int severity = 1;              // 1 to 5, by score and length
  double score = 0;              // the highest of its cells
  // The probability that such a stretch comes up somewhere in the meter's history by chance (SumTail, RunChance, WindowScan). NaN: not a matter of
  // chance, since readings are missing.
  double chance = std::numeric_limits<double>::quiet_NaN();
  Member strongest = Member::kResidual;
  // Sums over the event in the meter's unit (kWh for energy). For a data fault, excess is 0 and unmeasured says what the expectation holds for it.
  double expected = 0;
  double actual = 0;
  double excess = 0;
  double excess_low = 0;
  double excess_high = 0;
  double unmeasured = 0;
  bool slow = false;  // a change over days that no single hour shows (slow_stretches.h)
  Phrase reason;      // one sentence, and what to check first
};

// 12 hex digits of a hash of meter, start, class, and of what kind of event it is: joined hours, a slow change, permanent waste.
std::string EventIdOf(const Event& event);

}  // namespace kilowatch
