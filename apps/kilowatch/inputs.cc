#include "inputs.h"

#include "foundation/base/instant.h"
#include "usage.h"

namespace kilowatch {
namespace {

Result<Instant> ParseBound(const std::string& text, const char* flag) {
  const auto bound = ParseInstant(text);
  if (!bound) {
    return Fail(ErrorCode::kUsage, NoSuchValue(flag, text, {"a date", "une date"}),
                {"Write 2024-01-31 or 2024-01-31T06:00:00Z", "Écrivez 2024-01-31 ou 2024-01-31T06:00:00Z"});
  }
  return *bound;
}

const char* GroupOf(const Say& say) {
  return say("What you know about the files (the rest is found out)", "Ce que vous savez des fichiers (le reste est déduit)");
}

// What goes with the readings: labels, weather, calendars, the meter list, the period.
void AddSurroundings(CLI::App& command, const Say& say, InputFlags& flags) {
  const char* group = GroupOf(say);
  InputOptions& options = flags.options;
  command
      .add_option("--labels", options.labels,
                  say("Column or file that says which readings are anomalous", "Colonne ou fichier qui dit quels relevés sont anormaux"))
      ->group(group);
  command.add_option("--weather", options.weather, say("File or column with outdoor temperature", "Fichier ou colonne de la température extérieure"))
      ->group(group);
  command
      .add_option("--holidays", options.holidays,
                  say("Country code (FR, GB-SCT …), a file of dates, or none", "Code de pays (FR, GB-SCT…), un fichier de dates, ou none"))
      ->group(group);
  command
      .add_option("--calendar", options.calendar, say("File of opening hours and closed days", "Fichier des heures d’ouverture et des jours fermés"))
      ->group(group);
  command
      .add_option("--meters", options.meters,
                  say("Meter list, CSV or YAML: meter, site, parent, role, commodity, unit, m2, use, zone, tariff, formula …",
                      "Liste de compteurs, CSV ou YAML : meter, site, parent, role, commodity, unit, m2, use, zone, tariff, formula…"))
      ->group(group);
  command.add_option("--from", flags.from, say("Use readings from this date on", "N’utilise que les relevés à partir de cette date"))->group(group);
  command.add_option("--to", flags.to, say("Use readings before this date", "N’utilise que les relevés avant cette date"))->group(group);
}

}  // namespace

void AddInputFlags(CLI::App& command, const Say& say, InputFlags& flags) {
  const char* group = GroupOf(say);
  InputOptions& options = flags.options;
  command
      .add_option(say("INPUT", "FICHIERS"), flags.paths,
                  say("Meter files, folders or globs; - reads standard input", "Fichiers, dossiers ou motifs ; - lit l’entrée standard"))
      ->required();
  command.add_option("--meter-column", options.meter_column, say("Column that names the meter", "Colonne qui nomme le compteur"))->group(group);
  command.add_option("--time-column", options.time_column, say("Column of the time stamps", "Colonne des horodatages"))->group(group);
  command.add_option("--value-column", options.value_column, say("Column of the readings", "Colonne des relevés"))->group(group);
  command
      .add_option("--unit", options.unit,
                  say("Unit of the readings: kWh, Wh, MWh, GJ, kW, W, m3, L …", "Unité des relevés : kWh, Wh, MWh, GJ, kW, W, m3, L…"))
      ->group(group);
  command
      .add_option("--kwh-per-m3", options.kwh_per_m3,
                  say("Calorific value of gas read in m3, about 11.2", "Pouvoir calorifique du gaz relevé en m3, environ 11.2"))
      ->group(group);
  command
      .add_option("--zone", options.zone,
                  say("IANA time zone of stamps without an offset: Europe/Paris", "Fuseau horaire IANA des horodatages sans décalage : Europe/Paris"))
      ->group(group);
  command.add_option("--interval", flags.interval, say("Interval of the readings: 15min, 1h, PT30M", "Pas de temps des relevés : 15min, 1h, PT30M"))
      ->group(group);
  AddSurroundings(command, say, flags);
}

Result<Span> InputFlags::Period() const {
  Span span = kAllTime;
  if (!from.empty()) {
    KW_ASSIGN(span.begin, ParseBound(from, "--from"));
  }
  if (!to.empty()) {
    KW_ASSIGN(span.end, ParseBound(to, "--to"));
  }
  if (span.begin >= span.end) {
    return Fail(ErrorCode::kUsage, {"--from is not before --to", "--from n’est pas avant --to"}, {"Swap them", "Échangez-les"});
  }
  return span;
}

Result<std::unique_ptr<Source>> InputFlags::Open(const Console& console) const {
  InputOptions complete = options;
  complete.threads = console.threads;
  if (!interval.empty()) {
    complete.interval = ParseDuration(interval);
    if (!complete.interval) {
      return Fail(ErrorCode::kUsage, NoSuchValue("--interval", interval, {"a duration", "une durée"}),
                  {"Write 15min, 1h, 1d or PT30M", "Écrivez 15min, 1h, 1d ou PT30M"});
    }
  }
  KW_RETURN_IF_ERROR(complete.Validate());
  return OpenInputs(paths, complete, console.stop);
}

}  // namespace kilowatch
