#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decision/explanation/reading_story.h"
#include "decision/policy/decide.h"

namespace kilowatch {

enum class ExplainedAs {
  kAlarm,      // an event that a person is told of covers it
  kHidden,     // an event covers it, but nobody is told
  kNone,       // nothing strange
  kNotJudged,  // there is nothing to judge: no reading, or a meter without enough of them
};

// "alarm", "hidden", "none", "not_judged".
std::string_view ExplainedAsName(ExplainedAs answer);

// An event over the reading, and what was decided of it.
struct DecidedEvent {
  PricedEvent event;
  std::optional<HiddenReason> hidden;
  std::string under;            // see Hidden
  std::string finding;          // id; empty for none
  std::string incident;         // likewise
  std::optional<Instant> told;  // the first day of the week in which it is told
  Phrase why;                   // the rule that decided, with its figures
  Phrase check_first;           // as the end of a sentence
};

struct Explanation {
  ReadingStory reading;
  ExplainedAs answer = ExplainedAs::kNone;
  Phrase because;                    // in a sentence or two
  std::vector<DecidedEvent> events;  // told ones first, then those that are of these hours rather than of a season or a year
  Currency currency;
};

// `decision` is that of the portfolio that the reading belongs to, under `policy`.
Explanation Explain(ReadingStory reading, const Decision& decision, const Policy& policy);

// The rule that decided of an event, with its figures, as a sentence without its full stop. `meter` gives the clock.
Phrase DecidedWords(const DecidedEvent& decided, bool by_week, const ReadingStory& reading, const Decision& decision, const Policy& policy);

}  // namespace kilowatch
