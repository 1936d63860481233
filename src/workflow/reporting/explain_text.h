#pragma once

#include <string>

#include "decision/explanation/explanation.h"
#include "foundation/base/phrase.h"

namespace kilowatch {

// The answer of `explain` for a person, one screen of a hundred characters' width: alarm or none and why, reading, score and threshold, what each member saw, the
// causes of the expectation, the day beside the nearest normal one, what was decided.
std::string ExplainText(const Explanation& explanation, Language language);

// "ALARM", "hidden", "no alarm", "not judged".
Phrase ExplainedAsWords(ExplainedAs answer);
// "Tuesday 12 March 2024, 02:00 to 03:00".
Phrase IntervalWords(const ReadingStory& reading);
// "33.1 kWh read; 3.2 kWh expected, normally 2.1 kWh to 4.9 kWh": what is known of it.
Phrase ReadingWords(const ReadingStory& reading);
// "12 kWh in the mean, −6.1 for the time of day, …"; empty where nothing is expected.
Phrase CausesWords(const ReadingStory& reading);
// What the event would have been, with its money.
Phrase WouldHaveBeenWords(const DecidedEvent& decided, const Currency& currency);

}  // namespace kilowatch
