#include "decision/policy/verdicts.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "foundation/text/yaml.h"

namespace kilowatch {
namespace {

constexpr double kCommonShare = 0.5;

double Common(Span a, Span b) {
  const auto common = (std::min(a.end, b.end) - std::max(a.begin, b.begin)).count();
  const auto joint = (std::max(a.end, b.end) - std::min(a.begin, b.begin)).count();
  return common > 0 && joint > 0 ? static_cast<double>(common) / static_cast<double>(joint) : 0;
}

std::optional<EventClass> ParseClass(const std::string& name) {
  for (const EventClass one : {EventClass::kWaste, EventClass::kShortfall, EventClass::kDataFault}) {
    if (EventClassName(one) == name) return one;
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::optional<std::size_t>> FollowVerdicts(const std::vector<Verdict>& verdicts, const std::vector<PricedEvent>& events) {
  std::vector<std::optional<std::size_t>> followed(events.size());
  std::vector<bool> used(verdicts.size(), false);
  std::map<std::string_view, std::size_t> by_id;
  for (std::size_t v = 0; v < verdicts.size(); ++v) {
    const auto [at, fresh] = by_id.try_emplace(verdicts[v].id, v);
    if (fresh) continue;
    used[at->second] = true;  // said again later
    at->second = v;
  }
  for (std::size_t e = 0; e < events.size(); ++e) {
    const auto found = by_id.find(events[e].event.id);
    if (found == by_id.end()) continue;
    followed[e] = found->second;
    used[found->second] = true;
  }
  std::vector<std::tuple<double, std::size_t, std::size_t>> pairs;  // the most common time first
  for (std::size_t v = 0; v < verdicts.size(); ++v) {
    for (std::size_t e = 0; e < events.size() && !used[v]; ++e) {
      const Event& event = events[e].event;
      if (followed[e] || event.meter != verdicts[v].meter || event.event_class != verdicts[v].event_class) continue;
      const double common = Common(event.span, verdicts[v].span);
      if (common >= kCommonShare) pairs.emplace_back(-common, v, e);
    }
  }
  std::ranges::sort(pairs);
  for (const auto& [common, v, e] : pairs) {
    if (used[v] || followed[e]) continue;
    used[v] = true;
    followed[e] = v;
  }
  return followed;
}

Result<std::vector<Verdict>> ReadVerdicts(std::string_view text, const std::string& name) {
  KW_ASSIGN(const YamlDocument document, ParseYaml(text, name));
  const auto wrong = [&](const std::string& pointer, const Phrase& what) {
    const std::string where = document.Where(pointer);
    return Fail(ErrorCode::kConfiguration, {where + ": " + what.en, where + " : " + what.fr});
  };
  if (!document.value.is_array()) return wrong("", {"verdicts are a list", "les verdicts forment une liste"});
  std::vector<Verdict> verdicts;
  for (std::size_t i = 0; i < document.value.size(); ++i) {
    const auto& entry = document.value[i];
    const std::string pointer = "/" + std::to_string(i);
    const auto text_of = [&](const char* key) {
      return entry.is_object() && entry.contains(key) && entry[key].is_string() ? entry[key].get<std::string>() : "";
    };
    const auto begin = ParseInstant(text_of("start")), end = ParseInstant(text_of("end"));
    const auto event_class = ParseClass(text_of("class"));
    // YAML reads a bare `false` as a truth value.
    const bool is_false = text_of("verdict") == "false" || (entry.is_object() && entry.contains("verdict") && entry["verdict"] == false);
    if (text_of("id").empty() || text_of("meter").empty() || !begin || !end || *end <= *begin || !event_class ||
        (!is_false && text_of("verdict") != "real")) {
      return wrong(pointer, {"a verdict has id, meter, start, end, class (waste, shortfall or data_fault) and verdict (real or false)",
                             "un verdict a id, meter, start, end, class (waste, shortfall ou data_fault) et verdict (real ou false)"});
    }
    verdicts.push_back({text_of("id"), text_of("meter"), {*begin, *end}, *event_class, !is_false, text_of("why")});
  }
  return verdicts;
}

}  // namespace kilowatch
