#include "inputs.h"

#include "foundation/base/instant.h"

namespace kilowatch {
namespace {

Result<Instant> ParseBound(const std::string& text, const char* flag) {
  const auto bound = ParseInstant(text);
  if (!bound) return Fail(ErrorCode::kUsage, std::string(flag) + " \"" + text + "\" is not a date", "Write 2024-01-31 or 2024-01-31T06:00:00Z");
  return *bound;
}

}  // namespace

void AddInputFlags(CLI::App& command, InputFlags& flags) {
  constexpr const char* kGroup = "What you know about the files (the rest is found out)";
  InputOptions& options = flags.options;
  command.add_option("INPUT", flags.paths, "Meter files, folders or globs; - reads standard input")->required();
  command.add_option("--meter-column", options.meter_column, "Column that names the meter")->group(kGroup);
  command.add_option("--time-column", options.time_column, "Column of the time stamps")->group(kGroup);
  command.add_option("--value-column", options.value_column, "Column of the readings")->group(kGroup);
  command.add_option("--unit", options.unit, "Unit of the readings: kWh, Wh, MWh, GJ, kW, W, m3, L …")->group(kGroup);
  command.add_option("--kwh-per-m3", options.kwh_per_m3, "Calorific value of gas read in m3, about 11.2")->group(kGroup);
  command.add_option("--zone", options.zone, "IANA time zone of stamps without an offset: Europe/Paris")->group(kGroup);
  command.add_option("--interval", flags.interval, "Interval of the readings: 15min, 1h, PT30M")->group(kGroup);
  command.add_option("--labels", options.labels, "Column or file that says which readings are anomalous")->group(kGroup);
  command.add_option("--weather", options.weather, "File or column with outdoor temperature")->group(kGroup);
  command.add_option("--holidays", options.holidays, "Country code (FR, GB-SCT …), a file of dates, or none")->group(kGroup);
  command.add_option("--calendar", options.calendar, "File of opening hours and closed days")->group(kGroup);
  command.add_option("--meters", options.meters, "Meter list, CSV or YAML: meter, site, parent, role, commodity, unit, m2, use, zone, tariff …")
      ->group(kGroup);
  command.add_option("--from", flags.from, "Use readings from this date on")->group(kGroup);
  command.add_option("--to", flags.to, "Use readings before this date")->group(kGroup);
}

Result<Span> InputFlags::Period() const {
  Span span = kAllTime;
  if (!from.empty()) {
    KW_ASSIGN(span.begin, ParseBound(from, "--from"));
  }
  if (!to.empty()) {
    KW_ASSIGN(span.end, ParseBound(to, "--to"));
  }
  if (span.begin >= span.end) return Fail(ErrorCode::kUsage, "--from is not before --to", "Swap them");
  return span;
}

Result<std::unique_ptr<Source>> InputFlags::Open(const Console& console) const {
  InputOptions complete = options;
  if (!interval.empty()) {
    complete.interval = ParseDuration(interval);
    if (!complete.interval) return Fail(ErrorCode::kUsage, "--interval \"" + interval + "\" is not a duration", "Write 15min, 1h, 1d or PT30M");
  }
  KW_RETURN_IF_ERROR(complete.Validate());
  return OpenInputs(paths, complete, console.stop);
}

}  // namespace kilowatch
