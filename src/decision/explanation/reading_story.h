#pragma once

#include <cmath>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "decision/explanation/normal_day.h"
#include "decision/scorer/scorer.h"

namespace kilowatch {

// What a member's evidence speaks of.
enum class EvidenceCause { kTimeOfWeek, kLevel, kShape, kNeighbours, kValue, kCombination };

// "time_of_week", "level", "shape", "neighbours", "value", "combination".
std::string_view EvidenceCauseName(EvidenceCause cause);
Phrase EvidenceCauseWords(EvidenceCause cause);
EvidenceCause CauseOf(Member member);

// What one member said of the reading.
struct MemberWord {
  Member member = Member::kResidual;
  double decades = 0;  // of strangeness, on the scale of the sum that the score comes from
  double share = 0;    // of what all said
  Phrase words;        // what it saw
};

// One reading as the scorer sees it. Amounts in the meter's unit, NaN where there is none.
struct ReadingStory {
  Meter meter;
  TimeZone zone;
  Grid grid;
  Mode mode = Mode::kReview;
  std::size_t cell = 0;
  Span interval;
  Quality quality = Quality::kMissing;
  double reading = std::nan("");
  double expected = std::nan("");
  double low = std::nan("");
  double high = std::nan("");
  double score = std::nan("");
  std::optional<double> temperature;  // °C
  bool day_off = false;               // a public holiday, or closed by the calendar
  BaselineKind reference = BaselineKind::kTimeOfWeek;
  std::optional<ExpectationCauses> causes;
  double alarm_decades = 0;         // the sum from which a reading is an alarm
  std::vector<MemberWord> members;  // those that say something, strongest first
  DayCourse day;                    // the local day of the reading; where readings are days or longer, the stretch around it
  std::optional<DayCourse> normal_day;
  std::optional<Phrase> why_not;  // why the meter is not judged

  double DecadesInAll() const;
  bool IsAlarm() const { return score >= kAlarmScore; }
};

// `scored` was made by `scorer` with its evidence kept; `cell` is one of its block.
ReadingStory TellReading(const Scorer& scorer, const ScoredMeter& scored, std::size_t cell);

// The cell that a person means by a moment: the one that holds it or, for a date alone, the strangest of the local day. Nothing where the meter's time does not
// hold it.
std::optional<std::size_t> CellOfMoment(const ScoredMeter& scored, Instant moment);
std::optional<std::size_t> StrangestCellOf(const ScoredMeter& scored, LocalDay day);

}  // namespace kilowatch
