#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "data/frame/label.h"
#include "data/frame/meter.h"
#include "data/frame/opening_hours.h"
#include "data/frame/time_zone.h"
#include "data/frame/weather.h"
#include "data/ingestion/csv/plan.h"
#include "data/ingestion/csv/text_file.h"

namespace kilowatch {

// What a meter list says of one meter; whatever it does not say is absent.
struct MeterDescription {
  std::string name;
  std::string list;  // the file that says so
  std::optional<std::string> site, region, parent, use, zone, tariff;
  std::optional<std::string> formula;  // of a virtual meter
  std::string formula_at;              // file and line of it
  std::optional<MeterRole> role;
  std::optional<Commodity> commodity;
  std::optional<double> floor_area_m2;
  std::optional<SourceUnit> unit;                   // of its readings, where their file says none
  std::optional<std::string> valid_from, valid_to;  // moments as MomentOn reads them

  // All but zone and validity.
  void ApplyTo(Meter& meter) const;
};
using MeterList = std::map<std::string, MeterDescription>;

// A meter list as delimited text (its plan has role kMeterList) or as YAML: a list of mappings, or a mapping from meter to mapping, with the keys
// meter, site, region, parent, role, commodity, unit, m2, use, zone, tariff, formula, valid_from, valid_to. Errors: kConfiguration with file and line.
Result<MeterList> ReadMeterList(const TextFile& file, const CsvPlan& plan);
Result<MeterList> ReadMeterListYaml(const std::filesystem::path& path);

// A date or a moment of a list: one without an offset is on the clock of `zone`.
std::optional<Instant> MomentOn(std::string_view text, const TimeZone& zone);

// Public holidays or closed days (role kCalendar); a span to its end column.
Result<std::vector<LocalDay>> ReadDays(const TextFile& file, const CsvPlan& plan);
// The dates ("2016-12-25") that begin the lines of a text, whatever else stands there.
std::vector<LocalDay> DatesOfLines(std::string_view text);

// Opening hours as YAML: `open:` maps days ("mon-fri", "sat") to hours ("08:00-18:00", several with commas), `closed:` lists dates and terms
// ("2016-07-08/2016-09-01").
// Errors: kConfiguration with file and line.
Result<OpeningHours> ReadOpeningHours(const std::filesystem::path& path);

// What a label file says of a stretch, or of a moment (its span is empty then): of the reading whose interval holds that moment.
struct FileLabel {
  LabelSpan label;            // an empty meter means every meter
  bool as_it_stands = false;  // no zone was stated: the times are wall clocks, on the clock of the meter's stamps
  std::string file;           // FileUnderstanding::path

  // On a meter's own clock, at least `interval` long.
  LabelSpan For(const Meter& meter, const TimeZone& stamps, Seconds interval) const;
};

// The rows of a label file (role kLabels).
Result<std::vector<FileLabel>> ReadLabels(const TextFile& file, const CsvPlan& plan, const TimeZone& zone);

// Temperatures by site (role kWeather): the key of the plan's meter columns, "" without.
Result<std::map<std::string, Weather>> ReadWeather(const TextFile& file, const CsvPlan& plan, const TimeZone& zone);

}  // namespace kilowatch
