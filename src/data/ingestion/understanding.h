#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "foundation/base/instant.h"
#include "foundation/base/phrase.h"

namespace kilowatch {

// What a column is for. Every column of every file gets one, with the reason.
enum class ColumnRole {
  kTime,         // stamp of the row, or its date where the hour stands elsewhere
  kHour,         // hour (or period) of the day beside a date column
  kReading,      // values of one meter, or of all meters in a long file
  kMeter,        // names the meter of the row (several columns may: operator × region)
  kTemperature,  // outdoor air temperature
  kWeather,      // other weather: humidity, wind, radiation
  kLabel,        // somebody's or some algorithm's judgement: never a meter, never an input
  kStatus,       // actual, estimated, provisional: becomes the flag
  kUnit,         // names the unit of the row
  kCalendar,     // holiday, opening, strike
  kTotal,        // sum of other columns: checked, never a meter
  kDescription,  // meter list: site, use, area …
  kIgnored,
};

enum class FileRole { kReadings, kWeather, kMeterList, kCalendar, kLabels, kIgnored };

enum class Layout { kLong, kOneMeter, kWideByMeter, kWideByHour, kNone };

// Machine names: "time", "hour", "reading", …; "readings", "weather", "meter_list", …; "long", "one_meter", "wide_by_meter", "wide_by_hour", "none".
std::string_view ColumnRoleName(ColumnRole role);
std::string_view FileRoleName(FileRole role);
// "meter list", "liste de compteurs".
Phrase FileRoleWords(FileRole role);
std::string_view LayoutName(Layout layout);

struct ColumnUnderstanding {
  std::string name;
  ColumnRole role = ColumnRole::kIgnored;
  std::string unit;  // as understood: "kWh", "MWh", "kW", "°C"; empty where it has none
  Phrase why;
};

// One line or value that could not be read. Lines are counted from 1 and include titles and header.
struct Reject {
  std::string file;
  std::int64_t line = 0;
  std::string column;  // may be empty
  std::string text;    // the offending text, cut to 60 bytes
  Phrase reason;
};

struct RejectTally {
  std::int64_t count = 0;
  std::vector<Reject> first;  // at most kKept, those of the smallest lines
  static constexpr std::size_t kKept = 20;
};

// Rows whose interval another row of their meter has.
struct RepeatedRows {
  std::int64_t count = 0;
  std::int64_t differing = 0;  // of these, readings that contradict the one that counts: the first
};

// What one file was taken for. Everything that was assumed rather than read is in `assumed`.
struct FileUnderstanding {
  std::string path;
  FileRole role = FileRole::kIgnored;
  Phrase why;  // of the role
  Layout layout = Layout::kNone;
  char separator = ',';
  char decimal = '.';
  std::string encoding;     // "UTF-8", "UTF-8 with BOM", "UTF-16LE", "ISO-8859-1"
  std::string compression;  // "", "gzip"
  std::string zone;         // IANA name, "UTC", or "" for stamps as they stand
  std::string time_format;  // in words of strftime, "epoch seconds", …
  bool stamps_end_interval = false;
  std::map<std::string, std::string> interval_by_meter;  // ISO 8601 duration
  std::int64_t rows = 0;                                 // lines of data without header and titles
  std::vector<ColumnUnderstanding> columns;
  std::vector<Phrase> assumed;
  RejectTally rejects;
  std::map<std::string, RepeatedRows> repeated_by_meter;  // those that have any
};

}  // namespace kilowatch
