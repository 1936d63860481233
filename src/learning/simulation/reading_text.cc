#include "learning/simulation/reading_text.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

namespace kilowatch {
namespace {

bool StampsEnd(const SimulationFormat& format) { return format.end_of_interval || format.cumulative; }

std::string OffsetText(Seconds offset) {
  const auto minutes = std::abs(offset.count()) / 60;
  return fmt::format("{}{:02}:{:02}", offset.count() < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

std::string StampText(Instant t, Seconds offset, const SimulationFormat& format) {
  if (format.stamps == SimulationStamps::kUtc) return FormatInstant(t);
  if (format.stamps == SimulationStamps::kEpoch) return std::to_string(EpochSeconds(t));
  const LocalTime local(t.time_since_epoch() + offset);
  if (format.stamps == SimulationStamps::kOffset) return FormatLocal(local) + OffsetText(offset);
  const LocalDay day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date(day);
  const auto minutes = (local - day).count() / 60;
  const int year = static_cast<int>(date.year());
  const unsigned month = static_cast<unsigned>(date.month()), of_month = static_cast<unsigned>(date.day());
  if (format.stamps == SimulationStamps::kAmPm) {
    const auto hour = minutes / 60;
    return fmt::format("{:02}/{:02}/{} {:02}:{:02} {}", month, of_month, year, (hour + 11) % 12 + 1, minutes % 60, hour < 12 ? "AM" : "PM");
  }
  if (format.french) return fmt::format("{:02}/{:02}/{} {:02}:{:02}", of_month, month, year, minutes / 60, minutes % 60);
  std::string text = FormatLocal(local);
  text[10] = ' ';
  return text;
}

// Words and marks of a file.
struct Style {
  char separator;
  char decimal;
  std::string meter;
  std::string time;
  std::string date;
  std::string value;
};

Style StyleOf(const SimulationFormat& format) {
  const bool end = StampsEnd(format);
  if (format.french) return {';', ',', "compteur", end ? "fin_periode" : "horodatage", "date", format.cumulative ? "index_kwh" : "consommation_kwh"};
  return {',', '.', "meter", end ? "interval_end" : "time", "date", format.cumulative ? "register_kwh" : "kwh"};
}

bool HasRow(RowState state) { return state != RowState::kAbsent; }

// What stands in the value's place for each cell: the interval's energy, or the register at its end.
std::vector<std::int64_t> ValuesOf(const SimulatedMeter& meter, const SimulationFormat& format) {
  if (!format.cumulative) return meter.actual;
  std::vector<std::int64_t> out(meter.actual.size());
  std::vector<bool> code(out.size(), false);
  for (const SimulatedLabel& label : meter.labels) {
    if (label.kind == InjectedKind::kErrorCode) code[label.begin] = true;
  }
  std::int64_t counter = static_cast<std::int64_t>(StableHash(meter.meter.name) % 900'000);
  for (std::size_t i = 0; i < out.size(); ++i) {
    counter += code[i] ? meter.truth[i] : meter.actual[i];
    out[i] = code[i] ? meter.actual[i] : counter;
  }
  return out;
}

// "meter,time,value" lines; without the meter where the file is the meter's own.
std::int64_t AppendLong(const SimulatedMeter& meter, const SimulationFormat& format, const StampTexts& stamps, std::string& out) {
  const Style style = StyleOf(format);
  const bool own_file = format.layout == SimulationLayout::kFilePerMeter;
  const std::string prefix = own_file ? "" : meter.meter.name + style.separator;
  const std::vector<std::int64_t> values = ValuesOf(meter, format);
  std::int64_t rows = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!HasRow(meter.state[i])) continue;
    for (int copy = meter.state[i] == RowState::kTwice ? 2 : 1; copy > 0; --copy, ++rows) {
      out += prefix;
      out += stamps.At(i);
      out += style.separator;
      if (meter.state[i] != RowState::kEmpty) AppendCounts(values[i], meter.decimals, style.decimal, out);
      out += '\n';
    }
  }
  return rows;
}

std::vector<ReadingText> WriteLong(const SimulatedSite& site, const SimulationFormat& format, const StampTexts& stamps) {
  const Style style = StyleOf(format);
  ReadingText text{"readings.csv", style.meter + style.separator + style.time + style.separator + style.value + "\n", {}, 0};
  text.lines.reserve(site.meters.size() * site.meters.front().actual.size() * 48);
  for (const SimulatedMeter& meter : site.meters) text.rows += AppendLong(meter, format, stamps, text.lines);
  std::vector<ReadingText> all;
  all.push_back(std::move(text));
  return all;
}

std::vector<ReadingText> WriteFiles(const SimulatedSite& site, const SimulationFormat& format, const StampTexts& stamps) {
  const Style style = StyleOf(format);
  std::vector<ReadingText> all;
  for (const SimulatedMeter& meter : site.meters) {
    ReadingText text{"readings/" + meter.meter.name + ".csv", style.time + style.separator + style.value + "\n", {}, 0};
    text.rows = AppendLong(meter, format, stamps, text.lines);
    all.push_back(std::move(text));
  }
  return all;
}

std::vector<ReadingText> WriteWide(const SimulatedSite& site, const SimulationFormat& format, const StampTexts& stamps) {
  const Style style = StyleOf(format);
  ReadingText text{"readings/" + site.site.name + ".csv", style.time, {}, 0};
  std::vector<std::vector<std::int64_t>> values;
  for (const SimulatedMeter& meter : site.meters) {
    text.header += style.separator + meter.meter.name;
    values.push_back(ValuesOf(meter, format));
  }
  text.header += '\n';
  for (std::size_t i = 0; i < values.front().size(); ++i) {
    if (std::ranges::none_of(site.meters, [&](const SimulatedMeter& meter) { return HasRow(meter.state[i]); })) continue;
    text.lines += stamps.At(i);
    for (std::size_t m = 0; m < values.size(); ++m) {
      const RowState state = site.meters[m].state[i];
      text.lines += style.separator;
      if (HasRow(state) && state != RowState::kEmpty) AppendCounts(values[m][i], site.meters[m].decimals, style.decimal, text.lines);
    }
    text.lines += '\n';
    ++text.rows;
  }
  std::vector<ReadingText> all;
  all.push_back(std::move(text));
  return all;
}

// As many columns as the longest day has intervals: an hour more where clocks go back within the history.
std::size_t ColumnsOfDay(const SimulationClock& clock) {
  std::size_t columns = 0;
  for (const SimulationClock::Day& day : clock.days) columns = std::max<std::size_t>(columns, day.end - day.begin);
  return columns;
}

std::string DateText(LocalDay day, bool french) {
  const std::string iso = FormatDay(day);
  return french ? iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4) : iso;
}

std::vector<ReadingText> WriteHours(const Simulator& simulator, const SimulatedSite& site) {
  const SimulationFormat& format = simulator.options().format;
  const SimulationClock& clock = simulator.clock();
  const Style style = StyleOf(format);
  ReadingText text{"readings.csv", style.meter + style.separator + style.date, {}, 0};
  const std::size_t columns = ColumnsOfDay(clock);
  const char* letter = clock.step == Seconds(3600) ? "H" : "P";
  for (std::size_t c = 1; c <= columns; ++c) text.header += fmt::format("{}{}{}", style.separator, letter, c);
  text.header += '\n';
  for (const SimulatedMeter& meter : site.meters) {
    for (const SimulationClock::Day& day : clock.days) {
      text.lines += meter.meter.name + style.separator + DateText(day.date, format.french);
      for (std::size_t c = 0; c < columns; ++c) {
        const std::size_t i = day.begin + c;
        text.lines += style.separator;
        if (i >= day.end || !HasRow(meter.state[i]) || meter.state[i] == RowState::kEmpty) continue;
        AppendCounts(meter.actual[i], meter.decimals, style.decimal, text.lines);
      }
      text.lines += '\n';
      ++text.rows;
    }
  }
  std::vector<ReadingText> all;
  all.push_back(std::move(text));
  return all;
}

}  // namespace

void AppendCounts(std::int64_t counts, int decimals, char decimal_mark, std::string& out) {
  char digits[24];
  std::uint64_t rest = counts < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(counts) : static_cast<std::uint64_t>(counts);
  char* const end = digits + sizeof digits;
  char* p = end;
  for (int d = 0; d < decimals; ++d, rest /= 10) *--p = static_cast<char>('0' + rest % 10);
  if (decimals > 0) *--p = decimal_mark;
  do {
    *--p = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest > 0);
  if (counts < 0) *--p = '-';
  out.append(p, end);
}

StampTexts::StampTexts(const SimulationClock& clock, const SimulationFormat& format) {
  begin_.reserve(clock.size() + 1);
  TimeZone::Offset offset = clock.zone.OffsetPeriod(clock.begin);
  for (std::size_t i = 0; i < clock.size(); ++i) {
    begin_.push_back(static_cast<std::uint32_t>(text_.size()));
    const Instant t = clock.Start(i) + (StampsEnd(format) ? clock.step : Seconds(0));
    if (!offset.valid.Contains(t)) offset = clock.zone.OffsetPeriod(t);
    text_ += StampText(t, offset.seconds, format);
  }
  begin_.push_back(static_cast<std::uint32_t>(text_.size()));
}

std::vector<ReadingText> WriteReadings(const Simulator& simulator, const StampTexts& stamps, const SimulatedSite& site) {
  const SimulationFormat& format = simulator.options().format;
  switch (format.layout) {
    case SimulationLayout::kLong: return WriteLong(site, format, stamps);
    case SimulationLayout::kFilePerMeter: return WriteFiles(site, format, stamps);
    case SimulationLayout::kWideByMeter: return WriteWide(site, format, stamps);
    case SimulationLayout::kWideByHour: break;
  }
  return WriteHours(simulator, site);
}

}  // namespace kilowatch
