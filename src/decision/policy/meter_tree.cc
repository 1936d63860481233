#include "decision/policy/meter_tree.h"

#include <algorithm>

#include "foundation/base/check.h"

namespace kilowatch {

MeterTree::MeterTree(const std::vector<MeterSummary>& meters) {
  for (const MeterSummary& meter : meters) by_name_.emplace(meter.name, &meter);
}

const MeterSummary& MeterTree::Find(std::string_view name) const {
  const auto found = by_name_.find(name);
  KW_CHECK(found != by_name_.end());
  return *found->second;
}

std::vector<std::string> MeterTree::Above(std::string_view name) const {
  const MeterSummary& self = Find(name);
  std::vector<std::string> above;
  for (std::string parent = self.parent; !parent.empty();) {
    const auto found = by_name_.find(parent);
    if (found == by_name_.end()) break;
    // In a circle nobody stands above anybody.
    if (parent == name || std::ranges::find(above, parent) != above.end()) return {};
    const MeterSummary& meter = *found->second;
    if (meter.commodity == self.commodity && meter.unit == self.unit) above.push_back(parent);
    parent = meter.parent;
  }
  return above;
}

CoverAbove FindCoverAbove(const PricedEvent& event, const MeterTree& tree, const EventsByMeter& kept) {
  const Span span = event.event.span;
  std::vector<Span> covers;
  CoverAbove cover;
  Seconds most{0};
  for (const std::string& name : tree.Above(event.event.meter)) {
    const auto events = kept.find(name);
    if (events == kept.end()) continue;
    for (const PricedEvent* other : events->second) {
      const Span common{std::max(span.begin, other->event.span.begin), std::min(span.end, other->event.span.end)};
      if (other->event.event_class != event.event.event_class || common.end <= common.begin) continue;
      // What goes on all year at the main hides nothing of what happens below it.
      if (IsPermanent(other->event.kind) != IsPermanent(event.event.kind)) continue;
      covers.push_back(common);
      if (common.Length() <= most) continue;
      most = common.Length();
      cover.event = other->event.id;
    }
  }
  std::ranges::sort(covers, {}, &Span::begin);
  Seconds covered{0};
  Instant reached = span.begin;
  for (const Span& part : covers) {
    if (part.end <= reached) continue;
    covered += part.end - std::max(part.begin, reached);
    reached = part.end;
  }
  cover.share = span.end > span.begin ? static_cast<double>(covered.count()) / static_cast<double>(span.Length().count()) : 0;
  return cover;
}

bool Produces(MeterRole role) { return role == MeterRole::kGeneration || role == MeterRole::kExport; }

double LossOf(EventClass event_class, MeterRole role, Money amount) {
  if (event_class == EventClass::kWaste) return static_cast<double>(amount.minor);
  return event_class == EventClass::kShortfall && Produces(role) ? -static_cast<double>(amount.minor) : 0;
}

}  // namespace kilowatch
