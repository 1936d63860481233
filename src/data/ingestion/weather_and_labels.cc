#include <algorithm>
#include <cmath>

#include "data/ingestion/csv/encoding.h"
#include "data/ingestion/csv/frame_part.h"
#include "data/ingestion/csv/meter_key.h"
#include "data/ingestion/csv/row_index.h"
#include "data/ingestion/csv/row_reader.h"
#include "data/ingestion/side_files.h"
#include "data/ingestion/side_rows.h"

namespace kilowatch {
namespace {

Weather MakeWeather(RawTable& table, const CsvPlan& plan, const TimeZone& zone) {
  table.value.assign(1, std::vector<double>(table.rows(), MissingValue()));
  const MeterFrame frame = MakeFramePart(table, 0, plan, ReadingColumn{}, zone, {}).frame;
  Weather weather;
  for (std::size_t i = 0; i < frame.size(); ++i) {
    if (std::isnan(frame.temperature[i])) continue;
    if (!weather.time.empty() && weather.time.back() == frame.time[i]) continue;
    weather.time.push_back(frame.time[i]);
    weather.temperature_c.push_back(frame.temperature[i]);
  }
  return weather;
}

}  // namespace

Result<std::map<std::string, Weather>> ReadWeather(const TextFile& file, const CsvPlan& plan, const TimeZone& zone) {
  std::map<std::string, Weather> by_site;
  for (const auto& [column, place] : plan.place_temperatures) {
    CsvPlan one = plan;
    one.place_temperatures.clear();
    one.temperature_column = column;
    KW_ASSIGN(auto weather, ReadWeather(file, one, zone));
    for (auto& [key, found] : weather) by_site[place] = std::move(found);
  }
  if (!plan.temperature_column) return by_site;
  std::map<std::string, RawTable, std::less<>> tables;
  RowReader reader(plan, zone, {});
  const RowReader::TableOf table_of = [&](std::string_view key) -> RawTable& { return tables[std::string(key)]; };
  std::int64_t line = plan.first_line;
  const auto read = [&](std::string_view text, bool whole) { return reader.Read(text, line, whole, table_of); };
  KW_RETURN_IF_ERROR(ForEachStretch(file, plan.first_offset, read, {}));
  for (auto& [key, table] : tables) by_site[EnsureUtf8(key)] = MakeWeather(table, plan, zone);
  return by_site;
}

LabelSpan FileLabel::For(const Meter& meter, const TimeZone& stamps, Seconds interval) const {
  LabelSpan on_clock = label;
  on_clock.meter = meter.name;
  if (as_it_stands) {
    const auto instant = [&](Instant wall) { return stamps.ToInstants(LocalTime(wall.time_since_epoch())).first; };
    on_clock.span = {instant(label.span.begin), instant(label.span.end)};
  }
  if (on_clock.span.end <= on_clock.span.begin) on_clock.span.end = on_clock.span.begin + interval;
  return on_clock;
}

Result<std::vector<FileLabel>> ReadLabels(const TextFile& file, const CsvPlan& plan, const TimeZone& zone) {
  std::vector<FileLabel> labels;
  StampParser parser(plan.time_format, zone);
  WallClock clock(zone);
  MeterKey key(plan.meter_columns);
  const auto instant_of = [&](std::string_view text) -> std::optional<Instant> {
    const auto stamp = parser.Parse(TrimCell(text));
    if (!stamp) return std::nullopt;
    return stamp->is_instant ? FromEpochSeconds(stamp->seconds) : clock.ToInstants(stamp->seconds).first;
  };
  const auto cell = [](std::span<const std::string_view> fields, std::size_t column) {
    return column < fields.size() ? fields[column] : std::string_view();
  };
  const auto row = [&](std::span<const std::string_view> fields, std::int64_t) {
    std::string text;
    for (const std::size_t column : plan.time_columns) text += (text.empty() ? "" : " ") + std::string(TrimCell(cell(fields, column)));
    const auto begin = instant_of(text);
    if (!begin) return;
    const auto end = plan.end_column ? instant_of(cell(fields, *plan.end_column)) : std::nullopt;
    LabelSpan span;
    span.meter = EnsureUtf8(key.Of(fields));
    span.span = {*begin, end && *end > *begin ? *end : *begin};
    if (plan.label_column) {
      const std::string word = LowerCell(cell(fields, *plan.label_column));
      span.is_anomaly = !word.empty() && word != "0" && std::ranges::find(plan.normal_words, word) == plan.normal_words.end();
    }
    if (plan.name_column) span.kind = EnsureUtf8(TrimCell(cell(fields, *plan.name_column)));
    labels.push_back({std::move(span), !plan.zone_is_given, plan.understanding.path});
  };
  KW_RETURN_IF_ERROR(ForEachRow(file, plan, row));
  return labels;
}

}  // namespace kilowatch
