#pragma once

#include <optional>
#include <string>
#include <vector>

#include "data/ingestion/csv/plan.h"
#include "data/ingestion/csv/profile.h"
#include "data/ingestion/csv/stamp.h"
#include "data/ingestion/csv/table.h"
#include "data/ingestion/csv/units.h"

namespace kilowatch {

// What has been found out of one file so far. The steps below fill it one after another; roles live in plan.understanding.columns.
struct Draft {
  const CsvContext& context;
  SampleTable table;
  std::vector<const TextRow*> rows;
  std::vector<ColumnProfile> columns;
  NumberStyle style;
  CsvPlan plan;
  std::optional<StampGuess> stamp;      // of the time columns
  std::vector<bool> settled;            // by column: its role is found
  std::vector<std::size_t> categories;  // text columns that may name meters
  std::vector<std::size_t> values;      // columns of numbers that may be readings
  std::vector<std::size_t> labels;      // columns of kLabel that hold marks (not scores)

  InputOptions stated;  // the context's, without names of columns that the file has not

  const InputOptions& options() const { return stated; }
  ColumnUnderstanding& column(std::size_t i) { return plan.understanding.columns[i]; }
  void Settle(std::size_t i, ColumnRole role, Phrase why);
  void Assume(Phrase phrase) { plan.understanding.assumed.push_back(std::move(phrase)); }
  bool Has(ColumnRole role) const;
};

// The column that an option names: by its header (case and accents do not matter) or by its number from 1. Error kUsage with the names there are.
Result<std::size_t> FindColumn(const Draft& draft, const std::string& name, std::string_view option);

// The steps, in this order.
void LeaveOutLackingColumns(Draft& draft);    // options that name a column which is not there: plan.lacking
Status FindTime(Draft& draft);                // time_columns, time_format; none found leaves time_columns empty
void FindDayColumns(Draft& draft);            // the hours of a wide-by-hour file
Status FindRoles(Draft& draft);               // every other column: role and why; categories and values
void FindSpans(Draft& draft);                 // rows with an end that are events, not intervals: no column is a reading then
void FindTemperatures(Draft& draft);          // where the file's name or --weather says that all its values are temperatures
void FindPlacesOfTemperatures(Draft& draft);  // of a weather file: a temperature column for each place
Status FindMeters(Draft& draft);              // meter_columns, readings, layout; file role kReadings
void FindTotals(Draft& draft);                // reading columns that are sums of the others
void FindRegisters(Draft& draft);             // readings that only grow
void FindInterval(Draft& draft);              // interval, start or end of interval, zone
Status FindFileRole(Draft& draft);            // where no reading was found: weather, meter list, calendar, labels

// The name that the file itself gives a meter: "building_12.csv.gz" → "building_12".
std::string FileStem(std::string_view path);

// Key of a row's meter by the plan's meter columns.
std::string MeterKey(const Draft& draft, const TextRow& row);
// The row's stamp by the plan's time columns; nothing where it cannot be read.
std::optional<Stamp> RowStamp(const Draft& draft, const TextRow& row);

}  // namespace kilowatch
