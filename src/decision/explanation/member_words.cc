#include "decision/explanation/member_words.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "detection/events/words.h"
#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kWeeksAround = 26;
constexpr std::size_t kLevelWeeks = 4;

double MedianOfFinite(std::vector<double> values) {
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  if (values.empty()) return kNone;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

// The block around one cell, as far as its mode may look.
class Surroundings {
 public:
  Surroundings(const CleanBlock& block, std::size_t cell) : block_(block), cell_(cell) {}

  bool past_alone() const { return block_.mode() == Mode::kLive; }
  double At(std::ptrdiff_t i) const {
    const bool inside = i >= 0 && i < static_cast<std::ptrdiff_t>(block_.size()) && (!past_alone() || i <= static_cast<std::ptrdiff_t>(cell_));
    return inside && HasReading(block_.quality()[static_cast<std::size_t>(i)]) ? block_.value()[static_cast<std::size_t>(i)] : kNone;
  }
  double Before(std::ptrdiff_t cells) const { return At(static_cast<std::ptrdiff_t>(cell_) - cells); }

  // value(i) at the same time of so many weeks around, or of as many days where a week has less than a day's worth of cells.
  template <class Value>
  double UsualOf(std::size_t weeks, Value value) const {
    const auto week = static_cast<std::ptrdiff_t>(block_.SlotsPerWeek());
    std::vector<double> values;
    for (auto k = static_cast<std::ptrdiff_t>(weeks); k >= 1; --k) {
      values.push_back(value(static_cast<std::ptrdiff_t>(cell_) - k * week));
      if (!past_alone()) values.push_back(value(static_cast<std::ptrdiff_t>(cell_) + k * week));
    }
    return MedianOfFinite(std::move(values));
  }

  // Standard deviation of the readings of six hours.
  double SpreadAt(std::ptrdiff_t i) const {
    const auto steps = std::max<std::ptrdiff_t>(2, 6 * 3600 / block_.grid().step().count());
    const std::ptrdiff_t begin = past_alone() ? i - steps + 1 : i - steps / 2;
    double sum = 0, squares = 0, count = 0;
    for (std::ptrdiff_t k = begin; k < begin + steps; ++k) {
      const double value = At(k);
      if (!std::isfinite(value)) continue;
      sum += value;
      squares += value * value;
      ++count;
    }
    return count < 2 ? kNone : std::sqrt(std::max(0.0, squares / count - sum / count * (sum / count)));
  }

  std::size_t RunOfEqual() const {
    const double value = Before(0);
    std::size_t run = 1;
    for (std::ptrdiff_t k = 1; At(static_cast<std::ptrdiff_t>(cell_) - k) == value; ++k) ++run;
    for (std::ptrdiff_t k = 1; At(static_cast<std::ptrdiff_t>(cell_) + k) == value; ++k) ++run;
    return run;
  }

  std::size_t GapBeside() const {
    const auto gap = [&](std::ptrdiff_t step) {
      std::size_t length = 0;
      std::ptrdiff_t at = static_cast<std::ptrdiff_t>(cell_) + step;
      if (std::isfinite(At(at))) at += step;  // the next but one
      for (; at >= 0 && at < static_cast<std::ptrdiff_t>(block_.size()) && !std::isfinite(At(at)); at += step) ++length;
      return length;
    };
    const std::size_t before = gap(-1);
    return before > 0 || past_alone() ? before : gap(1);
  }

  // How far the day is from the most similar other day of its weekday: root mean square of the difference over the mean size; NaN where there is none.
  double NearestDayDistance() const {
    const BlockDay& own = block_.days()[block_.day_of()[cell_]];
    double nearest = kNone;
    for (const BlockDay& day : block_.days()) {
      if (day.begin == own.begin || day.weekday != own.weekday || (past_alone() && day.begin > own.begin)) continue;
      double squares = 0, size = 0, count = 0;
      for (std::ptrdiff_t k = 0; k < std::min<std::ptrdiff_t>(own.end - own.begin, day.end - day.begin); ++k) {
        const double here = At(static_cast<std::ptrdiff_t>(own.begin) + k), there = At(static_cast<std::ptrdiff_t>(day.begin) + k);
        if (!std::isfinite(here - there)) continue;
        squares += (here - there) * (here - there);
        size += std::abs(there);
        ++count;
      }
      const double distance = std::sqrt(squares / count) / (size / count);
      if (count >= 2 && std::isfinite(distance) && !(distance >= nearest)) nearest = distance;
    }
    return nearest;
  }

  std::size_t CountEqual() const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < block_.size(); ++i) count += At(static_cast<std::ptrdiff_t>(i)) == Before(0) ? 1 : 0;
    return count;
  }

  double MedianOfAll() const {
    std::vector<double> values;
    for (std::size_t i = 0; i < block_.size(); ++i) values.push_back(At(static_cast<std::ptrdiff_t>(i)));
    return MedianOfFinite(std::move(values));
  }

  Phrase Amount(double value) const { return std::isfinite(value) ? QuantityWords(value, block_.meter().unit) : Phrase{"nothing", "rien"}; }

  // "Tuesday", "mardi".
  Phrase Weekday() const {
    const Phrase day = WeekdayWords(block_.site().zone.DayOf(block_.grid().Start(cell_)));
    return {day.en.substr(0, day.en.find(' ')), day.fr.substr(0, day.fr.find(' '))};
  }
  // "a Tuesday at 02:00", "un mardi à 2 h"; "a Tuesday" where cells are days; "a month".
  Phrase TimeOfWeek() const {
    if (block_.grid().spacing() == Spacing::kLocalMonth) return {"a month", "un mois"};
    Phrase day = Fill({"a {}", "un {}"}, {Weekday()});
    if (block_.grid().step() >= Seconds(86400)) return day;
    return Fill({"{} at {}", "{} à {}"}, {day, ClockWords(block_.site().zone.ToLocal(block_.grid().Start(cell_)))});
  }

 private:
  const CleanBlock& block_;
  std::size_t cell_;
};

Phrase ResidualWords(const Surroundings& around) {
  const double usual = around.UsualOf(kWeeksAround, [&](std::ptrdiff_t i) { return around.At(i); });
  if (!std::isfinite(usual)) return {"off its usual hour of the week", "loin de son heure de la semaine habituelle"};
  return Fill({"{}, where {} usually has {}", "{}, alors qu’{} a d’ordinaire {}"},
              {around.Amount(around.Before(0)), around.TimeOfWeek(), around.Amount(usual)});
}

Phrase VariabilityWords(const Surroundings& around, std::size_t cell) {
  const double spread = around.SpreadAt(static_cast<std::ptrdiff_t>(cell));
  const double usual = around.UsualOf(kWeeksAround, [&](std::ptrdiff_t i) { return around.SpreadAt(i); });
  if (!std::isfinite(spread) || !std::isfinite(usual)) return {"it varies unlike it usually does", "il ne varie pas comme d’habitude"};
  return Fill({"readings around it vary by {}, usually by {} at this time", "les relevés voisins varient de {}, d’ordinaire de {} à ce moment"},
              {around.Amount(spread), around.Amount(usual)});
}

Phrase LevelWords(const Surroundings& around) {
  const double usual = around.UsualOf(kLevelWeeks, [&](std::ptrdiff_t i) { return around.At(i); });
  const Phrase weeks = around.past_alone() ? Phrase{"of the four weeks before", "des quatre semaines d’avant"}
                                           : Phrase{"of the four weeks before and after", "des quatre semaines avant et après"};
  if (!std::isfinite(usual)) return Fill({"not at the level {}", "pas au niveau {}"}, {weeks});
  return Fill({"{} against {}, the median {}", "{} contre {}, médiane {}"}, {around.Amount(around.Before(0)), around.Amount(usual), weeks});
}

Phrase UnusualDayWords(const Surroundings& around) {
  const double distance = around.NearestDayDistance();
  if (!std::isfinite(distance)) {
    return Fill({"the shape of the day is unlike that of any other {}", "le profil de la journée ne ressemble à celui d’aucun autre {}"},
                {around.Weekday()});
  }
  return Fill({"the day is {} off the most similar other {}", "la journée est à {} du {} le plus ressemblant"},
              {PercentWords(distance), around.Weekday()});
}

Phrase ChangeWords(const Surroundings& around, std::size_t cell) {
  const double after = around.At(static_cast<std::ptrdiff_t>(cell) + 1);
  Phrase jump = Fill({"from {} to {} in one step", "de {} à {} en un pas"}, {around.Amount(around.Before(1)), around.Amount(around.Before(0))});
  if (!std::isfinite(after)) return jump;
  return Fill({"{}, then {}", "{}, puis {}"}, {jump, around.Amount(after)});
}

Phrase DataRuleWords(const Surroundings& around) {
  const double value = around.Before(0), median = around.MedianOfAll();
  if (value < median / 20) {
    return Fill({"{}, near zero for a meter whose median is {}", "{}, presque zéro pour un compteur dont la médiane est {}"},
                {around.Amount(value), around.Amount(median)});
  }
  return Fill({"exactly {}, a value that comes {} times and lies far from all others",
               "exactement {}, valeur qui revient {} fois, loin de toutes les autres"},
              {around.Amount(value), DecimalWords(static_cast<double>(around.CountEqual()), 0)});
}

}  // namespace

Phrase EvidenceWords(Member member, const CleanBlock& block, std::size_t cell) {
  const Surroundings around(block, cell);
  switch (member) {
    case Member::kResidual: return ResidualWords(around);
    case Member::kVariability: return VariabilityWords(around, cell);
    case Member::kFlatRun:
      return Fill({"the same {} {} times in a row", "la même valeur de {} {} fois de suite"},
                  {around.Amount(around.Before(0)), DecimalWords(static_cast<double>(around.RunOfEqual()), 0)});
    case Member::kUnusualDay: return UnusualDayWords(around);
    case Member::kLevel: return LevelWords(around);
    case Member::kChange: return ChangeWords(around, cell);
    case Member::kGapNeighbour:
      return Fill({"beside a gap of {}", "à côté d’une lacune de {}"},
                  {Counted(static_cast<std::int64_t>(around.GapBeside()), {"reading", "relevé"}, {"readings", "relevés"})});
    case Member::kDataRule: return DataRuleWords(around);
    case Member::kDiscord:
      return {"the course of the day around it is like no other (matrix profile)",
              "le déroulement de la journée autour ne ressemble à aucun autre (matrix profile)"};
    case Member::kForest:
      return {"hour, level and change are seldom found together (isolation forest)",
              "heure, niveau et variation se trouvent rarement ensemble (forêt d’isolement)"};
    case Member::kTrees:
      return {"it resembles what was marked as anomalous where the trees learned",
              "cela ressemble à ce qui était marqué anormal là où les arbres ont appris"};
  }
  return {};
}

}  // namespace kilowatch
