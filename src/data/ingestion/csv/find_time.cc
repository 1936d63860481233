#include "data/ingestion/csv/draft.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "foundation/base/format_phrase.h"

namespace kilowatch {
namespace {

struct TimeColumn {
  std::size_t index = 0;
  StampGuess guess;
};

bool MayHoldStamps(const ColumnProfile& column) {
  if (column.IsEmpty()) return false;
  // Dates of a meter or building, in a list of them.
  for (const char* word : {"valid", "opened", "built", "installed", "commissioned"}) {
    if (column.Says(word)) return false;
  }
  if (column.Says(Meaning::kTime)) return true;
  const std::string_view cell = column.filled.front();
  const CellKind kind = KindOf(cell);
  if (kind == CellKind::kDate || kind == CellKind::kClock) return true;
  const bool digits = cell.find_first_not_of("0123456789") == std::string_view::npos;
  return digits && (cell.size() == 8 || cell.size() == 12 || cell.size() == 13 || cell.size() == 14);
}

std::vector<TimeColumn> StampColumns(const Draft& draft) {
  std::vector<TimeColumn> found;
  for (const auto& column : draft.columns) {
    // A date that most rows lack describes something; it is not the row's stamp.
    if (!MayHoldStamps(column) || column.filled.size() * 2 < column.cells.size()) continue;
    auto guess = GuessTimeFormat(column.filled, column.Says(Meaning::kTime));
    // The number of a meter may have as many digits as an epoch.
    const bool is_name = column.Says(Meaning::kMeter) && column.IsWhole() && !column.Says(Meaning::kTime);
    if (guess && !is_name) found.push_back({column.index, std::move(*guess)});
  }
  // The same moment in every row is that of the export, where others differ.
  const auto varies = [&](const TimeColumn& c) { return c.guess.has_date && !draft.columns[c.index].IsConstant(); };
  if (std::ranges::any_of(found, varies)) {
    std::erase_if(found, [&](const TimeColumn& c) { return c.guess.has_date && draft.columns[c.index].IsConstant(); });
  }
  return found;
}

// Higher is better as the row's stamp.
int Rank(const Draft& draft, const TimeColumn& candidate) {
  const auto& column = draft.columns[candidate.index];
  int rank = candidate.guess.has_time ? 100 : 0;
  if (candidate.guess.format.HasOffset()) rank += 20;
  if (column.Says(Meaning::kUtc)) rank += 20;
  if (column.Says(Meaning::kTime)) rank += 5;
  if (column.Says(Meaning::kStart)) rank += 3;
  if (column.Says(Meaning::kEnd) && !column.Says(Meaning::kHourEnding)) rank -= 2;
  return rank;
}

void UseTime(Draft& draft, std::size_t index, ColumnRole role, Phrase why) {
  draft.plan.time_columns.push_back(index);
  draft.Settle(index, role, std::move(why));
}

// A column of whole numbers beside a date: hours 0–23 or 1–24, half hours 1–48, quarters 1–96.
struct HourRange {
  std::int64_t first = 0;
  Seconds period{3600};
  bool elapsed = false;
};

std::optional<HourRange> HourRangeOf(const ColumnProfile& column, bool named) {
  if (!column.IsWhole() || column.IsConstant() || column.least < 0 || column.least > 1 || column.most > 100) return std::nullopt;
  const auto most = static_cast<int>(column.most);
  const bool from_zero = column.least == 0;
  // An unnamed column has to go through nearly the whole day.
  if (!named && (most < 22 || column.distinct.size() + 2 < static_cast<std::size_t>(most))) return std::nullopt;
  HourRange range{from_zero ? 0 : 1, Seconds(3600), false};
  if (most > 25) range.period = Seconds(most > 50 ? 900 : 1800);
  const int usual = static_cast<int>(86400 / range.period.count()) + (from_zero ? -1 : 0);
  range.elapsed = most > usual && !(from_zero && most == 24);
  return range;
}

// Hours such as "H1", "HE 01", "1" as numbers.
std::optional<std::size_t> HourColumn(const Draft& draft, std::size_t date, std::optional<HourRange>& range) {
  for (const auto& column : draft.columns) {
    if (column.index == date || draft.settled[column.index]) continue;
    const bool named = column.Says(Meaning::kHour);
    if (!named && (draft.table.has_header || column.index != date + 1)) continue;
    range = HourRangeOf(column, named);
    if (range) return column.index;
  }
  return std::nullopt;
}

void AddHours(Draft& draft, std::size_t index, const HourRange& range) {
  auto& format = draft.plan.time_format;
  draft.plan.understanding.time_format += " %H";
  if (range.first == 0 && range.period == Seconds(3600)) {
    format.parts.push_back(StampPart::kHour);
    UseTime(draft, index, ColumnRole::kHour, {"hours 0 to 23 beside the date", "heures de 0 à 23 à côté de la date"});
    return;
  }
  format.parts.push_back(StampPart::kPeriod);
  format.first_period = range.first;
  format.period = range.period;
  format.elapsed = range.elapsed;
  const auto minutes = range.period.count() / 60;
  const auto last = static_cast<std::int64_t>(draft.columns[index].most);
  UseTime(draft, index, ColumnRole::kHour,
          {fmt::format("numbers {} to {} beside the date: intervals of {} min of the day", range.first, last, minutes),
           fmt::format("nombres de {} à {} à côté de la date : intervalles de {} min du jour", range.first, last, minutes)});
  draft.Assume({fmt::format("interval {} of the day begins at 00:00 and is called by its end", range.first),
                fmt::format("l'intervalle {} du jour commence à 00:00 et porte le nom de sa fin", range.first)});
}

// Year, month, day (and hour) in columns of their own.
bool SplitDate(Draft& draft) {
  using enum StampPart;
  struct Piece {
    std::vector<std::string_view> names;
    StampPart part;
    double least, most;
  };
  const std::vector<Piece> pieces = {{{"year", "annee", "jahr", "jaar", "ano", "an", "yyyy"}, kYear, 1950, 2065},
                                     {{"month", "mois", "monat", "maand", "mes", "mm"}, kMonth, 1, 12},
                                     {{"day", "jour", "tag", "dag", "dia", "dd"}, kDay, 1, 31}};
  std::vector<std::size_t> found;
  for (const auto& piece : pieces) {
    const auto column = std::ranges::find_if(draft.columns, [&](const ColumnProfile& c) {
      return c.words.size() == 1 && std::ranges::find(piece.names, std::string_view(c.words[0])) != piece.names.end() && c.IsWhole() &&
             c.least >= piece.least && c.most <= piece.most;
    });
    if (column == draft.columns.end()) return false;
    found.push_back(column->index);
  }
  draft.plan.time_format.parts = {kYear, kMonth, kDay};
  draft.plan.understanding.time_format = "%Y %m %d";
  for (const std::size_t index : found) {
    UseTime(draft, index, ColumnRole::kTime, {"part of the date, which stands in three columns", "partie de la date, qui tient en trois colonnes"});
  }
  return true;
}

// The clock time or hour that stands beside a date.
void AddTimeOfDay(Draft& draft, std::size_t date, const std::vector<TimeColumn>& stamps) {
  const TimeColumn* clock = nullptr;
  for (const auto& candidate : stamps) {
    if (candidate.guess.has_date || draft.columns[candidate.index].IsConstant()) continue;
    if (clock == nullptr || Rank(draft, candidate) > Rank(draft, *clock)) clock = &candidate;
  }
  if (clock != nullptr) {
    auto& format = draft.plan.time_format;
    format.parts.insert(format.parts.end(), clock->guess.format.parts.begin(), clock->guess.format.parts.end());
    draft.plan.understanding.time_format += " " + clock->guess.words;
    UseTime(draft, clock->index, ColumnRole::kHour, {"clock times beside the date", "heures à côté de la date"});
    return;
  }
  std::optional<HourRange> range;
  if (const auto hour = HourColumn(draft, date, range)) AddHours(draft, *hour, *range);
}

Phrase WhyTime(const ColumnProfile& column, const StampGuess& guess) {
  Phrase why{
      fmt::format("{} of {} sampled cells read as {}", static_cast<std::size_t>(std::lround(guess.read * static_cast<double>(column.filled.size()))),
                  column.filled.size(), guess.words),
      fmt::format("{} des {} cellules lues ont la forme {}",
                  static_cast<std::size_t>(std::lround(guess.read * static_cast<double>(column.filled.size()))), column.filled.size(), guess.words)};
  if (!guess.why.empty()) why.en += "; " + guess.why.en, why.fr += " ; " + guess.why.fr;
  return why;
}

// Stamps that are not the row's own: the end of its interval, the same moment on another clock, the day alone.
void SettleOtherStamps(Draft& draft, const std::vector<TimeColumn>& stamps) {
  for (const auto& other : stamps) {
    if (draft.settled[other.index]) continue;
    const auto& column = draft.columns[other.index];
    if (column.Says(Meaning::kEnd)) {
      draft.Settle(other.index, ColumnRole::kTime,
                   {"end of the row's interval; its start is used", "fin de l'intervalle de la ligne ; c'est son début qui sert"});
      draft.plan.end_column = other.index;
    } else if (other.guess.has_date) {
      draft.Settle(other.index, ColumnRole::kCalendar,
                   {"a second date: the row's stamp is in another column", "une seconde date : l'horodate de la ligne est dans une autre colonne"});
    } else {
      draft.Settle(other.index, ColumnRole::kCalendar, {"a clock time that the stamp already holds", "une heure que l'horodate contient déjà"});
    }
  }
}

// The column that the user names has to hold stamps.
Result<StampGuess> NamedStamp(const Draft& draft, std::size_t index) {
  const auto& column = draft.columns[index];
  if (auto guess = GuessTimeFormat(column.filled, true)) return *std::move(guess);
  const std::string_view sample = column.IsEmpty() ? std::string_view() : column.filled.front();
  return Fail(
      ErrorCode::kUnreadable,
      FormatPhrase("{}:{}: column {} holds no stamps, such as \"{}\"", "{}:{} : la colonne {} ne contient pas d’horodatages, par exemple « {} »",
                   draft.context.path, draft.table.first_line, column.name, sample),
      {"Name another with --time-column, or write stamps as 2024-01-31T14:30:00Z",
       "Indiquez-en une autre avec --time-column, ou écrivez les horodatages 2024-01-31T14:30:00Z"});
}

void TakeStamp(Draft& draft, const TimeColumn& best, const std::vector<TimeColumn>& stamps) {
  draft.stamp = best.guess;
  draft.plan.time_format = best.guess.format;
  draft.plan.understanding.time_format = best.guess.words;
  Phrase why = WhyTime(draft.columns[best.index], best.guess);
  if (!draft.options().time_column.empty()) why = {"named by --time-column; " + why.en, "nommée par --time-column ; " + why.fr};
  UseTime(draft, best.index, ColumnRole::kTime, std::move(why));
  if (!best.guess.assumed.empty()) draft.Assume(best.guess.assumed);
  if (!best.guess.has_time) AddTimeOfDay(draft, best.index, stamps);
  SettleOtherStamps(draft, stamps);
}

}  // namespace

Status FindTime(Draft& draft) {
  auto stamps = StampColumns(draft);
  if (const auto& wanted = draft.options().time_column; !wanted.empty()) {
    KW_ASSIGN(const std::size_t index, FindColumn(draft, wanted, "--time-column"));
    KW_ASSIGN(StampGuess guess, NamedStamp(draft, index));
    std::erase_if(stamps, [&](const TimeColumn& c) { return c.index == index; });
    TakeStamp(draft, {index, std::move(guess)}, stamps);
    return {};
  }
  const TimeColumn* best = nullptr;
  for (const auto& candidate : stamps) {
    if (candidate.guess.has_date && (best == nullptr || Rank(draft, candidate) > Rank(draft, *best))) best = &candidate;
  }
  if (best != nullptr) {
    TakeStamp(draft, *best, stamps);
  } else if (SplitDate(draft)) {
    AddTimeOfDay(draft, draft.plan.time_columns.back(), stamps);
  }
  return {};
}

}  // namespace kilowatch
