#include "data/ingestion/csv/stamp.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <utility>

#include "data/ingestion/csv/stamp_tokens.h"
#include "foundation/base/number.h"

namespace kilowatch {
namespace {

using Kind = TimeFormat::Kind;

// Nine in ten, and in a short column all but one: a date that does not exist is a reject of its row, not of the file.
bool NearlyAll(std::size_t read, std::size_t all) { return read * 10 >= all * 9 || (all >= 3 && read + 1 >= all); }

std::size_t CountRead(std::span<const std::string_view> texts, const TimeFormat& format) {
  std::size_t read = 0;
  for (std::string_view text : texts) read += ReadStamp(text, format) ? 1 : 0;
  return read;
}

// Way travelled from stamp to stamp: the order of day and month that is wrong jumps by months where the right one steps by days.
double Travel(std::span<const std::string_view> texts, const TimeFormat& format) {
  double travel = 0;
  std::optional<LocalTime> before;
  for (std::string_view text : texts) {
    const auto stamp = ReadStamp(text, format);
    if (!stamp) continue;
    if (before) travel += std::abs(static_cast<double>((stamp->time - *before).count()));
    before = stamp->time;
  }
  return travel;
}

bool HasPart(const TimeFormat& format, StampPart part) { return std::ranges::find(format.parts, part) != format.parts.end(); }

std::string OrderName(const TimeFormat& format) {
  std::string order;
  for (const StampPart part : format.parts) {
    if (part == StampPart::kYear) order += order.empty() ? "year" : "/year";
    if (part == StampPart::kMonth) order += order.empty() ? "month" : "/month";
    if (part == StampPart::kDay) order += order.empty() ? "day" : "/day";
  }
  return order;
}

std::string OrderNameFr(const TimeFormat& format) {
  std::string order = OrderName(format);
  for (const auto& [en, fr] : {std::pair{"year", "année"}, {"month", "mois"}, {"day", "jour"}}) {
    const auto at = order.find(en);
    if (at != std::string::npos) order.replace(at, std::string_view(en).size(), fr);
  }
  return order;
}

struct Candidate {
  StampPattern pattern;
  std::size_t read = 0;  // texts that it reads
  double travel = 0;
};

StampGuess Finish(const Candidate& candidate, std::size_t texts) {
  StampGuess guess;
  guess.format = candidate.pattern.format;
  guess.words = candidate.pattern.words;
  guess.read = static_cast<double>(candidate.read) / static_cast<double>(texts);
  guess.has_date = HasPart(guess.format, StampPart::kYear);
  guess.has_time = HasPart(guess.format, StampPart::kHour);
  return guess;
}

// Among orders of day and month: the one that reads more; among equals the one that runs evenly; else the usual one, said.
StampGuess Choose(std::vector<Candidate> candidates, std::size_t texts) {
  std::ranges::stable_sort(candidates, std::greater{}, &Candidate::read);
  std::vector<Candidate> equal = std::move(candidates);
  std::erase_if(equal, [best = equal.front().read](const Candidate& c) { return c.read < best; });
  if (equal.size() == 1) {
    StampGuess guess = Finish(equal.front(), texts);
    const std::string order = OrderName(guess.format);
    guess.why = {"order " + order + ": no other order reads every date",
                 "ordre " + OrderNameFr(guess.format) + " : aucun autre ordre ne lit toutes les dates"};
    return guess;
  }
  const auto usual = equal.front();
  std::ranges::stable_sort(equal, {}, &Candidate::travel);
  if (equal[1].travel >= 3 * equal[0].travel && equal[1].travel > 0) {
    StampGuess guess = Finish(equal.front(), texts);
    guess.why = {"order " + OrderName(guess.format) + ": only so do the dates run evenly",
                 "ordre " + OrderNameFr(guess.format) + " : c'est le seul où les dates se suivent régulièrement"};
    return guess;
  }
  StampGuess guess = Finish(usual, texts);
  guess.order_told = false;
  guess.assumed = {"dates are taken as " + OrderName(guess.format) + "; the data do not tell them from another order",
                   "dates lues comme " + OrderNameFr(guess.format) + " ; les données ne permettent pas d'exclure un autre ordre"};
  return guess;
}

bool AllDigits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; });
}

// Length of the whole part of a plain number, 0 where a text is none.
std::size_t WholeDigits(std::string_view text) {
  const auto point = text.find_first_of(".,");
  const std::string_view whole = text.substr(0, point);
  if (!AllDigits(whole)) return 0;
  if (point != std::string_view::npos && !AllDigits(text.substr(point + 1))) return 0;
  return whole.size();
}

bool Within(std::span<const std::string_view> texts, const TimeFormat& format, int first_year, int last_year) {
  const LocalTime first{std::chrono::local_days(std::chrono::year(first_year) / 1 / 1)};
  const LocalTime last{std::chrono::local_days(std::chrono::year(last_year) / 1 / 1)};
  std::size_t within = 0;
  for (std::string_view text : texts) {
    const auto stamp = ReadStamp(text, format);
    within += stamp && stamp->time >= first && stamp->time < last ? 1 : 0;
  }
  return NearlyAll(within, texts.size());
}

struct NumericShape {
  std::size_t digits;
  Kind kind;
  std::string_view words;
  std::vector<StampPart> parts;
};

// Numbers alone: "20240131", "202401311430", "1706711400", "45322.5".
std::optional<StampGuess> GuessNumeric(std::span<const std::string_view> texts, bool header_names_time) {
  using enum StampPart;
  static const std::vector<NumericShape> kShapes = {
      {8, Kind::kCivil, "%Y%m%d", {kYear, kMonth, kDay}},
      {8, Kind::kCivil, "%d%m%Y", {kDay, kMonth, kYear}},
      {10, Kind::kCivil, "%Y%m%d%H", {kYear, kMonth, kDay, kHour}},
      {12, Kind::kCivil, "%Y%m%d%H%M", {kYear, kMonth, kDay, kHour, kMinute}},
      {14, Kind::kCivil, "%Y%m%d%H%M%S", {kYear, kMonth, kDay, kHour, kMinute, kSecond}},
      {10, Kind::kEpochSeconds, "epoch seconds", {}},
      {13, Kind::kEpochMilliseconds, "epoch milliseconds", {}},
      {16, Kind::kEpochMicroseconds, "epoch microseconds", {}},
      {19, Kind::kEpochNanoseconds, "epoch nanoseconds", {}},
      {5, Kind::kSpreadsheetDays, "spreadsheet days", {}},
  };
  std::map<std::size_t, std::size_t> lengths;
  for (std::string_view text : texts) ++lengths[WholeDigits(text)];
  const auto usual = std::ranges::max_element(lengths, {}, &std::pair<const std::size_t, std::size_t>::second)->first;
  for (const auto& shape : kShapes) {
    if (shape.digits != usual) continue;
    const bool plain = shape.kind == Kind::kCivil;
    // Eight, ten or five digits are often something else: a column of that kind needs a name that speaks of time, or has to change.
    if (!header_names_time && (shape.digits <= 5 || (shape.digits <= 10 && texts.front() == texts.back()))) continue;
    TimeFormat format{shape.kind, shape.parts, plain, false, 1, Seconds(3600), false};
    if (!Within(texts, format, plain ? 1950 : 1985, 2065)) continue;
    StampGuess guess = Finish({{format, std::string(shape.words)}, CountRead(texts, format), 0}, texts.size());
    guess.has_date = true;
    guess.has_time = !plain || shape.digits > 8;
    return guess;
  }
  return std::nullopt;
}

}  // namespace

std::optional<StampGuess> GuessTimeFormat(std::span<const std::string_view> texts, bool header_names_time) {
  if (texts.empty()) return std::nullopt;
  const auto numbers = static_cast<std::size_t>(std::ranges::count_if(texts, [](std::string_view text) { return WholeDigits(text) > 0; }));
  if (NearlyAll(numbers, texts.size())) return GuessNumeric(texts, header_names_time);

  std::vector<Candidate> candidates;
  for (const std::string_view sample : RichestTexts(texts)) {
    for (auto& pattern : PatternsOf(sample)) {
      const auto known = [&](const Candidate& c) { return c.pattern.format == pattern.format; };
      if (std::ranges::any_of(candidates, known)) continue;
      const std::size_t read = CountRead(texts, pattern.format);
      if (NearlyAll(read, texts.size())) candidates.push_back({pattern, read, Travel(texts, pattern.format)});
    }
    if (!candidates.empty()) break;
  }
  if (candidates.empty()) return std::nullopt;
  if (candidates.size() == 1) return Finish(candidates.front(), texts.size());
  return Choose(std::move(candidates), texts.size());
}

bool LooksLikeDate(std::string_view text) {
  if (text.size() < 6 || text.size() > 48) return false;
  for (const auto& pattern : PatternsOf(text)) {
    if (HasPart(pattern.format, StampPart::kYear) && ReadStamp(text, pattern.format)) return true;
  }
  return false;
}

bool LooksLikeClock(std::string_view text) {
  if (text.size() < 3 || text.size() > 16) return false;
  for (const auto& pattern : PatternsOf(text)) {
    if (!HasPart(pattern.format, StampPart::kYear) && ReadStamp(text, pattern.format)) return true;
  }
  return false;
}

}  // namespace kilowatch
