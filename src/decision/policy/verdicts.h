#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decision/policy/priced_event.h"
#include "foundation/base/result.h"

namespace kilowatch {

// What a person said of an event.
struct Verdict {
  std::string id;  // of the event as it was then
  std::string meter;
  Span span;
  EventClass event_class = EventClass::kWaste;
  bool real = true;  // else a false alarm
  std::string why;
};

// The verdict of each event, as an index into `verdicts`: that of its id, else, since another model gives other ids and edges, that of its meter and class
// with the largest common share of joint time, a half at least. A verdict holds for one event at most; the latest of two for one id counts.
std::vector<std::optional<std::size_t>> FollowVerdicts(const std::vector<Verdict>& verdicts, const std::vector<PricedEvent>& events);

// A list of {id, meter, start, end, class, verdict: real|false, why} as YAML or JSON. Errors: kConfiguration with file and line.
Result<std::vector<Verdict>> ReadVerdicts(std::string_view text, const std::string& name);

}  // namespace kilowatch
