#include "detection/events/reason.h"

#include <cmath>

#include "detection/events/opening_hours_inference.h"
#include "detection/events/words.h"

namespace kilowatch {
namespace {

// "3.2 times the 128 kWh expected", "35% below the 128 kWh expected", with what the expectation rests on.
Phrase Comparison(const Event& event, Unit unit, BaselineKind baseline) {
  const Phrase expected = QuantityWords(event.expected, unit);
  const Phrase basis = baseline == BaselineKind::kTimeOfWeekAndTemperature
                           ? Phrase{"for these hours and this weather", "à ces heures et par ce temps"}
                           : Phrase{"for these hours of the week", "à ces heures de la semaine"};
  const bool above = event.excess > 0;
  const double ratio = event.expected > 0 ? event.actual / event.expected : -1;
  if (ratio >= 2 && ratio < 1000) return Fill({"{} the {} expected {}", "{} les {} attendus {}"}, {TimesWords(ratio), expected, basis});
  if (ratio >= 0 && ratio < 2 && std::abs(ratio - 1) >= 0.0005) {
    const Phrase share = PercentWords(std::abs(ratio - 1));
    return above ? Fill({"{} more than the {} expected {}", "{} de plus que les {} attendus {}"}, {share, expected, basis})
                 : Fill({"{} less than the {} expected {}", "{} de moins que les {} attendus {}"}, {share, expected, basis});
  }
  return Fill({"against {} expected {}", "contre {} attendus {}"}, {expected, basis});
}

Phrase HoursWords(const Event& event, const CleanBlock& block, const OpeningHours& opening) {
  if (event.kind == EventKind::kOffHoursExcess && HasClosedHours(opening)) {
    return opening.inferred ? Phrase{", mostly outside the opening hours that the load itself shows",
                                     ", surtout hors des heures d’ouverture que la courbe elle-même montre"}
                            : Phrase{", mostly outside opening hours", ", surtout hors des heures d’ouverture"};
  }
  if (event.span.Length() <= Seconds(86400) || block.grid().step() > Seconds(3600)) return {};
  switch (event.hours) {
    case HoursPattern::kNight: return {", mostly at night (22:00 to 06:00)", ", surtout la nuit (de 22 h à 6 h)"};
    case HoursPattern::kWeekend: return {", mostly at weekends", ", surtout le week-end"};
    case HoursPattern::kDaytime: return {", mostly on weekdays in the daytime", ", surtout en journée, du lundi au vendredi"};
    case HoursPattern::kAllHours: return {", at all hours", ", à toute heure"};
  }
  return {};
}

// A pressure or a share is not summed by people: its mean over the event is said.
Event Averaged(Event event, const CleanBlock& block) {
  int cells = 0;
  for (std::uint32_t i = event.first_cell; i <= event.last_cell; ++i) cells += std::isfinite(block.value()[i]) ? 1 : 0;
  if (cells == 0) return event;
  event.actual /= cells;
  event.expected /= cells;
  event.excess = event.actual - event.expected;
  return event;
}

// What happened, for readings that are not believed.
Phrase FaultWords(const Event& event, const CleanBlock& block) {
  const Unit unit = block.meter().unit;
  const double first = block.value()[event.first_cell];
  switch (event.kind) {
    case EventKind::kMissing: return {"No reading arrived", "Aucun relevé n’est arrivé"};
    case EventKind::kFrozen:
      return Fill({"The meter repeated one value ({})", "Le compteur a répété une même valeur ({})"}, {QuantityWords(first, unit)});
    case EventKind::kOutage:
      if (!std::isfinite(first)) return {"Nothing was measured", "Rien n’a été mesuré"};
      return Fill({"The meter read {} where it never does,", "Le compteur a indiqué {}, ce qui n’est jamais le cas,"}, {QuantityWords(first, unit)});
    default: {
      if (event.strongest == Member::kGapNeighbour) {
        return event.kind == EventKind::kDip ? Fill({"The reading of {} beside a gap probably covers only a part of its interval",
                                                     "Le relevé de {} à côté d’une lacune ne couvre sans doute qu’une partie de son intervalle"},
                                                    {QuantityWords(event.actual, unit)})
                                             : Fill({"The reading of {} beside a gap probably holds a part of what the gap lacks",
                                                     "Le relevé de {} à côté d’une lacune contient sans doute une partie de ce qui y manque"},
                                                    {QuantityWords(event.actual, unit)});
      }
      const bool producer = block.meter().role == MeterRole::kGeneration || block.meter().role == MeterRole::kExport;
      if (producer && event.strongest != Member::kDataRule) {
        return Fill({"The meter read {}, more than this production reaches,", "Le compteur a indiqué {}, plus que cette production n’atteint,"},
                    {QuantityWords(event.actual, unit)});
      }
      return Fill({"The reading of {} cannot be right", "Le relevé de {} ne peut pas être juste"}, {QuantityWords(event.actual, unit)});
    }
  }
}

Phrase UnmeasuredWords(const Event& event, const CleanBlock& block) {
  bool caught_up = false;
  for (std::uint32_t i = event.first_cell; i <= event.last_cell; ++i) caught_up = caught_up || block.quality()[i] == Quality::kCatchUp;
  if (caught_up) return {", and its last reading holds what was used meanwhile", ", et le dernier relevé contient ce qui a été consommé entre-temps"};
  if (block.meter().unit == Unit::kOther || !(event.unmeasured > 0)) return {};
  return Fill({", so that about {} are unmeasured", ", si bien qu’environ {} ne sont pas mesurés"},
              {QuantityWords(event.unmeasured, block.meter().unit)});
}

}  // namespace

Phrase Reason(const Event& summed, const CleanBlock& block, BaselineKind baseline, const OpeningHours& opening) {
  const Event event = block.meter().unit == Unit::kOther ? Averaged(summed, block) : summed;
  const Meter& meter = block.meter();
  const Phrase when = StretchWords(event.span, block.grid(), block.site().zone, event.ongoing);
  const Phrase check = CheckFirst(event, meter);
  if (event.event_class == EventClass::kDataFault) {
    return Fill({"{} {}{}; check first {}.", "{} {}{} ; vérifier d’abord {}."},
                {FaultWords(event, block), when, UnmeasuredWords(event, block), check});
  }
  const Phrase subject = meter.unit == Unit::kOther             ? Phrase{"The value was {} on average, ", "La valeur était de {} en moyenne, "}
                         : meter.role == MeterRole::kGeneration ? Phrase{"{} were produced, ", "{} ont été produits, "}
                         : meter.role == MeterRole::kExport     ? Phrase{"{} were exported, ", "{} ont été injectés, "}
                                                                : Phrase{"{} were used, ", "{} ont été consommés, "};
  return Fill({"{}{}, {}{}; check first {}.", "{}{}, {}{} ; vérifier d’abord {}."},
              {Fill(subject, {QuantityWords(event.actual, meter.unit)}), Comparison(event, meter.unit, baseline), when,
               HoursWords(event, block, opening), check});
}

}  // namespace kilowatch
