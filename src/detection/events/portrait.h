#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "data/frame/opening_hours.h"
#include "data/preprocessing/clean_block.h"
#include "detection/events/day_reference.h"
#include "detection/models/expectation.h"
#include "foundation/base/phrase.h"

namespace kilowatch {

// What a meter is like when nothing is wrong with it: permanent waste looks normal to its own history, so it has to be shown.
// Amounts are in the meter's unit; rates are per hour (kW for kWh). What cannot be told is nothing.
struct Portrait {
  std::int64_t readings = 0;   // cells with a reading
  std::int64_t missing = 0;    // cells without
  double estimated_share = 0;  // of the readings: the source guessed

  // The last 365 days, cells without a believed reading taken as expected, else as the mean. With less than 330 days it is the mean rate
  // over what there is, which knows nothing of the other seasons: `a_year_from_days` says how many days stand behind it.
  std::optional<double> a_year;
  double a_year_from_days = 0;

  // 10th percentile of the measured load between 00:00 and 05:00, over the last 365 days. Readings of an hour or less only.
  std::optional<double> base_load;
  // Median over months of the change against the same month a year before (each month: the 10th percentile of its nights), so that seasons
  // cancel. Six pairs of months at least.
  std::optional<double> base_load_trend_a_year;

  // Share of consumption outside opening hours, and the hours: given, or inferred from the load (opening_hours.inferred).
  std::optional<double> off_hours_share;
  std::optional<OpeningHours> opening_hours;

  std::optional<double> peak;  // highest measured rate
  Instant peak_at{};
  std::optional<double> load_factor;  // mean rate / peak

  // What a year would save if every month were like the best one. Calendar and, where it is known, temperature are taken out: each month is its whole
  // days' sum against that of their reference (FitDayReference), the best is the smallest such ratio, the saving is a_year * (1 - best / whole).
  // A month counts with 22 whole days and a reference of at least half the mean month's (a summer's
  // remainder of heating says nothing); six months at least. Nothing for heat and gas without temperature, for production, and, without temperature, for
  // a load whose months follow a season (their ratios' correlation with the next month's is over 0.3): its best month is the mild one.
  std::optional<double> saving_at_best_month;
  std::optional<LocalDay> best_month;  // its first day
  bool weather_taken_out = false;

  std::vector<Phrase> lines;  // the above in words, one fact a line
};

// Nothing is summed up for a unit that is no consumption: readings, missing and peak only.
Portrait MakePortrait(const CleanBlock& block, const Expectation& expectation, const DayReference& reference);
Portrait MakePortrait(const CleanBlock& block, const Expectation& expectation);

// The portrait's facts as sentences; MakePortrait has put them in `lines`.
std::vector<Phrase> PortraitWords(const Portrait& portrait, const Meter& meter, const TimeZone& zone);

}  // namespace kilowatch
