#include "data/ingestion/csv/draft.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "data/frame/time_zone.h"

namespace kilowatch {
namespace {

std::optional<LocalTime> TimeOf(const Draft& draft, const TextRow& row) {
  const auto stamp = RowStamp(draft, row);
  return stamp ? std::optional(stamp->time + stamp->elapsed) : std::nullopt;
}

// The most frequent distance between neighbouring stamps of one meter.
std::optional<Seconds> UsualStep(const Draft& draft) {
  std::map<std::string, std::vector<LocalTime>> times;
  for (const TextRow* row : draft.rows) {
    if (const auto time = TimeOf(draft, *row)) times[MeterKey(draft, *row)].push_back(*time);
  }
  std::map<Seconds, std::size_t> steps;
  for (auto& [key, series] : times) {
    std::ranges::sort(series);
    for (std::size_t i = 1; i < series.size(); ++i) {
      if (series[i] > series[i - 1]) ++steps[series[i] - series[i - 1]];
    }
  }
  if (steps.empty()) return std::nullopt;
  return std::ranges::max_element(steps, {}, &std::pair<const Seconds, std::size_t>::second)->first;
}

Seconds ClockOf(LocalTime time) { return time - std::chrono::floor<std::chrono::days>(time); }

// Stamps from one interval after midnight to a midnight: whole days, each interval called by its end.
bool RunsFromFirstEndToMidnight(const Draft& draft, Seconds interval) {
  if (draft.rows.size() < 3) return false;
  const auto first = TimeOf(draft, *draft.rows.front());
  const auto last = TimeOf(draft, *draft.rows.back());
  const bool ends = draft.context.head_is_whole || !draft.table.end.empty();
  return ends && first && last && ClockOf(*first) == interval && ClockOf(*last) == Seconds(0) && *last > *first;
}

bool SaysHour24(const Draft& draft) {
  const auto& column = draft.columns[draft.plan.time_columns.back()];
  return std::ranges::any_of(column.filled, [](std::string_view cell) {
    const auto at = cell.find("24:00");
    return at != std::string_view::npos && (at == 0 || cell[at - 1] == ' ' || cell[at - 1] == 'T');
  });
}

void FindEnds(Draft& draft, Seconds interval) {
  auto& understanding = draft.plan.understanding;
  const auto& column = draft.columns[draft.plan.time_columns.front()];
  const auto& format = draft.plan.time_format;
  const bool by_period = std::ranges::find(format.parts, StampPart::kPeriod) != format.parts.end();
  const bool named = column.Says(Meaning::kHourEnding) && !column.Says(Meaning::kStart) && !draft.plan.end_column;
  if (by_period || interval >= std::chrono::days(1)) return;
  if (named) {
    understanding.stamps_end_interval = true;
    draft.Assume({"stamps end their interval: the column's name says so", "les horodates terminent leur intervalle : le nom de la colonne le dit"});
  } else if (SaysHour24(draft)) {
    understanding.stamps_end_interval = true;
    draft.Assume({"stamps end their interval: some say 24:00", "les horodates terminent leur intervalle : certaines disent 24:00"});
  } else if (!column.Says(Meaning::kStart) && RunsFromFirstEndToMidnight(draft, interval)) {
    understanding.stamps_end_interval = true;
    const auto first = FormatLocal(*TimeOf(draft, *draft.rows.front())), last = FormatLocal(*TimeOf(draft, *draft.rows.back()));
    draft.Assume({fmt::format("stamps end their interval: they run from {} to the midnight of {}", first, last),
                  fmt::format("les horodates terminent leur intervalle : elles vont de {} à minuit le {}", first, last)});
  } else if (!column.Says(Meaning::kStart)) {
    draft.Assume({"stamps begin their interval: nothing says otherwise", "les horodates commencent leur intervalle : rien n'indique le contraire"});
  }
}

// "time (Europe/Paris)": a name of the tz database in the header.
std::string ZoneInHeader(const ColumnProfile& column) {
  for (const char* region : {"Europe/", "America/", "Asia/", "Africa/", "Australia/", "Pacific/", "Atlantic/", "US/"}) {
    const auto at = column.name.find(region);
    if (at == std::string::npos) continue;
    const auto end = column.name.find_first_of(" )],;", at);
    const std::string name = column.name.substr(at, end == std::string::npos ? end : end - at);
    if (TimeZone::Find(name)) return name;
  }
  return {};
}

void FindZone(Draft& draft) {
  auto& zone = draft.plan.understanding.zone;
  const auto& column = draft.columns[draft.plan.time_columns.front()];
  const auto& format = draft.plan.time_format;
  const bool offset =
      format.HasOffset() && (format.kind != TimeFormat::Kind::kCivil || std::ranges::any_of(column.filled, [&](std::string_view cell) {
                               const auto stamp = ReadStamp(cell, format);
                               return stamp && stamp->offset;
                             }));
  draft.plan.zone_is_given = true;
  if (!draft.options().zone.empty() && !offset && column.Says(Meaning::kUtc)) {
    zone = "UTC";
    draft.Assume({"stamps are UTC, as the column's name says; --zone gives the local clock",
                  "les horodates sont en UTC, comme le dit le nom de la colonne ; --zone donne l'heure locale"});
  } else if (!draft.options().zone.empty()) {
    zone = draft.options().zone;
    if (offset)
      draft.Assume(
          {"stamps carry their own offset; --zone gives the local clock", "les horodates portent leur décalage ; --zone donne l'heure locale"});
  } else if (const auto named = ZoneInHeader(column); !named.empty()) {
    zone = named;
  } else if (column.Says(Meaning::kUtc) || offset) {
    zone = "UTC";
    draft.Assume({"the site's local clock is not known: days and hours are those of UTC; --zone names it",
                  "l'heure locale du site n'est pas connue : jours et heures sont ceux d'UTC ; --zone la nomme"});
  } else {
    draft.plan.zone_is_given = false;
    draft.Assume({"no time zone is stated: stamps are taken as they stand, without change of clocks; --zone names one",
                  "aucun fuseau horaire indiqué : les horodates sont prises telles quelles, sans changement d'heure ; --zone en nomme un"});
  }
}

}  // namespace

void FindInterval(Draft& draft) {
  if (draft.plan.time_columns.empty()) return;
  if (draft.options().interval) {
    draft.plan.interval = draft.options().interval;
  } else if (draft.plan.day_columns.empty()) {
    draft.plan.interval = UsualStep(draft);
  }
  const bool series = draft.plan.understanding.role == FileRole::kReadings || draft.plan.understanding.role == FileRole::kWeather;
  if (!series) return;
  if (draft.plan.day_columns.empty() && draft.plan.interval) FindEnds(draft, *draft.plan.interval);
  FindZone(draft);
}

}  // namespace kilowatch
