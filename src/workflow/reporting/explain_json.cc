#include "workflow/reporting/explain_json.h"

#include <cmath>

#include "decision/policy/events_json.h"

namespace kilowatch {
namespace {

using nlohmann::json;

// No negative zero.
json NumberOrNull(double value) { return std::isfinite(value) ? json(value + 0.0) : json(nullptr); }

json TextOrNull(const std::string& text) { return text.empty() ? json(nullptr) : json(text); }

json CausesToJson(const ReadingStory& reading) {
  if (!reading.causes) return nullptr;
  const ExpectationCauses& causes = *reading.causes;
  return {{"reference", reading.reference == BaselineKind::kTimeOfWeekAndTemperature ? "time_of_week_and_temperature" : "time_of_week"},
          {"mean", NumberOrNull(causes.mean)},
          {"time_of_day", NumberOrNull(causes.time_of_day)},
          {"weekday", NumberOrNull(causes.weekday)},
          {"day_off", NumberOrNull(causes.day_off)},
          {"weather", NumberOrNull(causes.weather)},
          {"level", NumberOrNull(causes.level)},
          {"temperature_known", causes.temperature_known}};
}

json MembersToJson(const ReadingStory& reading) {
  json members = json::array();
  for (const MemberWord& word : reading.members) {
    members.push_back({{"member", MemberName(word.member)},
                       {"cause", EvidenceCauseName(CauseOf(word.member))},
                       {"decades", word.decades},
                       {"share", word.share},
                       {"words", PhraseToJson(word.words)}});
  }
  return members;
}

json CourseToJson(const DayCourse& course) {
  json read = json::array(), expected = json::array();
  for (const double value : course.read) read.push_back(NumberOrNull(value));
  for (const double value : course.expected) expected.push_back(NumberOrNull(value));
  return {{"date", FormatDay(course.date)}, {"reading", std::move(read)}, {"expected", std::move(expected)}};
}

json EventsToJson(const Explanation& explanation) {
  json events = json::array();
  for (const DecidedEvent& decided : explanation.events) {
    json event = EventToJson(decided.event, explanation.currency);
    event["told"] = decided.told ? json(FormatInstant(*decided.told)) : json(nullptr);
    event["finding"] = TextOrNull(decided.finding);
    event["incident"] = TextOrNull(decided.incident);
    event["hidden"] = decided.hidden ? json(HiddenReasonName(*decided.hidden)) : json(nullptr);
    event["under"] = TextOrNull(decided.under);
    event["decided"] = PhraseToJson(decided.why);
    event["check_first"] = PhraseToJson(decided.check_first);
    events.push_back(std::move(event));
  }
  return events;
}

}  // namespace

json ExplainJson(const Explanation& explanation) {
  const ReadingStory& reading = explanation.reading;
  const Meter& meter = reading.meter;
  return {{"meter", meter.name},
          {"start", FormatInstant(reading.interval.begin)},
          {"end", FormatInstant(reading.interval.end)},
          {"zone", meter.zone},
          {"mode", reading.mode == Mode::kLive ? "live" : "review"},
          {"answer", ExplainedAsName(explanation.answer)},
          {"because", PhraseToJson(explanation.because)},
          {"unit", UnitName(meter.unit)},
          {"reading", NumberOrNull(reading.reading)},
          {"expected", NumberOrNull(reading.expected)},
          {"low", NumberOrNull(reading.low)},
          {"high", NumberOrNull(reading.high)},
          {"score", NumberOrNull(reading.score)},
          {"threshold", kAlarmScore},
          {"flag", QualityName(reading.quality)},
          {"temperature", reading.temperature ? json(*reading.temperature) : json(nullptr)},
          {"day_off", reading.day_off},
          {"decades", NumberOrNull(reading.DecadesInAll())},
          {"alarm_decades", reading.alarm_decades},
          {"members", MembersToJson(reading)},
          {"causes", CausesToJson(reading)},
          {"day", CourseToJson(reading.day)},
          {"normal_day", reading.normal_day ? CourseToJson(*reading.normal_day) : json(nullptr)},
          {"events", EventsToJson(explanation)}};
}

}  // namespace kilowatch
