#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "decision/policy/priced_event.h"

namespace kilowatch {

// Meters by name, and who stands above whom. Refers to the summaries that it was made of.
class MeterTree {
 public:
  explicit MeterTree(const std::vector<MeterSummary>& meters);

  // Fails a check for a name that is not among the meters.
  const MeterSummary& Find(std::string_view name) const;
  // The meters of the same commodity and unit above `name`, nearest first; none where the way up runs into a circle.
  std::vector<std::string> Above(std::string_view name) const;

 private:
  std::map<std::string, const MeterSummary*, std::less<>> by_name_;
};

// Kept events by meter, in order of time.
using EventsByMeter = std::map<std::string, std::vector<const PricedEvent*>, std::less<>>;

// How much of an event's time events of its class run at meters above it.
struct CoverAbove {
  double share = 0;   // of the event's time, in [0, 1]
  std::string event;  // id of the one that covers most; empty for none
};
CoverAbove FindCoverAbove(const PricedEvent& event, const MeterTree& tree, const EventsByMeter& kept);

// Loss in minor units, by class: what waste or lost production costs, 0 for the shortfall of a consumer.
double LossOf(EventClass event_class, MeterRole role, Money amount);
bool Produces(MeterRole role);

}  // namespace kilowatch
