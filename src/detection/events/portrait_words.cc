#include <cmath>

#include "detection/events/portrait.h"
#include "detection/events/words.h"

namespace kilowatch {
namespace {

Phrase YearLine(const Portrait& portrait, const Meter& meter) {
  const Phrase year = QuantityWords(*portrait.a_year, meter.unit);
  if (portrait.a_year_from_days >= 330) return Fill({"{} a year", "{} par an"}, {year});
  return Fill(
      {"{} a year, if all seasons were like the {} days that there are", "{} par an, si toutes les saisons ressemblaient aux {} jours disponibles"},
      {year, DecimalWords(portrait.a_year_from_days, 0)});
}

Phrase BaseLoadLine(const Portrait& portrait, const Meter& meter) {
  Phrase line = Fill({"base load at night {}", "talon de nuit {}"}, {RateWords(*portrait.base_load, meter.unit)});
  if (portrait.a_year && *portrait.a_year > 0 && *portrait.base_load > 0) {
    const Phrase share = PercentWords(std::min(1.0, *portrait.base_load * 8760 / *portrait.a_year));
    line = Fill({"{}, {} of the year's consumption", "{}, soit {} de la consommation annuelle"}, {line, share});
  }
  if (!portrait.base_load_trend_a_year) return line;
  const double trend = *portrait.base_load_trend_a_year;
  const Phrase size = RateWords(std::abs(trend), meter.unit);
  if (std::abs(trend) < 0.02 * std::abs(*portrait.base_load)) return Fill({"{}, steady", "{}, stable"}, {line});
  return trend > 0 ? Fill({"{}, rising by {} a year", "{}, en hausse de {} par an"}, {line, size})
                   : Fill({"{}, falling by {} a year", "{}, en baisse de {} par an"}, {line, size});
}

Phrase OffHoursLine(const Portrait& portrait) {
  const Phrase share = PercentWords(*portrait.off_hours_share);
  return portrait.opening_hours->inferred
             ? Fill({"{} is used outside opening hours (inferred from the load)",
                     "{} est consommé hors des heures d’ouverture (déduites de la courbe)"},
                    {share})
             : Fill({"{} is used outside opening hours (as given)", "{} est consommé hors des heures d’ouverture (fournies)"}, {share});
}

Phrase PeakLine(const Portrait& portrait, const Meter& meter, const TimeZone& zone) {
  const LocalTime at = zone.ToLocal(portrait.peak_at);
  Phrase line = Fill({"peak {} on {} at {}", "pointe {} le {} à {}"},
                     {RateWords(*portrait.peak, meter.unit), DayWords(std::chrono::floor<std::chrono::days>(at)), ClockWords(at)});
  if (!portrait.load_factor) return line;
  return Fill({"{}; load factor {}", "{} ; facteur de charge {}"}, {line, PercentWords(*portrait.load_factor)});
}

Phrase SavingLine(const Portrait& portrait, const Meter& meter) {
  const Phrase basis = portrait.weather_taken_out ? Phrase{"weather and calendar taken out", "météo et calendrier déduits"}
                                                  : Phrase{"calendar taken out, but not the weather: no temperature is known",
                                                           "calendrier déduit, mais pas la météo : température inconnue"};
  return Fill({"{} a year ({}) would be saved if it always ran as in {} ({})",
               "{} par an ({}) seraient économisés s’il fonctionnait toujours comme en {} ({})"},
              {QuantityWords(*portrait.saving_at_best_month, meter.unit), PercentWords(*portrait.saving_at_best_month / *portrait.a_year),
               MonthWords(*portrait.best_month), basis});
}

Phrase ReadingsLine(const Portrait& portrait) {
  Phrase line = Fill({"readings: {}; missing: {}", "relevés : {} ; manquants : {}"},
                     {DecimalWords(static_cast<double>(portrait.readings), 0), DecimalWords(static_cast<double>(portrait.missing), 0)});
  if (!(portrait.estimated_share > 0)) return line;
  return Fill({"{}; estimated: {} of the readings", "{} ; estimés : {} des relevés"}, {line, PercentWords(portrait.estimated_share)});
}

}  // namespace

std::vector<Phrase> PortraitWords(const Portrait& portrait, const Meter& meter, const TimeZone& zone) {
  std::vector<Phrase> lines;
  if (portrait.a_year) lines.push_back(YearLine(portrait, meter));
  if (portrait.base_load) lines.push_back(BaseLoadLine(portrait, meter));
  if (portrait.off_hours_share) lines.push_back(OffHoursLine(portrait));
  if (portrait.peak) lines.push_back(PeakLine(portrait, meter, zone));
  if (portrait.saving_at_best_month && *portrait.saving_at_best_month > 0 && *portrait.a_year > 0) lines.push_back(SavingLine(portrait, meter));
  lines.push_back(ReadingsLine(portrait));
  return lines;
}

}  // namespace kilowatch
