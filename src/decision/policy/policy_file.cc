#include "decision/policy/policy_file.h"

#include <array>
#include <utility>

#include "foundation/text/yaml.h"

namespace kilowatch {
namespace {

using Json = nlohmann::ordered_json;

std::unexpected<Error> WrongAt(const YamlDocument& document, const std::string& pointer, const Phrase& what) {
  const std::string where = document.Where(pointer);
  return Fail(ErrorCode::kConfiguration, {where + ": " + what.en, where + " : " + what.fr});
}

Status ReadMutes(const YamlDocument& document, const Json& list, Policy& policy) {
  const Phrase shape = {"mutes are a list of {meter, from, to, why}", "« mutes » est une liste de {meter, from, to, why}"};
  if (!list.is_array()) return WrongAt(document, "/mutes", shape);
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string pointer = "/mutes/" + std::to_string(i);
    Mute mute;
    if (!list[i].is_object()) return WrongAt(document, pointer, shape);
    for (const auto& [key, value] : list[i].items()) {
      const std::string text = value.is_string() ? value.get<std::string>() : "";
      const auto when = ParseInstant(text);
      if (key == "meter") {
        mute.meter = text;
      } else if (key == "why") {
        mute.why = text;
      } else if ((key == "from" || key == "to") && when) {
        (key == "from" ? mute.span.begin : mute.span.end) = *when;
      } else {
        return WrongAt(document, pointer, shape);
      }
    }
    if (mute.meter.empty() || mute.span.end <= mute.span.begin) return WrongAt(document, pointer, shape);
    policy.mutes.push_back(std::move(mute));
  }
  return {};
}

Status ReadDirection(const YamlDocument& document, const Json& value, Policy& policy) {
  constexpr std::array<std::pair<const char*, Direction>, 3> kDirections = {
      {{"both", Direction::kBoth}, {"waste", Direction::kWaste}, {"shortfall", Direction::kShortfall}}};
  for (const auto& [name, direction] : kDirections) {
    if (value != name) continue;
    policy.direction = direction;
    return {};
  }
  return WrongAt(document, "/direction", {"direction is both, waste or shortfall", "direction est both, waste ou shortfall"});
}

}  // namespace

Result<Policy> ReadPolicy(std::string_view text, const std::string& name) {
  KW_ASSIGN(const YamlDocument document, ParseYaml(text, name));
  Policy policy;
  if (document.value.is_null()) return policy;
  if (!document.value.is_object()) return WrongAt(document, "", {"a policy is a mapping of keys", "les règles sont un ensemble de clés"});
  const std::array<std::pair<const char*, int*>, 2> counts = {
      {{"findings_per_week", &policy.findings_per_week}, {"events_per_meter_month", &policy.events_per_meter_month}}};
  const std::array<std::pair<const char*, double*>, 5> numbers = {{{"minimum_energy", &policy.minimum_energy},
                                                                   {"minimum_cost", &policy.minimum_cost},
                                                                   {"false_discovery_rate", &policy.false_discovery_rate},
                                                                   {"separate_after_days", &policy.separate_after_days},
                                                                   {"usual_delay_hours", &policy.usual_delay_hours}}};
  for (const auto& [key, value] : document.value.items()) {
    bool known = false;
    for (const auto& [word, target] : counts) {
      if (key != word) continue;
      if (!value.is_number_integer()) return WrongAt(document, "/" + key, {key + " is a whole number", key + " est un nombre entier"});
      *target = value.get<int>();
      known = true;
    }
    for (const auto& [word, target] : numbers) {
      if (key != word) continue;
      if (!value.is_number()) return WrongAt(document, "/" + key, {key + " is a number", key + " est un nombre"});
      *target = value.get<double>();
      known = true;
    }
    if (key == "alarm_rate") {
      if (!value.is_number()) return WrongAt(document, "/alarm_rate", {"alarm_rate is a number", "alarm_rate est un nombre"});
      policy.alarm_rate = value.get<double>();
    } else if (key == "mutes") {
      KW_RETURN_IF_ERROR(ReadMutes(document, value, policy));
    } else if (key == "direction") {
      KW_RETURN_IF_ERROR(ReadDirection(document, value, policy));
    } else if (!known) {
      return WrongAt(document, "/" + key, {"unknown key \"" + key + "\" of a policy", "clé « " + key + " » inconnue des règles"});
    }
  }
  KW_RETURN_IF_ERROR(policy.Validate());
  return policy;
}

}  // namespace kilowatch
