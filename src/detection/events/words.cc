#include "detection/events/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace kilowatch {
namespace {

constexpr std::string_view kNarrowSpace = "\u202f";

constexpr std::array<std::array<std::string_view, 2>, 7> kWeekdays = {{{"Monday", "lundi"},
                                                                       {"Tuesday", "mardi"},
                                                                       {"Wednesday", "mercredi"},
                                                                       {"Thursday", "jeudi"},
                                                                       {"Friday", "vendredi"},
                                                                       {"Saturday", "samedi"},
                                                                       {"Sunday", "dimanche"}}};
constexpr std::array<std::array<std::string_view, 2>, 12> kMonths = {{{"January", "janvier"},
                                                                      {"February", "février"},
                                                                      {"March", "mars"},
                                                                      {"April", "avril"},
                                                                      {"May", "mai"},
                                                                      {"June", "juin"},
                                                                      {"July", "juillet"},
                                                                      {"August", "août"},
                                                                      {"September", "septembre"},
                                                                      {"October", "octobre"},
                                                                      {"November", "novembre"},
                                                                      {"December", "décembre"}}};

std::string Group(const std::string& plain, std::string_view thousands, std::string_view point) {
  const std::size_t dot = std::min(plain.find('.'), plain.size());
  const std::size_t start = plain.front() == '-' ? 1 : 0;
  std::string out;
  if (start == 1) out = "\u2212";
  for (std::size_t i = start; i < dot; ++i) {
    if (i > start && (dot - i) % 3 == 0) out += thousands;
    out += plain[i];
  }
  if (dot < plain.size()) out.append(point).append(plain, dot + 1);
  return out;
}

Phrase DateWords(LocalDay day, bool with_day) {
  const std::chrono::year_month_day date(day);
  const auto& month = kMonths[static_cast<unsigned>(date.month()) - 1];
  const auto number = static_cast<unsigned>(date.day());
  const int year = static_cast<int>(date.year());
  if (!with_day) return {fmt::format("{} {}", month[0], year), fmt::format("{} {}", month[1], year)};
  const std::string first = number == 1 ? "1er" : std::to_string(number);
  return {fmt::format("{} {} {}", number, month[0], year), fmt::format("{} {} {}", first, month[1], year)};
}

struct Prefix {
  double factor;  // of a thousand
  std::string_view name;
};

// A step comes at 10,000 of the one before, so that amounts of one size are said in one unit.
Prefix PrefixOf(double kilo) {
  const double size = std::abs(kilo);
  if (size < 1e4) return {1, "k"};
  if (size < 1e7) return {1e3, "M"};
  if (size < 1e10) return {1e6, "G"};
  return {1e9, "T"};
}

Phrase WithUnit(const Phrase& number, const std::string& unit) {
  return {number.en + " " + unit, fmt::format("{}{}{}", number.fr, kNarrowSpace, unit)};
}

LocalDay DayOfLocal(LocalTime t) { return std::chrono::floor<std::chrono::days>(t); }

}  // namespace

Phrase DecimalWords(double value, int decimals) {
  if (!std::isfinite(value)) return {"?", "?"};
  std::string plain = std::abs(value) < 1e15 ? fmt::format("{:.{}f}", value, decimals) : fmt::format("{:.2e}", value);
  if (plain.find('e') != std::string::npos) return {plain, plain};
  if (plain.find('.') != std::string::npos) {
    plain.erase(plain.find_last_not_of('0') + 1);
    if (plain.back() == '.') plain.pop_back();
  }
  if (plain == "-0") plain = "0";
  return {Group(plain, ",", "."), Group(plain, kNarrowSpace, ",")};
}

Phrase NumberWords(double value) {
  const double size = std::abs(value);
  if (size == 0 || !std::isfinite(value)) return DecimalWords(value, 0);
  const int digits = static_cast<int>(std::floor(std::log10(size))) + 1;
  if (digits >= 3) {
    const double step = std::pow(10.0, digits - 3);
    return DecimalWords(std::round(value / step) * step, 0);
  }
  return DecimalWords(value, std::min(3 - digits, 6));
}

Phrase QuantityWords(double value, Unit unit) {
  if (unit == Unit::kOther) return NumberWords(value);
  if (unit == Unit::kM3) return WithUnit(NumberWords(value), "m³");
  const Prefix prefix = PrefixOf(value);
  return WithUnit(NumberWords(value / prefix.factor), std::string(prefix.name) + "Wh");
}

Phrase RateWords(double rate, Unit unit) {
  if (unit == Unit::kOther) return NumberWords(rate);
  if (unit == Unit::kM3) return WithUnit(NumberWords(rate), "m³/h");
  const Prefix prefix = PrefixOf(rate);
  return WithUnit(NumberWords(rate / prefix.factor), std::string(prefix.name) + "W");
}

Phrase PercentWords(double share) {
  const Phrase number = std::abs(share) < 0.1 ? DecimalWords(100 * share, 1) : DecimalWords(100 * share, 0);
  return {number.en + "%", fmt::format("{}{}%", number.fr, kNarrowSpace)};
}

Phrase TimesWords(double ratio) {
  const Phrase number = DecimalWords(ratio, ratio < 10 ? 1 : 0);
  return {number.en + " times", number.fr + " fois"};
}

Phrase DayWords(LocalDay day) { return DateWords(day, true); }
Phrase MonthWords(LocalDay day) { return DateWords(day, false); }

Phrase DayRangeWords(LocalDay first, LocalDay last) {
  if (first >= last) return Fill({"on {}", "le {}"}, {DayWords(first)});
  const std::chrono::year_month_day from(first), to(last);
  Phrase begin = DayWords(first);
  if (from.year() == to.year()) {
    // What the end says too is left out.
    const Phrase tail = from.month() == to.month() ? MonthWords(first) : Phrase{std::to_string(static_cast<int>(from.year())), ""};
    begin.en.resize(begin.en.size() - tail.en.size() - 1);
    begin.fr.resize(begin.fr.size() - (tail.fr.empty() ? tail.en : tail.fr).size() - 1);
  }
  return Fill({"from {} to {}", "du {} au {}"}, {begin, DayWords(last)});
}

Phrase WeekdayWords(LocalDay day) {
  const auto& name = kWeekdays[std::chrono::weekday(day).iso_encoding() - 1];
  const Phrase date = DateWords(day, true);
  return {fmt::format("{} {}", name[0], date.en), fmt::format("{} {}", name[1], date.fr)};
}

Phrase ClockWords(LocalTime t) {
  const auto seconds = (t - DayOfLocal(t)).count();
  const auto hour = seconds / 3600;
  const auto minute = seconds / 60 % 60;
  Phrase out{fmt::format("{:02}:{:02}", hour, minute), fmt::format("{}{}h", hour, kNarrowSpace)};
  if (minute != 0) out.fr += fmt::format("{}{:02}", kNarrowSpace, minute);
  return out;
}

Phrase Fill(Phrase pattern, std::initializer_list<Phrase> parts) {
  std::size_t en = 0, fr = 0;
  for (const Phrase& part : parts) {
    en = pattern.en.find("{}", en);
    fr = pattern.fr.find("{}", fr);
    if (en == std::string::npos || fr == std::string::npos) break;
    pattern.en.replace(en, 2, part.en);
    pattern.fr.replace(fr, 2, part.fr);
    en += part.en.size();
    fr += part.fr.size();
  }
  return pattern;
}

Phrase StretchWords(Span span, const Grid& grid, const TimeZone& zone, bool ongoing) {
  const LocalTime begin = zone.ToLocal(span.begin);
  const LocalTime end = zone.ToLocal(span.end);
  const Phrase first = WeekdayWords(DayOfLocal(begin));
  const LocalDay last_day = DayOfLocal(zone.ToLocal(span.end - Seconds(1)));
  const bool by_day = grid.step() >= Seconds(86400);
  if (ongoing) {
    if (by_day) return Fill({"since {}, up to the last reading", "depuis le {}, jusqu’au dernier relevé"}, {first});
    return Fill({"since {}, {}, up to the last reading", "depuis le {} à {}, jusqu’au dernier relevé"}, {first, ClockWords(begin)});
  }
  const bool one_day = DayOfLocal(begin) == last_day;
  if (by_day && one_day) return Fill({"on {}", "le {}"}, {first});
  if (by_day) return Fill({"from {} to {}", "du {} au {}"}, {first, WeekdayWords(last_day)});
  const bool to_midnight = end == LocalTime(DayOfLocal(end));
  if (one_day && to_midnight) return Fill({"on {} from {} to midnight", "le {} de {} à minuit"}, {first, ClockWords(begin)});
  if (one_day) return Fill({"on {} from {} to {}", "le {} de {} à {}"}, {first, ClockWords(begin), ClockWords(end)});
  return Fill({"from {}, {}, to {}, {}", "du {} à {} au {} à {}"}, {first, ClockWords(begin), WeekdayWords(DayOfLocal(end)), ClockWords(end)});
}

}  // namespace kilowatch
