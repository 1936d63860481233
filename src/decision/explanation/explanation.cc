#include "decision/explanation/explanation.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "detection/events/reason.h"
#include "detection/events/words.h"

namespace kilowatch {
namespace {

constexpr std::array<std::string_view, 4> kAnswerNames = {"alarm", "hidden", "none", "not_judged"};

bool Covers(const Event& event, const ReadingStory& reading) {
  return event.meter == reading.meter.name && event.span.begin < reading.interval.end && reading.interval.begin < event.span.end;
}

void FindTelling(const Decision& decision, DecidedEvent& decided) {
  const std::string& id = decided.event.event.id;
  const auto holds = [&](const auto& one) { return std::ranges::find(one.events, id) != one.events.end(); };
  for (const auto* findings : {&decision.findings, &decision.data_findings}) {
    const auto found = std::ranges::find_if(*findings, holds);
    if (found == findings->end()) continue;
    decided.finding = found->id;
    decided.told = found->told;
  }
  if (const auto found = std::ranges::find_if(decision.incidents, holds); found != decision.incidents.end()) {
    decided.incident = found->id;
    decided.told = found->told;
  }
}

std::vector<DecidedEvent> EventsOver(const ReadingStory& reading, const Decision& decision, const Policy& policy) {
  std::vector<DecidedEvent> events;
  const auto add = [&](const PricedEvent& event, std::optional<HiddenReason> hidden, const std::string& under, bool by_week) {
    DecidedEvent decided{event, hidden, under, {}, {}, std::nullopt, {}, CheckFirst(event.event, reading.meter)};
    if (!hidden) FindTelling(decision, decided);
    decided.why = DecidedWords(decided, by_week, reading, decision, policy);
    events.push_back(std::move(decided));
  };
  for (const PricedEvent& event : decision.events) {
    if (Covers(event.event, reading)) add(event, std::nullopt, {}, false);
  }
  for (const Hidden& hidden : decision.hidden) {
    if (Covers(hidden.event.event, reading)) add(hidden.event, hidden.reason, hidden.under, hidden.by_week);
  }
  std::ranges::stable_sort(events, {}, [](const DecidedEvent& decided) {
    const Event& event = decided.event.event;
    const bool of_the_whole = IsPermanent(event.kind) || event.kind == EventKind::kOverMain;
    return std::make_tuple(decided.hidden.has_value(), of_the_whole, event.slow, event.span.begin);
  });
  return events;
}

Phrase NoReadingWords(const ReadingStory& reading) {
  switch (reading.quality) {
    case Quality::kRejected: return {"What stands there could not be read as a number.", "Ce qui s’y trouve n’a pas pu être lu comme un nombre."};
    case Quality::kFilled:
      return {"No reading arrived; the short gap is filled for the members, and never judged as if it were measured.",
              "Aucun relevé n’est arrivé ; la courte lacune est comblée pour les détecteurs, jamais jugée comme une mesure."};
    default:
      return {"No reading arrived, and a gap of less than six hours is no event.",
              "Aucun relevé n’est arrivé, et une lacune de moins de six heures n’est pas une anomalie."};
  }
}

bool InBand(const ReadingStory& reading) { return reading.low <= reading.reading && reading.reading <= reading.high; }

Phrase BandWords(const ReadingStory& reading) {
  if (std::isnan(reading.expected)) return {"nothing can be expected there yet", "rien ne peut encore y être attendu"};
  if (InBand(reading))
    return {"the reading lies in the band that holds 95% of normal ones", "le relevé est dans la bande qui contient 95\u202f% des relevés normaux"};
  return reading.reading > reading.high ? Phrase{"the reading lies above the band, as one normal reading in forty does",
                                                 "le relevé est au-dessus de la bande, comme un relevé normal sur quarante"}
                                        : Phrase{"the reading lies below the band, as one normal reading in forty does",
                                                 "le relevé est au-dessous de la bande, comme un relevé normal sur quarante"};
}

Phrase NoneWords(const ReadingStory& reading) {
  if (reading.IsAlarm()) {
    return InBand(reading) ? Phrase{"The score alone would be an alarm, but what makes it is the gap beside it, and the reading is as expected.",
                                    "Le score seul serait une alerte, mais il vient de la lacune voisine, et le relevé est tel qu’attendu."}
                           : Phrase{"The score reaches the threshold, but no event came of it.",
                                    "Le score atteint le seuil, mais il n’en est résulté aucune anomalie."};
  }
  const Phrase day = reading.day_off ? Phrase{"; the calendar makes it a day off, and so it is expected",
                                              " ; le calendrier en fait un jour chômé, attendu comme tel"}
                                     : Phrase{};
  return Fill({"Nothing strange: the score of {} is below {}, and {}{}.", "Rien d’anormal : le score de {} est sous {}, et {}{}."},
              {DecimalWords(reading.score, 2), DecimalWords(kAlarmScore, 2), BandWords(reading), day});
}

Phrase Because(const Explanation& explanation) {
  const ReadingStory& reading = explanation.reading;
  if (explanation.answer == ExplainedAs::kAlarm || explanation.answer == ExplainedAs::kHidden) return explanation.events.front().event.event.reason;
  if (reading.why_not) return *reading.why_not;
  return explanation.answer == ExplainedAs::kNotJudged ? NoReadingWords(reading) : NoneWords(reading);
}

}  // namespace

std::string_view ExplainedAsName(ExplainedAs answer) { return kAnswerNames[static_cast<std::size_t>(answer)]; }

Explanation Explain(ReadingStory reading, const Decision& decision, const Policy& policy) {
  Explanation explanation;
  explanation.reading = std::move(reading);
  explanation.currency = decision.currency;
  explanation.events = EventsOver(explanation.reading, decision, policy);
  const bool told = std::ranges::any_of(explanation.events, [](const DecidedEvent& decided) { return !decided.hidden; });
  const bool unread = explanation.reading.why_not || std::isnan(explanation.reading.score);
  explanation.answer = told                          ? ExplainedAs::kAlarm
                       : !explanation.events.empty() ? ExplainedAs::kHidden
                       : unread                      ? ExplainedAs::kNotJudged
                                                     : ExplainedAs::kNone;
  explanation.because = Because(explanation);
  return explanation;
}

}  // namespace kilowatch
