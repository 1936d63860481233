#include <cmath>

#include "decision/policy/findings.h"
#include "detection/events/words.h"
#include "workflow/reporting/explain_text.h"

namespace kilowatch {
namespace {

bool CountsOneDayOrMore(const ReadingStory& reading) { return reading.grid.step() >= Seconds(86400); }

// "+1.2 kWh", "−3 kWh".
Phrase Signed(double value, Unit unit) {
  const Phrase size = QuantityWords(value, unit);
  return value > 0 ? Phrase{"+" + size.en, "+" + size.fr} : size;
}

void AddCause(double value, const Phrase& name, const ReadingStory& reading, Phrase& words) {
  // Under a thousandth of what is usual nobody sees it.
  if (std::abs(value) < 0.001 * std::abs(reading.causes->mean)) return;
  words = Fill({"{} · {} {}", "{} · {} {}"}, {words, name, Signed(value, reading.meter.unit)});
}

Phrase WeatherName(const ReadingStory& reading) {
  if (!reading.causes->temperature_known) {
    return reading.reference == BaselineKind::kTimeOfWeekAndTemperature ? Phrase{"usual weather of the season", "temps habituel de la saison"}
                                                                        : Phrase{"season", "saison"};
  }
  if (!reading.temperature) return {"weather", "météo"};
  const Phrase celsius = DecimalWords(*reading.temperature, 0);
  return Fill({"weather ({} °C)", "météo ({}\u202f°C)"}, {celsius});
}

}  // namespace

Phrase ExplainedAsWords(ExplainedAs answer) {
  switch (answer) {
    case ExplainedAs::kAlarm: return {"ALARM", "ALERTE"};
    case ExplainedAs::kHidden: return {"no alarm: an event that is not told", "pas d’alerte : une anomalie qui n’est pas signalée"};
    case ExplainedAs::kNone: return {"no alarm", "pas d’alerte"};
    case ExplainedAs::kNotJudged: return {"not judged", "non évalué"};
  }
  return {};
}

Phrase IntervalWords(const ReadingStory& reading) {
  const LocalDay day = reading.zone.DayOf(reading.interval.begin);
  if (reading.grid.spacing() == Spacing::kLocalMonth) return MonthWords(day);
  if (CountsOneDayOrMore(reading)) return WeekdayWords(day);
  return Fill({"{}, {} to {}", "{}, de {} à {}"},
              {WeekdayWords(day), ClockWords(reading.zone.ToLocal(reading.interval.begin)), ClockWords(reading.zone.ToLocal(reading.interval.end))});
}

Phrase ReadingWords(const ReadingStory& reading) {
  const Unit unit = reading.meter.unit;
  const Phrase read = std::isfinite(reading.reading) ? Fill({"{} read", "{} relevés"}, {QuantityWords(reading.reading, unit)})
                                                     : Phrase{"nothing read", "rien n’a été relevé"};
  if (!std::isfinite(reading.expected)) return Fill({"{}; nothing can be expected", "{} ; rien ne peut être attendu"}, {read});
  return Fill({"{}; {} expected, normally between {} and {}", "{} ; {} attendus, normalement entre {} et {}"},
              {read, QuantityWords(reading.expected, unit), QuantityWords(reading.low, unit), QuantityWords(reading.high, unit)});
}

Phrase CausesWords(const ReadingStory& reading) {
  if (!reading.causes) return {};
  const ExpectationCauses& causes = *reading.causes;
  const Phrase mean = QuantityWords(causes.mean, reading.meter.unit);
  Phrase words = reading.grid.spacing() == Spacing::kLocalMonth ? Fill({"{} in an average month", "{} pour un mois moyen"}, {mean})
                 : CountsOneDayOrMore(reading)                  ? Fill({"{} on an average day", "{} pour un jour moyen"}, {mean})
                 : reading.grid.step() == Seconds(3600)         ? Fill({"{} in an average hour", "{} pour une heure moyenne"}, {mean})
                                                                : Fill({"{} in an average interval", "{} pour un pas moyen"}, {mean});
  AddCause(causes.time_of_day, {"time of day", "heure"}, reading, words);
  AddCause(causes.weekday, {"weekday", "jour de la semaine"}, reading, words);
  AddCause(causes.day_off, {"day off", "jour chômé"}, reading, words);
  AddCause(causes.weather, WeatherName(reading), reading, words);
  AddCause(causes.level,
           reading.mode == Mode::kLive ? Phrase{"level of the weeks before", "niveau des semaines d’avant"}
                                       : Phrase{"level of the weeks around", "niveau des semaines voisines"},
           reading, words);
  return Fill({"{} = {}", "{} = {}"}, {words, QuantityWords(causes.expected, reading.meter.unit)});
}

Phrase WouldHaveBeenWords(const DecidedEvent& decided, const Currency& currency) {
  const Event& event = decided.event.event;
  const Unit unit = decided.event.unit;
  if (event.event_class == EventClass::kDataFault) {
    if (!(event.unmeasured > 0) || unit == Unit::kOther) return {};
    return Fill({"about {}, which was not measured", "environ {}, qui n’ont pas été mesurés"}, {QuantityWords(event.unmeasured, unit)});
  }
  if (unit == Unit::kOther) return {};
  const Phrase amounts = Fill({"{} instead of {}", "{} au lieu de {}"}, {QuantityWords(event.expected, unit), QuantityWords(event.actual, unit)});
  if (!decided.event.cost) return amounts;
  const Phrase money = MoneyWords(decided.event.cost->amount, currency);
  return decided.event.cost->amount.minor > 0 ? Fill({"{}: {} more", "{} : {} de plus"}, {amounts, money})
                                              : Fill({"{}: {} less", "{} : {} de moins"}, {amounts, money});
}

}  // namespace kilowatch
