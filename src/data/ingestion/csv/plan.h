#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/frame/meter.h"
#include "data/frame/quality.h"
#include "data/ingestion/source.h"
#include "data/ingestion/understanding.h"
#include "foundation/base/result.h"
#include "foundation/base/unit.h"

namespace kilowatch {

// One piece of a stamp's text, in the order in which the text has them.
enum class StampPart : std::uint8_t {
  kYear,  // four digits; with `two_digit_years` two, 69–99 for 19xx and 00–68 for 20xx
  kMonth,
  kMonthName,  // English, French, German, Dutch or Spanish, whole or cut, with or without a dot
  kDay,
  kHour,  // 0–24; 24 is the midnight that follows
  kMinute,
  kSecond,  // a fraction may follow after '.' or ',' and is cut off
  kAmPm,    // "AM", "pm", "a.m."
  kOffset,  // "Z", "UTC", "+02", "+0200", "+02:00"; a text without one is taken as in the plan's zone
  kPeriod,  // number of the interval within the day, see TimeFormat
  kWord,    // a word without meaning (the day of the week): skipped
};

// How a row's stamp is made of text: the cells of `CsvPlan::time_columns`, joined by one space, read part by part.
// Between parts any run of characters stands that are neither digit nor letter, or the letters 'T', 'h', 'H' between digits, or nothing where the
// widths say so. What follows the last part is skipped. A text that ends before its hour, minute, second or AM/PM has 0 there; one that
// ends before its day or month (monthly readings) has 1. Anything else is a reject, and so is a day or hour that does not exist.
struct TimeFormat {
  enum class Kind : std::uint8_t { kCivil, kEpochSeconds, kEpochMilliseconds, kEpochMicroseconds, kEpochNanoseconds, kSpreadsheetDays };
  Kind kind = Kind::kCivil;      // spreadsheet days: since 1899-12-30, with the time as a fraction, in the plan's zone; epochs are UTC
  std::vector<StampPart> parts;  // for kCivil
  bool compact = false;          // parts have fixed widths and no separators between the digits: year 4 (or 2), the others 2
  bool two_digit_years = false;
  // kPeriod: the number `first_period` starts at midnight, each next one `period` later. `elapsed`: counted in elapsed time since the day
  // began in the plan's zone (the 25th hour of a long day is a period of its own), else on the wall clock.
  std::int64_t first_period = 1;
  Seconds period{3600};
  bool elapsed = false;

  bool HasOffset() const;  // the text can carry its own offset
  bool operator==(const TimeFormat&) const = default;
};

// A column of values.
struct ReadingColumn {
  std::size_t column = 0;
  // The part of the meter's name that this column gives; see CsvPlan::meter_columns. May be empty.
  std::string meter;
  SourceUnit unit;               // a calorific value from the options is already in it. Where the plan has a unit column, that one wins row by row
  bool unit_is_assumed = false;  // nothing says the unit: that of a meter list holds
  Commodity commodity = Commodity::kElectricity;
  MeterRole role = MeterRole::kMain;
  bool is_register = false;  // a cumulative register, to be differenced by the reader
};

// A column of a wide-by-hour file: which interval of the row's day it holds.
struct DayColumn {
  std::size_t column = 0;
  Seconds since_midnight{0};  // start of the interval
  bool repeated = false;      // the second passing of that wall-clock time, on the day that has 25 hours
  bool operator==(const DayColumn&) const = default;
};

enum class DescriptionTarget : std::uint8_t {
  kMeter,
  kSite,
  kRegion,
  kParent,
  kMeterRole,
  kCommodity,
  kUnit,
  kSquareMetres,
  kSquareFeet,
  kUse,
  kZone,
  kTariff,
  kFormula,
  kValidFrom,
  kValidTo,
  kOther,
};

struct DescriptionColumn {
  std::size_t column = 0;
  DescriptionTarget target = DescriptionTarget::kOther;
};

// An option that names a column which the file has not; the file is understood as if the option were not given.
struct LackingColumn {
  std::string option;  // "--value-column"
  Error error;         // kUsage, with the names that there are
};

// Everything that reading a delimited text needs to know. Columns are indexes from 0 into a row's cells. A row may have fewer cells than the
// header (the rest is missing) or more (surplus empty cells are nothing; others make the row a reject).
struct CsvPlan {
  FileUnderstanding understanding;  // path, role, layout, separator, decimal, encoding, zone, stamps_end_interval, columns, assumed; rows not yet

  std::vector<LackingColumn> lacking;

  // The text. Separator and decimal mark are understanding.separator and understanding.decimal.
  char quote = '"';  // doubled inside a quoted cell; 0: quotes are plain characters
  // 0: none; ' ' (also U+00A0, U+2009, U+202F), '\'' (also U+2019), '.', ','
  char thousands = 0;
  bool values_carry_unit = false;           // cells such as "12.5 kWh": letters after the number are cut off
  std::int64_t first_line = 1;              // number of the first line of data
  std::size_t first_offset = 0;             // its place in the UTF-8 text (without a byte order mark)
  std::string header_line;                  // the header as it stands, without line end; an equal line later is skipped. Empty without header
  std::vector<std::string> missing_tokens;  // lower case: a value so written is missing; an empty or blank cell always is
  std::vector<std::string>
      summary_words;  // lower case: a row without readable stamp whose first non-empty cell begins so (totals) is skipped, not rejected

  // The stamp.
  std::vector<std::size_t> time_columns;  // joined by ' '; the date alone where the layout is kWideByHour
  TimeFormat time_format;
  std::optional<Seconds> interval;  // of the options, else as seen in the samples
  bool zone_is_given = false;       // understanding.zone comes from the options or the header; else stamps stay as they stand

  // The meters. A row's meter is the values of `meter_columns` and ReadingColumn::meter, joined by " / ", empty ones left out.
  std::vector<std::size_t> meter_columns;
  std::vector<ReadingColumn> readings;  // for kWideByHour exactly one, its `column` unused
  std::string titled_meter;             // the meter that a line above the header names
  std::vector<DayColumn> day_columns;   // for kWideByHour
  // kWideByHour: column i is the i-th interval of the local day in elapsed time (23 to 25 hours); else the wall clock names it.
  bool day_columns_elapsed = false;
  std::optional<std::size_t> unit_column;  // read each cell with UnderstandUnit

  // What stands beside the readings.
  std::optional<std::size_t> temperature_column;
  bool temperature_is_fahrenheit = false;
  std::optional<std::size_t> label_column;
  std::vector<std::string> normal_words;  // lower case: a label so written, or an empty one, means normal; anything else anomalous
  std::optional<std::size_t> status_column;
  std::vector<std::pair<std::string, Quality>> status_words;  // lower case; a word that is not here is kMeasured
  std::vector<std::size_t> total_columns;

  // Roles other than readings.
  std::vector<DescriptionColumn> descriptions;  // kMeterList
  std::optional<std::size_t> name_column;       // kCalendar: the name of the day; kLabels: the kind of anomaly
  // kLabels and kCalendar: end of the span (exclusive; for a day without hour its last day). Without one a label holds for one interval.
  std::optional<std::size_t> end_column;
  // kWeather: temperature_column; meter_columns then name the site. Or a column of temperatures for each place.
  std::vector<std::pair<std::size_t, std::string>> place_temperatures;
};

// Pieces of the file, UTF-8, without byte order mark.
struct CsvContext {
  std::string path;                // as it is to be said to the user
  std::string encoding = "UTF-8";  // of the file
  std::string compression;
  bool head_is_whole = false;             // the head is the whole file
  std::string_view middle;                // begins and ends anywhere; may be empty
  std::string_view end;                   // begins anywhere, ends where the file ends; may be empty
  bool is_weather = false;                // --weather names the file: numbers without a unit of consumption are temperatures
  const InputOptions* options = nullptr;  // never null when understanding
};

// Understands a delimited text from its head (about 256 KiB, or the whole file) and the samples of the context. A file that holds no reading
// but something else known (weather, meter list, calendar, labels) has that role; a text that is none of these has role kIgnored with the reason.
// An option that names a column which is not there is left out and stands in `lacking`.
// Errors: kUnreadable (empty, header only, binary, no stamps: with path, line and what to do).
Result<CsvPlan> UnderstandCsv(std::string_view head, const CsvContext& context);

// What a cell or header says of a unit: everything ParseSourceUnit reads, also "kWh/h", "m³(n)", "(kWh)", "litres", "gallons".
std::optional<SourceUnit> UnderstandUnit(std::string_view text);

// A volume of gas becomes energy where a calorific value is known; everything else stays.
SourceUnit WithCalorificValue(SourceUnit unit, Commodity commodity, std::optional<double> kwh_per_m3);

}  // namespace kilowatch
